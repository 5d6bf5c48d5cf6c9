package org.millrace.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.millrace.message.DeliveryId;
import org.millrace.message.DeliveryState;
import org.millrace.message.MessageId;

/**
 * The statement that makes messages durable: dedup keys, messages and deliveries in one. A draft
 * whose key is taken leaves nothing behind.
 */
final class Append {

  private static final String TEMPLATE =
      """
      with given as materialized (
        select * from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::text[],
          ?::text[], ?::text[], ?::int[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[],
          ?::text[], ?::bytea[])
        as t(id, business, client, fingerprint, flow, operation, object, contract,
          landscape_version, sender, business_key, order_key, sequence, correlation_id,
          traceparent, payload)
      ), fresh as (
        insert into dedup (business, client, message, fingerprint)
        select business, client, id, fingerprint from given
        on conflict do nothing
        returning message
      ), kept as (
        insert into message (id, flow, operation, object, contract, landscape_version, sender,
          business_key, order_key, sequence, correlation_id, traceparent, payload)
        select id, flow, operation, object, contract, landscape_version, sender, business_key,
          order_key, sequence, correlation_id, traceparent, payload
        from given join fresh on fresh.message = given.id
      ), planned as (
        insert into delivery (message, step, flow, system, lane, after_step, state, business,
          callback, cause, sequence, changed_at)
        select s.message, s.step, s.flow, s.system, s.lane, s.after_step, s.state, 'PENDING',
          s.callback, s.cause, s.sequence, now()
        from unnest(?::uuid[], ?::smallint[], ?::text[], ?::text[], ?::bigint[], ?::smallint[],
          ?::boolean[], ?::text[], ?::text[], ?::bigint[])
          as s(message, step, flow, system, lane, after_step, callback, state, cause, sequence)
          join fresh on fresh.message = s.message
      )%s
      select message from fresh
      """;

  private static final String INSERT = TEMPLATE.formatted("");

  /** What senders want to hear of costs the others nothing. */
  private static final String INSERT_WITH_CALLBACKS =
      TEMPLATE.formatted(
          """
          , asked as materialized (
            select c.* from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::boolean[])
              as c(message, system, endpoint, url, complete) join fresh on fresh.message = c.message
          ), called_back as (
            insert into callback (message, system, endpoint, url)
            select message, system, endpoint, url from asked
          ), complete as (
            insert into webhook (message, event, system, endpoint, state, occurred_at, since, due_at,
              changed_at)
            select message, 'COMPLETED', system, endpoint, 'DUE', now(), now(), now(), now()
            from asked where complete
          )
          """);

  private static final String FIRST =
      """
      select business, client, message, fingerprint from dedup
      where business = any(?) or client = any(?)
      """;

  private Append() {}

  /** A draft with the id it gets if its key is free. */
  record Numbered(MessageId id, Draft draft) {}

  /** A delivery to make. */
  record Planned(Numbered message, Draft.Step step) {

    DeliveryId id() {
      return new DeliveryId(message.id(), step.number());
    }

    /** Its first state, as long as nothing of its order key is missing. */
    DeliveryState state() {
      if (step.after() > 0) {
        return DeliveryState.BLOCKED;
      }
      return step.needs().isEmpty() ? DeliveryState.READY : DeliveryState.HELD;
    }
  }

  /**
   * What came of a batch.
   *
   * @param outOfTurn deliveries whose turn has not come, because earlier numbers are missing
   */
  record Written(List<Receipt> receipts, Set<DeliveryId> outOfTurn) {}

  private record First(UUID business, @Nullable UUID client, UUID message, UUID fingerprint) {}

  /**
   * Writes what is new and tells for each draft what became of it. Drafts that concern others need
   * a transaction around it.
   */
  static Written write(Connection connection, List<Numbered> drafts) throws SQLException {
    Set<UUID> fresh = insert(connection, drafts);
    Set<DeliveryId> outOfTurn = Set.of();
    if (drafts.stream().anyMatch(d -> d.draft().concernsOthers())) {
      List<Numbered> written = drafts.stream().filter(d -> fresh.contains(d.id().value())).toList();
      outOfTurn = SequenceRows.place(connection, planned(written));
      AwaitedRows.need(connection, planned(written));
      EventRows.announce(connection, written);
    }
    if (fresh.size() == drafts.size()) {
      return new Written(
          drafts.stream().<Receipt>map(d -> new Receipt.Accepted(d.id())).toList(), outOfTurn);
    }
    Map<UUID, First> firsts =
        firsts(
            connection,
            drafts.stream()
                .filter(d -> !fresh.contains(d.id().value()))
                .map(Numbered::draft)
                .toList());
    return new Written(drafts.stream().map(d -> receipt(d, fresh, firsts)).toList(), outOfTurn);
  }

  private static List<Planned> planned(List<Numbered> drafts) {
    return drafts.stream()
        .flatMap(d -> d.draft().steps().stream().map(s -> new Planned(d, s)))
        .toList();
  }

  /** Deliveries of the drafts whose turn has not come. */
  static Set<DeliveryId> outOfTurn(Connection connection, List<Numbered> drafts)
      throws SQLException {
    Set<DeliveryId> found = new HashSet<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select message, step from delivery where message = any(?) and state = 'BLOCKED'")) {
      var _ = new Columns<>(connection, statement, drafts).column("uuid", d -> d.id().value());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(new DeliveryId(new MessageId(rows.getObject(1, UUID.class)), rows.getInt(2)));
        }
      }
    }
    return found;
  }

  /** Those of the drafts that are in the journal under the id they were given. */
  static Set<MessageId> committed(Connection connection, List<Numbered> drafts)
      throws SQLException {
    Set<MessageId> found = new HashSet<>();
    try (PreparedStatement statement =
        connection.prepareStatement("select id from message where id = any(?)")) {
      var _ = new Columns<>(connection, statement, drafts).column("uuid", d -> d.id().value());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(new MessageId(rows.getObject(1, UUID.class)));
        }
      }
    }
    return found;
  }

  private static Set<UUID> insert(Connection connection, List<Numbered> drafts)
      throws SQLException {
    List<Planned> steps = planned(drafts);
    List<Numbered> calledBack =
        drafts.stream().filter(d -> d.draft().callback().isPresent()).toList();
    try (PreparedStatement statement =
        connection.prepareStatement(calledBack.isEmpty() ? INSERT : INSERT_WITH_CALLBACKS)) {
      int bound = bindMessages(new Columns<>(connection, statement, drafts));
      bound = bindSteps(new Columns<>(connection, statement, steps, bound));
      if (!calledBack.isEmpty()) {
        bindCallbacks(new Columns<>(connection, statement, calledBack, bound));
      }
      Set<UUID> fresh = new HashSet<>(drafts.size() * 2);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          fresh.add(rows.getObject(1, UUID.class));
        }
      }
      return fresh;
    }
  }

  private static int bindMessages(Columns<Numbered> columns) throws SQLException {
    return columns
        .column("uuid", d -> d.id().value())
        .column("uuid", d -> d.draft().businessDedup())
        .column("uuid", d -> d.draft().clientDedup().orElse(null))
        .column("uuid", d -> d.draft().fingerprint())
        .text(d -> d.draft().flow())
        .text(d -> d.draft().operation())
        .text(d -> d.draft().object())
        .text(d -> d.draft().contract())
        .column("int4", d -> d.draft().landscapeVersion())
        .text(d -> d.draft().sender())
        .text(d -> d.draft().businessKey())
        .text(d -> d.draft().orderKey().orElse(null))
        .column("int8", d -> boxed(d.draft()))
        .text(d -> d.draft().correlationId())
        .text(d -> d.draft().traceparent().orElse(null))
        .bytes(d -> d.draft().payload().bytes())
        .bound();
  }

  private static int bindSteps(Columns<Planned> columns) throws SQLException {
    return columns
        .column("uuid", p -> p.message().id().value())
        .column("int2", p -> (short) p.step().number())
        .text(p -> p.message().draft().flow())
        .text(p -> p.step().system())
        .column("int8", p -> p.step().lane())
        .column("int2", p -> (short) p.step().after())
        .column("bool", p -> p.message().draft().callback().isPresent())
        .text(p -> p.state().name())
        .text(p -> p.state() == DeliveryState.HELD ? AwaitedRows.AWAITS_OBJECT : null)
        .column("int8", p -> p.step().place().map(Draft.Place::number).orElse(null))
        .bound();
  }

  private static void bindCallbacks(Columns<Numbered> columns) throws SQLException {
    columns
        .column("uuid", d -> d.id().value())
        .text(d -> d.draft().sender())
        .text(d -> d.draft().callback().map(Draft.Callback::endpoint).orElse(null))
        .text(d -> d.draft().callback().map(Draft.Callback::url).orElse(null))
        .column("bool", d -> d.draft().isCompleteAtOnce());
  }

  private static @Nullable Long boxed(Draft draft) {
    return draft.sequence().isPresent() ? (Long) draft.sequence().getAsLong() : null;
  }

  /** The rows that hold the keys of the given drafts, by either key. */
  private static Map<UUID, First> firsts(Connection connection, List<Draft> losers)
      throws SQLException {
    Map<UUID, First> firsts = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(FIRST)) {
      new Columns<>(connection, statement, losers)
          .column("uuid", Draft::businessDedup)
          .column("uuid", d -> d.clientDedup().orElse(null));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          First first =
              new First(
                  rows.getObject(1, UUID.class),
                  rows.getObject(2, UUID.class),
                  rows.getObject(3, UUID.class),
                  rows.getObject(4, UUID.class));
          firsts.put(first.business(), first);
          if (first.client() != null) {
            firsts.put(first.client(), first);
          }
        }
      }
    }
    return firsts;
  }

  private static Receipt receipt(Numbered draft, Set<UUID> fresh, Map<UUID, First> firsts) {
    if (fresh.contains(draft.id().value())) {
      return new Receipt.Accepted(draft.id());
    }
    return duplicate(draft.draft(), firsts)
        .orElseThrow(
            () -> new IllegalStateException("a key was taken, but nobody holds it: " + draft.id()));
  }

  private static Optional<Receipt.Duplicate> duplicate(Draft draft, Map<UUID, First> firsts) {
    First byClient = draft.clientDedup().map(firsts::get).orElse(null);
    First byBusiness = firsts.get(draft.businessDedup());
    return Optional.ofNullable(byBusiness != null ? byBusiness : byClient)
        .map(
            first ->
                new Receipt.Duplicate(
                    new MessageId(first.message()),
                    first.fingerprint().equals(draft.fingerprint()),
                    byBusiness != null));
  }

  /** Who holds a key of a draft. */
  static Optional<Receipt.Duplicate> holder(Connection connection, Draft draft)
      throws SQLException {
    return duplicate(draft, firsts(connection, List.of(draft)));
  }
}
