package org.millrace.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.millrace.message.DeliveryId;
import org.millrace.message.DeliveryState;

/** What the business is still to say about deliveries that their targets have taken. */
final class AnswerRows {

  private static final String AWAIT =
      """
      insert into awaited (message, step, kind, subject, about, since, patience, due_at, compensates)
      select message, step, kind, subject, about, since, patience_ms * interval '1 ms',
        case when kind = 'CONFIRMATION' then now() + patience_ms * interval '1 ms' end, compensates
      from unnest(?::uuid[], ?::smallint[], ?::text[], ?::text[], ?::text[], ?::timestamptz[],
        ?::bigint[], ?::boolean[])
        as n(message, step, kind, subject, about, since, patience_ms, compensates)
      on conflict do nothing
      """;

  private static final String FORGET =
      """
      delete from awaited a using unnest(?::uuid[], ?::smallint[]) as g(message, step)
      where a.message = g.message and a.step = g.step and a.kind in ('CONFIRMATION','REJECTION')
      """;

  private static final String END_PATIENCE =
      """
      update awaited a set due_at = null from unnest(?::uuid[], ?::smallint[]) as g(message, step)
      where a.message = g.message and a.step = g.step and a.kind = 'CONFIRMATION'
      """;

  private static final String MOVE =
      """
      with moved as (
        update delivery d set state = g.next, case_number = g.case_number, changed_at = now(),
          cause = case when g.next = 'DELIVERED' then d.cause end,
          business = case when d.business = 'COMPENSATED' then d.business else g.business end
        from unnest(?::uuid[], ?::smallint[], ?::text[], ?::text[], ?::bigint[], ?::text[],
          ?::text[], ?::text[])
          as g(message, step, next, business, case_number, cause, actor, reason)
        where d.message = g.message and d.step = g.step
        returning d.message, d.step, d.state, g.cause as why, g.actor, g.reason
      )
      insert into transition (message, step, at, from_state, to_state, cause, actor, reason)
      select message, step, now(), 'DELIVERED', state, why, actor, reason from moved
      """;

  private AnswerRows() {}

  /**
   * One that is moved, or told of.
   *
   * @param caseNumber the case that it is in from now on
   */
  record Move(
      DeliveryId id,
      DeliveryState next,
      String business,
      @Nullable Long caseNumber,
      String cause,
      String actor,
      String reason) {}

  private record Row(Settlement settlement, AwaitedAnswer answer, String kind, String event) {}

  /** Events from the acceptance of the message on count: one may overtake the target's answer. */
  static void await(Connection connection, List<Settlement> moved) throws SQLException {
    List<Row> rows = new ArrayList<>();
    for (Settlement settlement : moved) {
      if (settlement.awaitsAnswer()) {
        AwaitedAnswer answer = settlement.answer().orElseThrow();
        rows.add(new Row(settlement, answer, "CONFIRMATION", answer.event()));
        answer
            .rejectedBy()
            .ifPresent(event -> rows.add(new Row(settlement, answer, "REJECTION", event)));
      }
    }
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(AWAIT)) {
      var _ =
          new Columns<>(connection, statement, rows)
              .column("uuid", r -> r.settlement().work().id().message().value())
              .column("int2", r -> (short) r.settlement().work().id().step())
              .text(Row::kind)
              .text(Row::event)
              .text(r -> r.answer().about())
              .column(
                  "timestamptz",
                  r -> r.settlement().work().id().message().acceptedAt().atOffset(ZoneOffset.UTC))
              .column("int8", r -> r.answer().within().toMillis())
              .column("bool", r -> r.kind().equals("REJECTION") && r.answer().compensates());
      statement.executeUpdate();
    }
  }

  static void move(Connection connection, List<Move> moves) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(MOVE)) {
      var _ =
          new Columns<>(connection, statement, moves)
              .column("uuid", m -> m.id().message().value())
              .column("int2", m -> (short) m.id().step())
              .text(m -> m.next().name())
              .text(Move::business)
              .column("int8", Move::caseNumber)
              .text(Move::cause)
              .text(Move::actor)
              .text(Move::reason);
      statement.executeUpdate();
    }
  }

  /** Nothing is awaited any more about some. */
  static void forget(Connection connection, List<DeliveryId> ids) throws SQLException {
    about(connection, FORGET, ids);
  }

  /** A person was told of some; the answer is awaited without a time. */
  static void endPatience(Connection connection, List<DeliveryId> ids) throws SQLException {
    about(connection, END_PATIENCE, ids);
  }

  private static void about(Connection connection, String sql, List<DeliveryId> ids)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      var _ =
          new Columns<>(connection, statement, ids)
              .column("uuid", id -> id.message().value())
              .column("int2", id -> (short) id.step());
      statement.executeUpdate();
    }
  }
}
