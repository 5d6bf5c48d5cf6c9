package org.millrace.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.millrace.journal.Draft;
import org.millrace.journal.Waits;
import org.millrace.journal.Work;
import org.millrace.message.Actor;
import org.millrace.message.DeliveryId;
import org.millrace.message.DeliveryState;

/** What deliveries of the in-memory journal wait for beside their turn. */
class MemoryWaits implements Waits {

  /** What was written a moment ago may still be on its way to the dispatcher. */
  private static final Duration OLD_ENOUGH = Duration.ofSeconds(2);

  /** Another message's effect that a delivery needs. */
  private static final class Need {
    final DeliveryRow row;
    final Draft.Need needed;
    final Instant since;
    boolean patient = true;

    Need(DeliveryRow row, Draft.Need needed, Instant since) {
      this.row = row;
      this.needed = needed;
      this.since = since;
    }

    boolean isOf(String flow, String key) {
      return needed.flow().equals(flow) && needed.key().equals(key);
    }
  }

  private final MemoryJournal journal;
  private final List<Need> needs = new ArrayList<>();

  MemoryWaits(MemoryJournal journal) {
    this.journal = journal;
  }

  /** A new delivery needs the effects of others. */
  void needs(DeliveryRow row, List<Draft.Need> needed) {
    needed.forEach(need -> needs.add(new Need(row, need, journal.clock.instant())));
  }

  boolean isEmpty() {
    return needs.isEmpty();
  }

  /** Whether what a delivery needs is there. */
  boolean isDone(Draft.Need need) {
    return journal.ofKey(need.flow(), need.key()).stream()
        .anyMatch(
            row ->
                row.system.equals(need.system())
                    && (row.state == DeliveryState.CONFIRMED
                        || row.state == DeliveryState.SETTLED_BY_HAND));
  }

  @Override
  public List<Work> objectMayBeDone(String flow, String key) {
    return letGo(need -> need.isOf(flow, key) && isDone(need.needed), "platform");
  }

  @Override
  public Optional<List<Work>> followEvent() {
    return Optional.empty();
  }

  @Override
  public Look lookAgain(Optional<DeliveryId> after) {
    Instant now = journal.clock.instant();
    boolean any = needs.stream().anyMatch(need -> isOld(need, now));
    return new Look(
        any ? letGo(need -> isDone(need.needed), "platform") : List.of(), Optional.empty());
  }

  private static boolean isOld(Need need, Instant now) {
    return need.since.isBefore(now.minus(OLD_ENOUGH)) || need.since.isAfter(now);
  }

  @Override
  public Look letGoBefore(Optional<DeliveryId> after) {
    List<Work> works =
        journal.rows.values().stream()
            .filter(row -> row.wasLetGo && after.filter(id -> row.id.compareTo(id) <= 0).isEmpty())
            .filter(row -> row.state == DeliveryState.READY || row.state == DeliveryState.HELD)
            .map(DeliveryRow::work)
            .toList();
    return new Look(works, Optional.empty());
  }

  /** A person has decided: it waits for nothing else any more. */
  void decided(DeliveryRow row) {
    needs.removeIf(need -> need.row == row);
  }

  @Override
  public List<Work> endPatience() {
    Instant now = journal.clock.instant();
    for (Need need : needs) {
      if (need.patient && !now.isBefore(need.since.plus(need.needed.patience()))) {
        need.patient = false;
        tell(need.row);
      }
    }
    return List.of();
  }

  private void tell(DeliveryRow row) {
    if (row.state == DeliveryState.HELD) {
      row.caseNumber = Optional.of(journal.cases.join("awaits-object/" + row.flow));
      row.code = "awaits-object";
      row.needsApproval = false;
      journal.move(row, DeliveryState.NEEDS_PERSON, "platform");
    }
  }

  @Override
  public Optional<List<Work>> goWithout(DeliveryId id, Actor actor, String reason) {
    List<Work> freed = letGo(need -> need.row.id.equals(id), "person");
    return freed.isEmpty() ? Optional.empty() : Optional.of(freed);
  }

  @Override
  public long announce(String type, Optional<String> about, Actor actor, String reason) {
    throw new UnsupportedOperationException("nobody announces anything in this journal");
  }

  /** Ends waits, and lets those go that wait for nothing else. */
  private List<Work> letGo(Predicate<Need> due, String by) {
    List<Need> ended = needs.stream().filter(due).toList();
    needs.removeAll(ended);
    Set<DeliveryRow> gone = new LinkedHashSet<>();
    ended.forEach(need -> gone.add(need.row));
    List<Work> freed = new ArrayList<>();
    for (DeliveryRow row : gone) {
      boolean waits = row.state == DeliveryState.HELD || row.state == DeliveryState.NEEDS_PERSON;
      if (waits && !isWaiting(row)) {
        freed.add(journal.leave(row, DeliveryState.READY, by));
      }
    }
    return freed;
  }

  /** Whether something that the delivery needs is still waited for. */
  boolean isWaiting(DeliveryRow row) {
    return needs.stream().anyMatch(need -> need.row == row);
  }
}
