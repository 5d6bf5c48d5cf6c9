package org.millrace.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.millrace.failure.Failure;
import org.millrace.message.Actor;
import org.millrace.message.DeliveryId;
import org.millrace.message.DeliveryState;
import org.millrace.message.MessageId;

/** Confirmations over PostgreSQL. Deliveries are locked first, then their cases, as everywhere. */
public final class PostgresConfirmations implements Confirmations {

  /** Code of a case of what the business said no to. */
  static final String REJECTED = "business-rejected";

  /** Code of a case of what nothing was said about in time. */
  static final String UNCONFIRMED = "unconfirmed";

  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private static final String COLUMNS =
      """
      select d.message, d.step, d.flow, d.system, d.state, d.callback, d.case_number, a.kind,
        a.subject, a.about, a.compensates,
        (select m.business_key from message m where m.id = d.message) as key
      """;

  /** What was said first about each of the waiting ones that are looked at. */
  private static final String ANSWERED =
      COLUMNS
          + """
          , e.actor, e.reason
          from awaited a join delivery d using (message, step)
          cross join lateral (
            select x.id, x.actor, x.reason from business_event x
            where x.type = a.subject and x.about = a.about and x.occurred_at >= a.since
            order by x.id limit 1) e
          where a.kind in ('CONFIRMATION','REJECTION') and %s
          order by d.message, d.step, e.id limit :limit for update of d
          """;

  private static final String BY_EVENT =
      ANSWERED.formatted("a.subject = :type and a.about = :about and a.since <= :occurred");

  private static final String BY_DELIVERY =
      ANSWERED.formatted("a.message = :message and a.step = :step");

  private static final String BY_RANGE =
      ANSWERED.formatted(
          "(a.message, a.step) > (:message, :step) and (a.message, a.step) <= (:last, :laststep)");

  private static final String LOOK =
      """
      select a.message, a.step from awaited a
      where a.kind = 'CONFIRMATION' and (a.message, a.step) > (:message, :step)
      order by a.message, a.step limit :limit
      """;

  private static final String OVERDUE =
      COLUMNS
          + """
          , null as actor, null as reason
          from awaited a join delivery d using (message, step)
          where a.kind = 'CONFIRMATION' and a.due_at <= now()
            and not exists (
              select 1 from awaited o join business_event x on x.type = o.subject
                and x.about = o.about and x.occurred_at >= o.since
              where o.message = a.message and o.step = a.step
                and o.kind in ('CONFIRMATION','REJECTION'))
          order by a.due_at limit :limit for update of d skip locked
          """;

  private static final String NEXT_EVENT =
      """
      select id, type, about, occurred_at from business_event where answered is null
      order by id limit 1 for update skip locked
      """;

  private final Jdbi jdbi;
  private final Function<DeliveryId, Standbys> standbys;
  private final WebhookSignal webhooks;

  /**
   * @param standbys what can be planned for a delivery
   * @param webhooks told when something is to be told to a sender
   */
  public PostgresConfirmations(
      Jdbi jdbi, Function<DeliveryId, Standbys> standbys, WebhookSignal webhooks) {
    this.jdbi = jdbi;
    this.standbys = standbys;
    this.webhooks = webhooks;
  }

  /** One that is waited for, with what was said about it. */
  private record Row(
      DeliveryId id,
      String flow,
      String system,
      DeliveryState state,
      boolean callback,
      Optional<Long> caseNumber,
      boolean confirms,
      String event,
      String about,
      boolean compensates,
      String key,
      Optional<String> actor,
      Optional<String> reason) {

    static Row of(ResultSet row) throws SQLException {
      long number = row.getLong("case_number");
      Optional<Long> caseNumber = row.wasNull() ? Optional.empty() : Optional.of(number);
      return new Row(
          new DeliveryId(new MessageId(row.getObject("message", UUID.class)), row.getInt("step")),
          row.getString("flow"),
          row.getString("system"),
          DeliveryState.valueOf(row.getString("state")),
          row.getBoolean("callback"),
          caseNumber,
          row.getString("kind").equals("CONFIRMATION"),
          row.getString("subject"),
          row.getString("about"),
          row.getBoolean("compensates"),
          row.getString("key"),
          Optional.ofNullable(row.getString("actor")),
          Optional.ofNullable(row.getString("reason")).filter(text -> !text.isBlank()));
    }

    boolean opensCase() {
      return !confirms && !compensates;
    }

    /** What the event said, for a person. */
    String said() {
      return "The business said no (" + event + ")" + reason.map(why -> ": " + why).orElse("");
    }

    CaseEntry rejected() {
      return CaseEntry.of(
              flow, id.step(), system, new Failure.BusinessRule(REJECTED, said(), Optional.empty()))
          .notResendable();
    }

    CaseEntry unconfirmed() {
      return CaseEntry.of(
              flow,
              id.step(),
              system,
              new Failure.UnknownOutcome(
                  UNCONFIRMED, "Nothing confirmed it in time: " + event + " has not come"))
          .notResendable();
    }
  }

  @Override
  public Optional<Followed> followEvent() {
    return told(
        jdbi.inTransaction(
            handle ->
                handle
                    .createQuery(NEXT_EVENT)
                    .map((row, context) -> Event.of(row))
                    .findOne()
                    .map(event -> follow(handle, event))));
  }

  private record Event(long id, String type, Optional<String> about, OffsetDateTime occurredAt) {
    static Event of(ResultSet row) throws SQLException {
      return new Event(
          row.getLong("id"),
          row.getString("type"),
          Optional.ofNullable(row.getString("about")),
          row.getObject("occurred_at", OffsetDateTime.class));
    }
  }

  /** One that is about nothing confirms nothing. */
  private Followed follow(Handle handle, Event event) {
    List<Row> rows =
        event.about().isEmpty()
            ? List.of()
            : rows(
                handle
                    .createQuery(BY_EVENT)
                    .bind("type", event.type())
                    .bind("about", event.about().get())
                    .bind("occurred", event.occurredAt()));
    Followed followed = answer(handle, rows);
    if (rows.size() < MOST_AT_ONCE) {
      handle
          .createUpdate("update business_event set answered = :now where id = :id")
          .bind("now", followed.answered().size())
          .bind("id", event.id())
          .execute();
    }
    return followed;
  }

  @Override
  public Followed mayBeThere(DeliveryId id) {
    return told(jdbi.inTransaction(
            handle ->
                Optional.of(
                    answer(
                        handle,
                        rows(
                            handle
                                .createQuery(BY_DELIVERY)
                                .bind("message", id.message().value())
                                .bind("step", id.step()))))))
        .orElse(Followed.NOTHING);
  }

  @Override
  public Look lookAgain(Optional<DeliveryId> after) {
    UUID message = after.map(id -> id.message().value()).orElse(BEFORE_ALL);
    int step = after.map(DeliveryId::step).orElse(0);
    List<DeliveryId> looked =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(LOOK)
                    .bind("message", message)
                    .bind("step", step)
                    .bind("limit", MOST_AT_ONCE)
                    .map(
                        (row, context) ->
                            new DeliveryId(
                                new MessageId(row.getObject(1, UUID.class)), row.getInt(2)))
                    .list());
    if (looked.isEmpty()) {
      return new Look(Followed.NOTHING, Optional.empty());
    }
    DeliveryId last = looked.getLast();
    Optional<Followed> followed =
        told(
            jdbi.inTransaction(
                handle ->
                    Optional.of(
                        answer(
                            handle,
                            rows(
                                handle
                                    .createQuery(BY_RANGE)
                                    .bind("message", message)
                                    .bind("step", step)
                                    .bind("last", last.message().value())
                                    .bind("laststep", last.step()))))));
    boolean more = looked.size() == MOST_AT_ONCE;
    return new Look(followed.orElse(Followed.NOTHING), more ? Optional.of(last) : Optional.empty());
  }

  private static List<Row> rows(Query query) {
    return query.bind("limit", MOST_AT_ONCE).map((row, context) -> Row.of(row)).list();
  }

  /** What was said about each first; nothing is awaited about it any more. */
  private Followed answer(Handle handle, List<Row> found) {
    Map<DeliveryId, Row> first = new LinkedHashMap<>();
    found.forEach(row -> first.putIfAbsent(row.id(), row));
    List<Row> open =
        first.values().stream().filter(row -> row.state() == DeliveryState.DELIVERED).toList();
    List<Work> freed = new ArrayList<>();
    Database.with(
        handle,
        connection -> {
          AnswerRows.forget(connection, List.copyOf(first.keySet()));
          move(connection, open);
          for (Row row : open) {
            freed.addAll(follow(connection, row));
          }
          DueWebhooks.follow(
              connection,
              open.stream().filter(Row::callback).map(row -> row.id().message()).toList());
        });
    return new Followed(
        open.stream()
            .map(r -> new Answered(r.id(), r.flow(), r.system(), r.key(), r.confirms()))
            .toList(),
        freed);
  }

  private static void move(Connection connection, List<Row> rows) throws SQLException {
    Map<String, Long> cases =
        CaseRows.enter(
            connection, rows.stream().filter(Row::opensCase).map(Row::rejected).toList());
    AnswerRows.move(
        connection,
        rows.stream()
            .map(
                row ->
                    new AnswerRows.Move(
                        row.id(),
                        row.confirms() ? DeliveryState.CONFIRMED : DeliveryState.REJECTED,
                        row.confirms() ? "CONFIRMED" : "REJECTED",
                        row.opensCase() ? cases.get(row.rejected().fingerprint()) : null,
                        row.confirms() ? "confirmed-by-event" : "rejected-by-event",
                        row.actor().orElseGet(Actor.PLATFORM::label),
                        row.event() + row.reason().map(why -> ": " + why).orElse("")))
            .toList());
    new CaseDepartures(connection, Actor.PLATFORM, "its answer came")
        .ended(rows.stream().flatMap(row -> row.caseNumber().stream()).toList());
  }

  private List<Work> follow(Connection connection, Row row) throws SQLException {
    List<Work> freed =
        new ArrayList<>(
            Dependents.follow(
                connection,
                row.id(),
                row.confirms() ? DeliveryState.CONFIRMED : DeliveryState.REJECTED));
    if (!row.confirms() && row.compensates()) {
      freed.addAll(
          StandbyRows.takeBack(connection, row.id(), standbys.apply(row.id()).compensations()));
    }
    return freed;
  }

  @Override
  public int endPatience() {
    return jdbi.inTransaction(
        handle -> {
          List<Row> late = rows(handle.createQuery(OVERDUE));
          Database.with(handle, connection -> tell(connection, late));
          return late.size();
        });
  }

  /** The state stays: its target has it, and the answer may still come. */
  private static void tell(Connection connection, List<Row> late) throws SQLException {
    List<Row> open = late.stream().filter(row -> row.state() == DeliveryState.DELIVERED).toList();
    AnswerRows.forget(
        connection,
        late.stream().filter(row -> row.state() != DeliveryState.DELIVERED).map(Row::id).toList());
    Map<String, Long> cases =
        CaseRows.enter(connection, open.stream().map(Row::unconfirmed).toList());
    AnswerRows.move(
        connection,
        open.stream()
            .map(
                row ->
                    new AnswerRows.Move(
                        row.id(),
                        DeliveryState.DELIVERED,
                        "UNKNOWN",
                        cases.get(row.unconfirmed().fingerprint()),
                        "patience-ended",
                        Actor.PLATFORM.label(),
                        row.event()))
            .toList());
    AnswerRows.endPatience(connection, open.stream().map(Row::id).toList());
  }

  @Override
  public int forget(Duration after) {
    return jdbi.withHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    delete from awaited where kind in ('CONFIRMATION','REJECTION')
                      and since + patience < now() - make_interval(secs => :after)
                    """)
                .bind("after", after.toSeconds())
                .execute());
  }

  private Optional<Followed> told(Optional<Followed> followed) {
    if (followed.filter(some -> !some.answered().isEmpty()).isPresent()) {
      webhooks.ring();
    }
    return followed;
  }
}
