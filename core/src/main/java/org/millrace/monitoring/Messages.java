package org.millrace.monitoring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.millrace.landscape.Landscape;
import org.millrace.message.BusinessStatus;
import org.millrace.message.DeliveryId;
import org.millrace.message.DeliveryState;
import org.millrace.message.MessageId;

/** The list of messages, one message, its document. Thread-safe; every call reads the journal. */
public final class Messages {

  /** Rounds of looking for one page when many candidates turn out to be shown in other states. */
  private static final int MOST_ROUNDS = 4;

  private final Reading reading;
  private final Titles titles;
  private final Sentences sentences;
  private final Timeline timeline;

  /**
   * @param landscape the landscape in force
   * @param tokens what targets recognise a delivery's repetitions by
   */
  public Messages(Jdbi jdbi, Supplier<Landscape> landscape, Function<DeliveryId, String> tokens) {
    reading = new Reading(jdbi);
    titles = new Titles(landscape);
    sentences = new Sentences(titles);
    timeline = new Timeline(titles, sentences, tokens);
  }

  /** A page, newest first. */
  public MessageItem.Page page(MessageQuery query) {
    return reading.read(handle -> page(handle, query));
  }

  private MessageItem.Page page(Handle handle, MessageQuery query) {
    List<MessageItem> items = new ArrayList<>();
    MessageQuery asked = query;
    for (int round = 1; round <= MOST_ROUNDS; round++) {
      Candidates found = Candidates.find(handle, asked, query.limit());
      for (MessageItem item : items(handle, found.ids())) {
        if (items.size() == query.limit()) {
          return new MessageItem.Page(items, Optional.of(items.getLast().id()));
        }
        if (isAskedFor(item, query)) {
          items.add(item);
        }
      }
      if (found.goOn().isEmpty()) {
        return new MessageItem.Page(items, Optional.empty());
      }
      asked = query.after(found.goOn().get());
      if (items.size() == query.limit() || found.ids().size() < query.limit()) {
        break;
      }
    }
    return new MessageItem.Page(items, asked.before().map(MessageId::toString));
  }

  /** Stored states were asked for in SQL; what counts is the state as shown. */
  private static boolean isAskedFor(MessageItem item, MessageQuery query) {
    boolean bySender = query.system().filter(item.sender()::equals).isPresent();
    return query.states().isEmpty()
        || item.deliveries().stream()
            .filter(
                d ->
                    bySender || query.system().isEmpty() || query.system().get().equals(d.system()))
            .anyMatch(d -> query.states().contains(d.state()));
  }

  /** Messages by id, newest first; unknown ones are left out. */
  List<MessageItem> items(Handle handle, List<MessageId> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    Map<MessageId, List<Rows.Delivery>> rows = Rows.deliveries(handle, ids);
    Map<DeliveryId, Shown> shown =
        Shown.of(handle, rows.values().stream().flatMap(List::stream).toList(), titles.landscape());
    return Rows.messages(handle, ids).stream()
        .map(message -> item(message, shownOf(rows.getOrDefault(message.id(), List.of()), shown)))
        .toList();
  }

  private static List<Shown> shownOf(List<Rows.Delivery> rows, Map<DeliveryId, Shown> shown) {
    return rows.stream().flatMap(row -> Optional.ofNullable(shown.get(row.id())).stream()).toList();
  }

  private MessageItem item(Rows.Message message, List<Shown> deliveries) {
    DeliveryState state = mostUrgent(deliveries);
    return new MessageItem(
        message.id().toString(),
        message.id().acceptedAt(),
        message.flow(),
        titles.flow(message.flow()),
        message.object(),
        message.businessKey(),
        message.orderKey(),
        message.sender(),
        message.correlationId(),
        state,
        StateGroup.of(state),
        business(deliveries),
        sentences.summary(deliveries),
        deliveries.stream().map(this::delivery).toList());
  }

  private MessageItem.Delivery delivery(Shown shown) {
    Rows.Delivery row = shown.row();
    return new MessageItem.Delivery(
        row.id().toString(),
        row.id().step(),
        row.system(),
        titles.operation(row.flow(), row.id().step()),
        shown.state(),
        row.business(),
        row.attempts(),
        row.state() == DeliveryState.IN_FLIGHT ? Optional.empty() : row.dueAt(),
        shown.behind(),
        shown.blockedBy().map(DeliveryId::toString),
        shown.blockedByKey(),
        row.caseNumber());
  }

  static DeliveryState mostUrgent(List<Shown> deliveries) {
    return deliveries.stream()
        .map(Shown::state)
        .min(Comparator.comparingInt(StateGroup.URGENCY::indexOf))
        .orElse(DeliveryState.CONFIRMED);
  }

  /** The worst of the deliveries' business states, those that were not to be done left out. */
  static BusinessStatus business(List<Shown> deliveries) {
    Set<BusinessStatus> all = EnumSet.noneOf(BusinessStatus.class);
    deliveries.stream()
        .filter(d -> !Shown.WITHOUT_EFFECT.contains(d.state()))
        .forEach(d -> all.add(d.row().business()));
    return List.of(
            BusinessStatus.REJECTED,
            BusinessStatus.UNKNOWN,
            BusinessStatus.PENDING,
            BusinessStatus.COMPENSATED,
            BusinessStatus.SETTLED_BY_HAND,
            BusinessStatus.CONFIRMED)
        .stream()
        .filter(all::contains)
        .findFirst()
        .orElse(BusinessStatus.PENDING);
  }

  /** One message with its history. */
  public Optional<MessageDetail> detail(MessageId id) {
    return reading.read(
        handle ->
            Rows.messages(handle, List.of(id)).stream()
                .findFirst()
                .map(message -> detail(handle, message)));
  }

  private MessageDetail detail(Handle handle, Rows.Message message) {
    List<Rows.Delivery> rows =
        Rows.deliveries(handle, List.of(message.id())).getOrDefault(message.id(), List.of());
    List<Shown> shown = shownOf(rows, Shown.of(handle, rows, titles.landscape()));
    return timeline.detail(handle, message, item(message, shown), shown);
  }

  /** The document as it came. */
  public Optional<byte[]> payload(MessageId id) {
    return reading.read(
        handle ->
            handle
                .createQuery("select payload from message where id = :id")
                .bind("id", id.value())
                .mapTo(byte[].class)
                .findOne());
  }
}
