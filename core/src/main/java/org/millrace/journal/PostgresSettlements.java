package org.millrace.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.millrace.failure.Failure;
import org.millrace.message.Actor;
import org.millrace.message.DeliveryId;
import org.millrace.message.DeliveryState;
import org.millrace.message.MessageId;

/**
 * Intents and settlements over PostgreSQL, group-committed.
 *
 * <p>A settlement takes effect only if the delivery has still as many attempts as when it began:
 * that makes a repeated commit harmless and keeps a late writer out.
 */
public final class PostgresSettlements implements Settlements, AutoCloseable {

  private static final GroupCommit.Limits LIMITS = new GroupCommit.Limits(256, 100_000);

  private static final String INTEND =
      """
      update delivery d set state = 'IN_FLIGHT', due_at = null, cause = null, changed_at = now()
      from unnest(?::uuid[], ?::smallint[], ?::smallint[]) as w(message, step, attempts)
      where d.message = w.message and d.step = w.step and d.attempts = w.attempts
        and d.state in ('READY', 'RETRY_AT')
      returning d.message, d.step
      """;

  private static final String SETTLE =
      """
      with given as materialized (
        select * from unnest(?::uuid[], ?::smallint[], ?::smallint[], ?::smallint[], ?::text[],
          ?::timestamptz[], ?::bigint[], ?::int[], ?::text[], ?::text[], ?::text[], ?::text[],
          ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[],
          ?::text[], ?::text[], ?::smallint[], ?::bigint[], ?::smallint[], ?::text[])
        as g(message, step, attempts, number, kind, started_at, took_us, status, evidence,
          failure_class, code, detail, decision, from_state, to_state, request, response, business,
          due_at, cause, reference, counted, case_number, version, result)
      ), moved as (
        update delivery d set state = g.to_state, business = g.business,
          attempts = d.attempts + 1, tries = d.tries + g.counted, due_at = g.due_at, cause = g.cause,
          reference = coalesce(g.reference, d.reference), case_number = g.case_number,
          changed_at = now()
        from given g
        where d.message = g.message and d.step = g.step and d.attempts = g.attempts
          and d.state in ('READY', 'RETRY_AT', 'IN_FLIGHT', 'IN_DOUBT')
        returning d.message, d.step
      ), kept as (
        insert into attempt (message, step, number, kind, started_at, took_us, status, evidence,
          failure_class, code, detail, decision, from_state, to_state, request, response,
          content_version, result)
        select g.message, g.step, g.number, g.kind, g.started_at, g.took_us, g.status, g.evidence,
          g.failure_class, g.code, g.detail, g.decision, g.from_state, g.to_state, g.request,
          g.response, g.version, g.result
        from given g join moved using (message, step)
      )
      select message, step from moved
      """;

  private static final String DOUBT =
      """
      with moved as (
        update delivery set state = 'IN_DOUBT', due_at = :due, cause = 'node-ended',
          business = 'UNKNOWN', changed_at = now()
        where message = :message and step = :step and state = 'IN_FLIGHT'
        returning message, step, flow, system, lane, state, attempts, tries, callback, sequence, due_at,
          changed_at
      ), kept as (
        insert into transition (message, step, at, from_state, to_state, cause, actor)
        select message, step, now(), 'IN_FLIGHT', state, 'node-ended', :actor from moved
      )
      select * from moved
      """;

  private final Jdbi jdbi;
  private final WebhookSignal webhooks;
  private final GroupCommit<Work, Boolean> intents;
  private final GroupCommit<Settlement, Committed> settlements;

  /**
   * @param webhooks told when something is to be told to a sender
   */
  public PostgresSettlements(DataSource source, Jdbi jdbi, WebhookSignal webhooks) {
    this.jdbi = jdbi;
    this.webhooks = webhooks;
    this.intents =
        new GroupCommit<>(
            "intents", source, LIMITS, PostgresSettlements::writeIntents, (c, rows) -> {});
    this.settlements =
        new GroupCommit<>("settlements", source, LIMITS, this::writeSettlements, (c, rows) -> {});
  }

  @Override
  public CompletableFuture<Boolean> intend(Work work) {
    return intents.add(work);
  }

  @Override
  public CompletableFuture<Committed> settle(Settlement settlement) {
    return settlements.add(settlement);
  }

  @Override
  public Optional<Work> doubt(Work work, Instant askNotBefore) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(DOUBT)
                .bind("message", work.id().message().value())
                .bind("step", work.id().step())
                .bind("due", askNotBefore)
                .bind("actor", Actor.PLATFORM.label())
                .map((row, context) -> PostgresDeliveryQueue.work(row))
                .findOne());
  }

  private static List<Boolean> writeIntents(Connection connection, List<Work> works)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INTEND)) {
      new Columns<>(connection, statement, works)
          .column("uuid", w -> w.id().message().value())
          .column("int2", w -> (short) w.id().step())
          .column("int2", w -> (short) w.attempts());
      Set<DeliveryId> moved = ids(statement);
      return works.stream().map(work -> moved.contains(work.id())).toList();
    }
  }

  private List<Committed> writeSettlements(Connection connection, List<Settlement> batch)
      throws SQLException {
    boolean single =
        batch.stream()
            .noneMatch(
                s ->
                    s.needsPerson().isPresent()
                        || s.freesOthers()
                        || s.freesItsKey()
                        || s.callsStandbys()
                        || s.awaitsAnswer()
                        || s.concernsSender());
    if (single) {
      Set<DeliveryId> moved = settle(connection, batch, Map.of());
      return batch.stream()
          .map(s -> new Committed(moved.contains(s.work().id()), List.of()))
          .toList();
    }
    connection.setAutoCommit(false);
    Map<String, Long> cases =
        CaseRows.enter(connection, batch.stream().flatMap(s -> CaseEntry.of(s).stream()).toList());
    Set<DeliveryId> moved = settle(connection, batch, cases);
    leave(connection, batch.stream().filter(s -> !moved.contains(s.work().id())).toList(), cases);
    List<Settlement> effective = batch.stream().filter(s -> moved.contains(s.work().id())).toList();
    AwaitedRows.awaitEvents(connection, effective);
    AnswerRows.await(connection, effective);
    Map<Long, List<Work>> nextInLane = nextInLane(connection, batch, moved);
    List<Committed> results = new ArrayList<>(batch.size());
    for (Settlement settlement : batch) {
      List<Work> freed = new ArrayList<>(freed(connection, settlement, moved));
      boolean changed = moved.contains(settlement.work().id());
      if (settlement.callsStandbys()) {
        freed.addAll(
            changed
                ? called(connection, settlement)
                : StandbyRows.ready(connection, settlement.work().id(), settlement.standbys()));
      }
      if (settlement.freesItsKey()) {
        freed.addAll(
            changed
                ? nextInLane.getOrDefault(settlement.work().lane(), List.of())
                : SequenceRows.ready(connection, settlement.work()));
      }
      results.add(new Committed(changed, freed));
    }
    int told =
        DueWebhooks.follow(
            connection,
            batch.stream()
                .filter(s -> s.concernsSender() && moved.contains(s.work().id()))
                .map(s -> s.work().id().message())
                .toList());
    connection.commit();
    connection.setAutoCommit(true);
    if (told > 0) {
      webhooks.ring();
    }
    return results;
  }

  /** Takes those back that joined but were not moved after all. */
  private static void leave(
      Connection connection, List<Settlement> unmoved, Map<String, Long> cases)
      throws SQLException {
    List<Long> joined =
        unmoved.stream()
            .flatMap(s -> s.needsPerson().stream())
            .flatMap(needs -> Optional.ofNullable(cases.get(needs.fingerprint())).stream())
            .toList();
    new CaseDepartures(connection, Actor.PLATFORM, "").ended(joined);
  }

  private static List<Work> called(Connection connection, Settlement settlement)
      throws SQLException {
    DeliveryId id = settlement.work().id();
    Standbys standbys = settlement.standbys();
    return settlement.next() == DeliveryState.REROUTED
        ? StandbyRows.replace(connection, id, standbys.alternative().orElseThrow())
        : StandbyRows.takeBack(connection, id, standbys.compensations());
  }

  private static Map<Long, List<Work>> nextInLane(
      Connection connection, List<Settlement> batch, Set<DeliveryId> moved) throws SQLException {
    List<Work> done =
        batch.stream()
            .filter(s -> s.freesItsKey() && moved.contains(s.work().id()))
            .map(Settlement::work)
            .toList();
    return SequenceRows.follow(connection, done).stream()
        .collect(Collectors.groupingBy(Work::lane));
  }

  /**
   * What may go now. A settlement that changed nothing may be the repetition of one whose answer
   * got lost: what that one set free is told again.
   */
  private static List<Work> freed(
      Connection connection, Settlement settlement, Set<DeliveryId> moved) throws SQLException {
    if (!settlement.freesOthers()) {
      return List.of();
    }
    DeliveryId id = settlement.work().id();
    return moved.contains(id)
        ? Dependents.follow(connection, id, settlement.next())
        : Dependents.ready(connection, id);
  }

  private static Set<DeliveryId> settle(
      Connection connection, List<Settlement> batch, Map<String, Long> cases) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SETTLE)) {
      Columns<Settlement> columns =
          new Columns<>(connection, statement, batch)
              .column("uuid", s -> s.work().id().message().value())
              .column("int2", s -> (short) s.work().id().step())
              .column("int2", s -> (short) s.work().attempts())
              .column("int2", s -> (short) (s.work().attempts() + 1));
      bindRecord(columns);
      bindNext(columns, cases);
      return ids(statement);
    }
  }

  private static void bindRecord(Columns<Settlement> columns) throws SQLException {
    columns
        .text(s -> s.asked() ? "ASK" : "SEND")
        .column("timestamptz", s -> s.startedAt().atOffset(ZoneOffset.UTC))
        .column("int8", Settlement::tookMicros)
        .column("int4", s -> s.status().isPresent() ? (Integer) s.status().getAsInt() : null)
        .text(Settlement::evidence)
        .text(s -> s.failure().map(f -> f.kind().name()).orElse(null))
        .text(s -> s.failure().map(Failure::code).orElse(null))
        .text(s -> s.failure().map(Failure::detail).orElse(null))
        .text(s -> s.decision().orElse(null))
        .text(s -> s.work().state().name())
        .text(s -> s.next().name())
        .text(Settlement::request)
        .text(Settlement::response);
  }

  private static void bindNext(Columns<Settlement> columns, Map<String, Long> cases)
      throws SQLException {
    columns
        .text(s -> s.business().name())
        .column("timestamptz", s -> s.dueAt().map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null))
        .text(s -> s.cause().orElse(null))
        .text(s -> s.reference().orElse(null))
        .column("int2", s -> (short) (s.countsAsTry() ? 1 : 0))
        .column("int8", s -> s.needsPerson().map(n -> cases.get(n.fingerprint())).orElse(null))
        .column("int2", s -> s.contentVersion() == 1 ? null : (Short) (short) s.contentVersion())
        .text(s -> s.result().orElse(null));
  }

  private static Set<DeliveryId> ids(PreparedStatement statement) throws SQLException {
    Set<DeliveryId> ids = new HashSet<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        ids.add(new DeliveryId(new MessageId(rows.getObject(1, UUID.class)), rows.getInt(2)));
      }
    }
    return ids;
  }

  @Override
  public void close() {
    intents.close();
    settlements.close();
  }
}
