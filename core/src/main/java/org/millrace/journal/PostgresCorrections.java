package org.millrace.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.millrace.message.Actor;
import org.millrace.message.DeliveryId;
import org.millrace.message.MessageId;

/**
 * Corrections over PostgreSQL. The waiting deliveries are locked before anything is decided: who
 * comes second finds them gone.
 */
public final class PostgresCorrections implements Corrections {

  /** Proposals in the list of those that wait for approval. */
  private static final int MOST = 200;

  private static final String COLUMNS =
      """
      select id, message, version, state, changes, four_eyes, emergency, proposed_by, proposed_at,
        reason, decided_by, decided_at, decision
      from correction
      """;

  private static final String WAITING =
      """
      select d.step, d.system, c.code, c.needs_approval
      from delivery d join failure_case c on c.number = d.case_number
      where d.message = :message and d.state = 'NEEDS_PERSON' order by d.step
      """;

  private static final String LOCK =
      """
      select step from delivery where message = :message and state = 'NEEDS_PERSON'
      order by step for update
      """;

  private static final String STORE =
      """
      insert into correction (message, version, based_on, state, changes, payload, four_eyes,
        emergency, proposed_by, reason, decided_by, decided_at)
      values (:message, :basedOn + 1, :basedOn, :state, :changes, :payload, :fourEyes, :emergency,
        :actor, :reason, case when :state = 'APPROVED' then :actor end,
        case when :state = 'APPROVED' then now() end)
      returning id
      """;

  private static final String DECIDE =
      """
      update correction set state = :state, decided_by = :actor, decided_at = now(),
        decision = :reason
      where id = :id
      """;

  private static final String NOTE =
      """
      insert into transition (message, step, at, from_state, to_state, cause, actor, reason)
      values (:message, :step, now(), 'NEEDS_PERSON', 'NEEDS_PERSON', :cause, :actor, :reason)
      """;

  private final Jdbi jdbi;

  public PostgresCorrections(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  @Override
  public List<Waiting> waiting(MessageId message) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(WAITING)
                .bind("message", message.value())
                .map(
                    (row, context) ->
                        new Waiting(
                            new DeliveryId(message, row.getInt("step")),
                            row.getString("system"),
                            row.getString("code"),
                            row.getBoolean("needs_approval")))
                .list());
  }

  @Override
  public List<Correction> of(MessageId message) {
    return jdbi.withHandle(handle -> of(handle, message));
  }

  private static List<Correction> of(Handle handle, MessageId message) {
    return handle
        .createQuery(COLUMNS + " where message = :message order by id")
        .bind("message", message.value())
        .map((row, context) -> correction(row))
        .list();
  }

  @Override
  public Optional<Correction> find(long id) {
    return jdbi.withHandle(handle -> find(handle, id, ""));
  }

  @Override
  public List<Correction> proposed() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(COLUMNS + " where state = 'PROPOSED' order by id limit " + MOST)
                .map((row, context) -> correction(row))
                .list());
  }

  @Override
  public Outcome propose(Proposal proposal) {
    return jdbi.inTransaction(handle -> propose(handle, proposal));
  }

  private static Outcome propose(Handle handle, Proposal proposal) {
    MessageId message = proposal.message();
    List<Integer> steps = lock(handle, message);
    if (steps.isEmpty()) {
      return new Outcome.Refused(
          "Nothing of this message waits for a person any more; nothing changed.");
    }
    List<Correction> before = of(handle, message);
    if (before.stream().anyMatch(c -> c.state() == Correction.State.PROPOSED)) {
      return new Outcome.Refused("Another correction of this message waits for approval.");
    }
    int inForce =
        before.stream()
            .filter(c -> c.state() == Correction.State.APPROVED)
            .mapToInt(Correction::version)
            .max()
            .orElse(1);
    if (inForce != proposal.basedOn()) {
      return new Outcome.Refused(
          "Version " + inForce + " of this message is in force meanwhile: look at it again.");
    }
    boolean atOnce = !proposal.fourEyes() || proposal.emergency();
    long id = store(handle, proposal, atOnce);
    Correction stored = find(handle, id, "").orElseThrow();
    if (!atOnce) {
      String what = "version " + stored.version() + " is proposed: " + proposal.reason();
      steps.forEach(
          step -> note(handle, stored, step, "correction-proposed", proposal.actor(), what));
      return new Outcome.Done(stored, List.of());
    }
    return new Outcome.Done(
        stored, release(handle, stored, steps, proposal.actor(), proposal.reason()));
  }

  private static long store(Handle handle, Proposal proposal, boolean atOnce) {
    return handle
        .createQuery(STORE)
        .bind("message", proposal.message().value())
        .bind("basedOn", proposal.basedOn())
        .bind("state", atOnce ? "APPROVED" : "PROPOSED")
        .bind("changes", Columns.storable(proposal.changes()))
        .bind("payload", proposal.content().bytes())
        .bind("fourEyes", proposal.fourEyes())
        .bind("emergency", proposal.emergency() && proposal.fourEyes())
        .bind("actor", proposal.actor().label())
        .bind("reason", Columns.storable(proposal.reason()))
        .mapTo(Long.class)
        .one();
  }

  @Override
  public Outcome decide(long id, Verdict verdict, Actor actor, String reason) {
    return jdbi.inTransaction(
        handle ->
            find(handle, id, " for update")
                .map(found -> decide(handle, found, verdict, actor, reason))
                .orElseGet(Outcome.NotFound::new));
  }

  private static Outcome decide(
      Handle handle, Correction found, Verdict verdict, Actor actor, String reason) {
    boolean own = found.proposedBy().name().equals(actor.name());
    if (found.state() != Correction.State.PROPOSED) {
      return new Outcome.Refused(
          "Correction %d is %s already; nothing changed."
              .formatted(found.id(), found.state().name().toLowerCase(java.util.Locale.ROOT)));
    }
    return switch (verdict) {
      case APPROVE -> {
        if (own && found.fourEyes()) {
          yield new Outcome.NotAllowed(
              "Somebody else has to approve what you proposed: four eyes are asked for.");
        }
        yield approve(handle, found, actor, reason);
      }
      case REJECT -> end(handle, found, Correction.State.REJECTED, actor, reason);
      case WITHDRAW ->
          own
              ? end(handle, found, Correction.State.WITHDRAWN, actor, reason)
              : new Outcome.NotAllowed("Only who proposed it withdraws it; reject it instead.");
    };
  }

  private static Outcome approve(Handle handle, Correction found, Actor actor, String reason) {
    List<Integer> steps = lock(handle, found.message());
    if (steps.isEmpty()) {
      return new Outcome.Refused(
          "Nothing of this message waits for a person any more; reject the correction.");
    }
    Correction approved = write(handle, found, Correction.State.APPROVED, actor, reason);
    return new Outcome.Done(approved, release(handle, approved, steps, actor, found.reason()));
  }

  private static Outcome end(
      Handle handle, Correction found, Correction.State state, Actor actor, String reason) {
    Correction ended = write(handle, found, state, actor, reason);
    String cause = "correction-" + state.name().toLowerCase(java.util.Locale.ROOT);
    lock(handle, found.message()).forEach(step -> note(handle, found, step, cause, actor, reason));
    return new Outcome.Done(ended, List.of());
  }

  private static Correction write(
      Handle handle, Correction found, Correction.State state, Actor actor, String reason) {
    handle
        .createUpdate(DECIDE)
        .bind("id", found.id())
        .bind("state", state.name())
        .bind("actor", actor.label())
        .bind("reason", Columns.storable(reason))
        .execute();
    return find(handle, found.id(), "").orElseThrow();
  }

  private static List<Work> release(
      Handle handle, Correction correction, List<Integer> steps, Actor actor, String reason) {
    String why =
        (correction.emergency() ? "EMERGENCY correction" : "corrected")
            + " (version "
            + correction.version()
            + "): "
            + reason;
    List<Work> released = new ArrayList<>();
    for (int step : steps) {
      DeliveryId id = new DeliveryId(correction.message(), step);
      PostgresCommands.letGo(handle, id, "corrected", actor, why).ifPresent(released::add);
    }
    return released;
  }

  private static void note(
      Handle handle, Correction of, int step, String cause, Actor actor, String reason) {
    handle
        .createUpdate(NOTE)
        .bind("message", of.message().value())
        .bind("step", step)
        .bind("cause", cause)
        .bind("actor", actor.label())
        .bind("reason", Columns.storable(reason))
        .execute();
  }

  private static List<Integer> lock(Handle handle, MessageId message) {
    return handle.createQuery(LOCK).bind("message", message.value()).mapTo(Integer.class).list();
  }

  private static Optional<Correction> find(Handle handle, long id, String lock) {
    return handle
        .createQuery(COLUMNS + " where id = :id" + lock)
        .bind("id", id)
        .map((row, context) -> correction(row))
        .findOne();
  }

  private static Correction correction(ResultSet row) throws SQLException {
    @Nullable String decidedBy = row.getString("decided_by");
    return new Correction(
        row.getLong("id"),
        new MessageId(row.getObject("message", UUID.class)),
        row.getInt("version"),
        Correction.State.valueOf(row.getString("state")),
        row.getString("changes"),
        row.getBoolean("four_eyes"),
        row.getBoolean("emergency"),
        Actor.of(row.getString("proposed_by")),
        at(row, "proposed_at"),
        row.getString("reason"),
        decidedBy == null
            ? Optional.empty()
            : Optional.of(
                new Correction.Decided(
                    Actor.of(decidedBy),
                    at(row, "decided_at"),
                    Optional.ofNullable(row.getString("decision")))));
  }

  private static Instant at(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
