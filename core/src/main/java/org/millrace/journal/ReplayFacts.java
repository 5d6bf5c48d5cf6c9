package org.millrace.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The entries of replay plans: what they were predicted from, and whether that still holds. */
final class ReplayFacts {

  private static final String ADD =
      """
      insert into replay_entry (plan, position, message, step, flow, system, lane, business_key,
        state, attempts, content_version, prediction, asks, reason, document)
      select ?, ? + n - 1, message, step, flow, system, lane, business_key, state, attempts, version,
        prediction, asks, reason, document
      from unnest(?::uuid[], ?::smallint[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[],
        ?::smallint[], ?::smallint[], ?::text[], ?::boolean[], ?::text[], ?::text[]) with ordinality
        as e(message, step, flow, system, lane, business_key, state, attempts, version, prediction,
          asks, reason, document, n)
      """;

  /**
   * An earlier one of the same order key that waits and does not go with the plan. Whatever is
   * behind one that is blocked is behind its blocker too, so one look finds all.
   */
  private static final String BLOCKED_IN_LANE =
      """
      update replay_entry e set prediction = 'BLOCKED_BY', blocker_message = b.message,
        blocker_step = b.step,
        reason = b.business_key || ' of the same order key waits before it'
      from replay_entry o cross join lateral (
        select w.message, w.step, m.business_key from delivery w join message m on m.id = w.message
        where w.lane = o.lane and (w.message, w.step) < (o.message, o.step)
          and w.state not in
            ('DELIVERED','CONFIRMED','REJECTED','SETTLED_BY_HAND','CANCELLED','REROUTED','SKIPPED')
          and w.state in ('BLOCKED','HELD','IN_DOUBT','NEEDS_PERSON')
          and not exists (select 1 from replay_entry x where x.plan = o.plan
            and x.message = w.message and x.step = w.step and x.prediction = 'WOULD_POST')
        order by w.message, w.step limit 1) b
      where o.plan = :plan and o.prediction = 'WOULD_POST' and not o.flow = any(:skipping)
        and e.plan = o.plan and e.position = o.position
      """;

  /** Another message whose effect it needs, which neither is there nor comes with the plan. */
  private static final String BLOCKED_BY_OBJECT =
      """
      update replay_entry e set prediction = 'BLOCKED_BY',
        reason = 'it needs ' || a.flow || ' ' || a.subject || ' in ' || a.system || ' first'
      from awaited a
      where e.plan = :plan and e.prediction = 'WOULD_POST'
        and a.message = e.message and a.step = e.step and a.kind = 'OBJECT'
        and not exists (select 1 from message m join delivery p on p.message = m.id
          where m.business_key = a.subject and m.flow = a.flow and p.system = a.system
            and p.state in ('CONFIRMED','SETTLED_BY_HAND'))
        and not exists (select 1 from replay_entry x where x.plan = e.plan
          and x.business_key = a.subject and x.flow = a.flow and x.system = a.system
          and x.prediction = 'WOULD_POST' and x.position < e.position)
      """;

  private static final String DIGEST =
      """
      select encode(sha256(convert_to(coalesce(string_agg(concat_ws('|', e.message, e.step, %s,
        e.prediction, e.document), E'\\n' order by e.position), ''), 'UTF8')), 'hex')
      from replay_entry e %s where e.plan = :plan
      """;

  private static final String AS_PLANNED =
      DIGEST.formatted("e.state, e.attempts, e.content_version", "");

  private static final String CURRENT =
      """
      join delivery d on d.message = e.message and d.step = e.step
      cross join lateral (select coalesce(max(c.version), 1) as version from correction c
        where c.message = e.message and c.state = 'APPROVED') v
      """;

  private static final String AS_THEY_ARE =
      DIGEST.formatted("d.state, d.attempts, v.version", CURRENT);

  private static final String FIRST_CHANGED =
      "select e.business_key || ' at ' || e.system || ' has changed' from replay_entry e "
          + CURRENT
          + """
          where e.plan = :plan and (e.state, e.attempts, e.content_version)
            is distinct from (d.state, d.attempts, v.version::smallint)
          order by e.position limit 1
          """;

  private ReplayFacts() {}

  static void add(Connection connection, long plan, int from, List<ReplayEntry> entries)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ADD)) {
      statement.setLong(1, plan);
      statement.setInt(2, from);
      var _ =
          new Columns<>(connection, statement, entries, 2)
              .column("uuid", e -> e.candidate().id().message().value())
              .column("int2", e -> (short) e.candidate().id().step())
              .text(e -> e.candidate().flow())
              .text(e -> e.candidate().system())
              .column("int8", e -> e.candidate().lane())
              .text(e -> e.candidate().businessKey())
              .text(e -> e.candidate().state().name())
              .column("int2", e -> (short) e.candidate().attempts())
              .column("int2", e -> (short) e.contentVersion())
              .text(e -> e.prediction().name())
              .column("bool", ReplayEntry::asks)
              .text(ReplayEntry::reason)
              .text(e -> e.document().orElse(null));
      statement.executeUpdate();
    }
  }

  static void findBlockers(Handle handle, ReplayPlan plan, List<String> skipping) {
    if (plan.order().mode() == ReplayMode.SETTLE) {
      return; // recorded as done elsewhere, in whatever order
    }
    handle.createUpdate(BLOCKED_BY_OBJECT).bind("plan", plan.number()).execute();
    handle
        .createUpdate(BLOCKED_IN_LANE)
        .bind("plan", plan.number())
        .bindArray("skipping", String.class, skipping)
        .execute();
  }

  /** Hash of the facts that the predictions follow from. */
  static String asPlanned(Handle handle, long plan) {
    return handle.createQuery(AS_PLANNED).bind("plan", plan).mapTo(String.class).one();
  }

  /** What has changed since, if anything has. */
  static Optional<String> change(Handle handle, long plan) {
    boolean same =
        handle
            .createQuery(
                "select facts = (" + AS_THEY_ARE + ") from replay_plan where number = :plan")
            .bind("plan", plan)
            .mapTo(Boolean.class)
            .one();
    return same
        ? Optional.empty()
        : Optional.of(
            handle
                .createQuery(FIRST_CHANGED)
                .bind("plan", plan)
                .mapTo(String.class)
                .findOne()
                .orElse("a delivery of it is gone"));
  }
}
