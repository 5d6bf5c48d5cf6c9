package org.millrace.monitoring;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.millrace.landscape.Landscape;
import org.millrace.message.BusinessStatus;
import org.millrace.message.DeliveryId;
import org.millrace.message.MessageId;

/** Messages as their senders follow them. Thread-safe; every call reads the journal. */
public final class Jobs {

  private final Reading reading;
  private final Titles titles;
  private final Sentences sentences;

  public Jobs(Jdbi jdbi, Supplier<Landscape> landscape) {
    reading = new Reading(jdbi);
    titles = new Titles(landscape);
    sentences = new Sentences(titles);
  }

  /**
   * A job and whose it is.
   *
   * @param sender the system that sent the message
   */
  public record Found(Job job, String sender) {}

  public Optional<Found> find(MessageId id) {
    return reading.read(
        handle ->
            Rows.messages(handle, List.of(id)).stream()
                .findFirst()
                .map(message -> new Found(job(handle, message), message.sender())));
  }

  private Job job(Handle handle, Rows.Message message) {
    List<Rows.Delivery> rows =
        Rows.deliveries(handle, List.of(message.id())).getOrDefault(message.id(), List.of());
    Map<DeliveryId, Shown> all = Shown.of(handle, rows, titles.landscape());
    List<Shown> shown =
        rows.stream().flatMap(row -> Optional.ofNullable(all.get(row.id())).stream()).toList();
    return new Job(
        message.id().toString(),
        message.operation(),
        message.correlationId(),
        message.id().acceptedAt(),
        technical(shown),
        business(shown),
        rows.stream().allMatch(row -> row.state().isTerminal()),
        shown.stream().map(this::delivery).toList(),
        Map.of("message", "/v1/messages/" + message.id()));
  }

  private Job.Delivery delivery(Shown shown) {
    Rows.Delivery row = shown.row();
    boolean waits = StateGroup.of(shown.state()) != StateGroup.DONE;
    return new Job.Delivery(
        row.id().toString(),
        row.system(),
        titles.operation(row.flow(), row.id().step()),
        shown.state(),
        row.business(),
        row.reference(),
        waits ? Optional.of(sentences.where(shown)) : Optional.empty());
  }

  static String technical(List<Shown> deliveries) {
    if (deliveries.stream().allMatch(d -> d.row().state().isTerminal())) {
      return "ended";
    }
    return switch (StateGroup.of(Messages.mostUrgent(deliveries))) {
      case ATTENTION -> "needs-person";
      case WAITING -> "waiting";
      case MOVING -> "in-progress";
      case DONE -> "delivered";
    };
  }

  static String business(List<Shown> deliveries) {
    boolean nothingWasDone =
        deliveries.stream().allMatch(d -> Shown.WITHOUT_EFFECT.contains(d.state()));
    if (nothingWasDone) {
      return "cancelled";
    }
    BusinessStatus worst = Messages.business(deliveries);
    // A compensated effect is one that was taken back: for the sender it did not happen.
    return worst == BusinessStatus.COMPENSATED ? "cancelled" : Words.kebab(worst.name());
  }
}
