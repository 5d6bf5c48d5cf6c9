package org.millrace.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.millrace.failure.CaseState;
import org.millrace.message.MessageId;
import org.millrace.message.WebhookEvent;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Escalations over PostgreSQL: each step, its history and its webhooks are one transaction. */
public final class PostgresCaseEscalations implements CaseEscalations {

  /** While a case is put aside its clock stands still; when it has grown it never stood. */
  private static final String DUE =
      """
      with rules as materialized (
        select * from unnest(?::text[], ?::int2[], ?::int8[], ?::text[], ?::bool[])
          as r(flow, step, after_ms, whom, unless_seen)
      )
      select c.number, c.flow, c.system, c.code, c.failure_class, c.owner, c.state, c.members,
        c.assignee, c.reopened, coalesce(c.reopened_at, c.opened_at) as since, now() as at,
        r.step as rule_step, r.whom, r.unless_seen and c.acknowledged_at is not null as passed_over
      from rules r join failure_case c
        on c.flow = r.flow and c.escalated = r.step and c.closed_at is null
      cross join lateral (select c.snoozed_at is not null
        and c.members < %d * greatest(c.snoozed_members, 1) as aside) s
      where not (s.aside and c.snoozed_until > now())
        and now() - coalesce(c.reopened_at, c.opened_at) - c.paused
          - case when s.aside then c.snoozed_until - c.snoozed_at else '0' end
          >= r.after_ms * interval '1 ms'
      order by c.number limit %d for update of c skip locked
      """
          .formatted(CaseState.GROWN, MOST_AT_ONCE);

  private static final String STEP =
      """
      update failure_case set escalated = ? + 1,
        escalated_to = case when ? then escalated_to else ? end,
        escalated_at = case when ? then escalated_at else now() end
      where number = ?
      """;

  private static final String TELL =
      """
      with called as (
        insert into callback (message, system, endpoint, url) values (?, ?, ?, ?)
        on conflict do nothing
      )
      insert into webhook (message, event, system, endpoint, state, occurred_at, since, due_at,
        changed_at, body)
      values (?, 'ESCALATED', ?, ?, 'DUE', now(), now(), now(), now(), ?)
      on conflict do nothing
      """;

  private final Jdbi jdbi;
  private final JsonMapper json;
  private final WebhookSignal webhooks;

  /**
   * @param webhooks told when something is to be told
   */
  public PostgresCaseEscalations(Jdbi jdbi, JsonMapper json, WebhookSignal webhooks) {
    this.jdbi = jdbi;
    this.json = json;
    this.webhooks = webhooks;
  }

  private record Due(
      long number,
      String flow,
      String system,
      String code,
      String failureClass,
      String owner,
      CaseState state,
      int members,
      Optional<String> assignee,
      int reopened,
      Instant since,
      Instant at,
      int step,
      String whom,
      boolean passedOver) {

    static Due of(ResultSet row) throws SQLException {
      return new Due(
          row.getLong("number"),
          row.getString("flow"),
          row.getString("system"),
          row.getString("code"),
          row.getString("failure_class"),
          row.getString("owner"),
          CaseState.valueOf(row.getString("state")),
          row.getInt("members"),
          Optional.ofNullable(row.getString("assignee")),
          row.getInt("reopened"),
          row.getObject("since", OffsetDateTime.class).toInstant(),
          row.getObject("at", OffsetDateTime.class).toInstant(),
          row.getInt("rule_step"),
          row.getString("whom"),
          row.getBoolean("passed_over"));
    }
  }

  @Override
  public int escalate(List<Rule> rules, List<Subscriber> subscribers) {
    if (rules.isEmpty()) {
      return 0;
    }
    List<Due> taken = new ArrayList<>();
    jdbi.useTransaction(
        handle ->
            Database.with(
                handle,
                connection -> {
                  taken.addAll(due(connection, rules));
                  for (Due due : taken) {
                    step(connection, due);
                    if (!due.passedOver()) {
                      tell(connection, due, subscribers);
                    }
                  }
                }));
    if (!taken.isEmpty()) {
      webhooks.ring();
    }
    return taken.size();
  }

  private static List<Due> due(Connection connection, List<Rule> rules) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DUE)) {
      var _ =
          new Columns<>(connection, statement, rules)
              .text(Rule::flow)
              .column("int2", rule -> (short) rule.step())
              .column("int8", rule -> rule.after().toMillis())
              .text(Rule::to)
              .column("bool", Rule::unlessSeen);
      List<Due> due = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          due.add(Due.of(rows));
        }
      }
      return due;
    }
  }

  private static void step(Connection connection, Due due) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(STEP)) {
      statement.setInt(1, due.step());
      statement.setBoolean(2, due.passedOver());
      statement.setString(3, due.whom());
      statement.setBoolean(4, due.passedOver());
      statement.setLong(5, due.number());
      statement.executeUpdate();
    }
    if (!due.passedOver()) {
      CaseEvents.write(
          connection,
          CaseEvents.Event.byPlatform(
              due.number(),
              "escalated",
              Optional.of(due.state()),
              due.state(),
              Optional.of(due.whom())));
    }
  }

  private void tell(Connection connection, Due due, List<Subscriber> subscribers)
      throws SQLException {
    for (Subscriber subscriber : subscribers) {
      if (subscriber.concerns(due.whom())) {
        UUID id = id(due, subscriber);
        try (PreparedStatement statement = connection.prepareStatement(TELL)) {
          statement.setObject(1, id);
          statement.setString(2, subscriber.system());
          statement.setString(3, subscriber.endpoint());
          statement.setString(4, subscriber.url());
          statement.setObject(5, id);
          statement.setString(6, subscriber.system());
          statement.setString(7, subscriber.endpoint());
          statement.setBytes(8, body(due));
          statement.executeUpdate();
        }
      }
    }
  }

  /**
   * The webhook's id has the form of a message's, as all have: a UUID of version 7 of the moment at
   * which the case was opened. The same step has the same one.
   */
  private static UUID id(Due due, Subscriber subscriber) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(
                  String.join(
                          "\n",
                          Long.toString(due.number()),
                          Integer.toString(due.reopened()),
                          Integer.toString(due.step()),
                          subscriber.system(),
                          subscriber.url())
                      .getBytes(StandardCharsets.UTF_8));
      ByteBuffer bytes = ByteBuffer.wrap(hash);
      long high = (due.since().toEpochMilli() << 16) | 0x7000L | (bytes.getShort() & 0x0fffL);
      long low = (bytes.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
      return new MessageId(new UUID(high, low)).value();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Without the error's text: what a target says belongs to those who may read it. */
  private byte[] body(Due due) {
    ObjectNode body = json.createObjectNode();
    body.put("type", WebhookEvent.ESCALATED.type());
    body.put("timestamp", due.at().toString());
    ObjectNode data = body.putObject("data");
    data.put("case", due.number());
    data.put("title", due.code() + " at " + due.system());
    data.put("to", due.whom());
    data.put("step", due.step() + 1);
    data.put("flow", due.flow());
    data.put("system", due.system());
    data.put("code", due.code());
    data.put("class", kebab(due.failureClass()));
    data.put("owner", kebab(due.owner()));
    data.put("state", kebab(due.state().name()));
    data.put("assignee", due.assignee().orElse(null));
    data.put("members", due.members());
    data.put("openedAt", due.since().toString());
    return json.writeValueAsBytes(body);
  }

  private static String kebab(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
