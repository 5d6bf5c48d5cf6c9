package org.millrace.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.millrace.message.Actor;
import org.millrace.message.DeliveryId;
import org.millrace.message.DeliveryState;

/** People's commands over PostgreSQL. The state is checked by the statement that changes it. */
public final class PostgresCommands implements Commands, Detours {

  /** What a person decides about waits for nothing else any more, or it would go once again. */
  private static final String MOVE =
      """
      with old as (
        select message, step, state, business, case_number,
          state = 'REJECTED' and :next = 'CANCELLED' as taken_note
        from delivery where message = :message and step = :step for update
      ), moved as (
        update delivery d set tries = 0,
          state = case when old.taken_note then old.state else :next end,
          business = case when old.taken_note then old.business else :business end,
          due_at = case when :next = 'IN_DOUBT' then now() end,
          cause = case when :next = 'IN_DOUBT' then :cause end,
          case_number = null, reference = coalesce(:reference, d.reference), changed_at = now()
        from old
        where d.message = old.message and d.step = old.step and old.state = any(:from)
          and not (:next = 'REROUTED' and old.business = 'UNKNOWN')
          and not (old.state = 'REJECTED' and old.case_number is null)
        returning d.message, d.step, d.flow, d.system, d.lane, d.state, d.attempts, d.tries,
          d.callback, d.sequence, d.due_at, d.changed_at, old.state as was, old.case_number as was_in_case
      ), kept as (
        insert into transition (message, step, at, from_state, to_state, cause, actor, reason)
        select message, step, now(), was, state, :cause, :actor, :reason from moved
      ), decided as (
        delete from awaited a using moved m
        where a.message = m.message and a.step = m.step and a.kind in ('OBJECT','EVENT')
      )
      select * from moved
      """;

  /** States out of which a person may let a delivery go again. */
  private static final List<DeliveryState> RELEASABLE =
      List.of(DeliveryState.NEEDS_PERSON, DeliveryState.HELD, DeliveryState.IN_DOUBT);

  /**
   * States in which nothing is under way, so that a person may end it. What the business said no to
   * stays what it is: a person takes note of it.
   */
  private static final List<DeliveryState> ENDABLE =
      List.of(
          DeliveryState.REJECTED,
          DeliveryState.NEEDS_PERSON,
          DeliveryState.HELD,
          DeliveryState.IN_DOUBT,
          DeliveryState.BLOCKED);

  /** States that ended a delivery without effect. */
  private static final List<DeliveryState> WITHOUT_EFFECT =
      List.of(DeliveryState.SKIPPED, DeliveryState.CANCELLED);

  /** States out of which a delivery goes elsewhere: it is certain that the target has nothing. */
  private static final List<DeliveryState> REROUTABLE =
      List.of(DeliveryState.NEEDS_PERSON, DeliveryState.HELD);

  private final Jdbi jdbi;
  private final WebhookSignal webhooks;

  /**
   * @param webhooks told when something is to be told to a sender
   */
  public PostgresCommands(Jdbi jdbi, WebhookSignal webhooks) {
    this.jdbi = jdbi;
    this.webhooks = webhooks;
  }

  /**
   * A change of state that a person asks for.
   *
   * @param business the business status it leads to
   * @param document number of the document, where one is recorded
   */
  private record Move(
      List<DeliveryState> from,
      DeliveryState next,
      String business,
      String cause,
      Optional<String> document) {}

  @Override
  public Optional<Work> release(DeliveryId id, Actor actor, String reason) {
    return jdbi.inTransaction(handle -> letGo(handle, id, "released", actor, reason));
  }

  /** The same as a part of a larger transaction. */
  static Optional<Work> letGo(
      Handle handle, DeliveryId id, String cause, Actor actor, String reason) {
    Move move = new Move(RELEASABLE, DeliveryState.READY, "PENDING", cause, Optional.empty());
    return move(handle, id, move, actor, reason);
  }

  /** As a part of a larger transaction: the target is asked whether it has it before it goes. */
  static Optional<Work> ask(
      Handle handle, DeliveryId id, String cause, Actor actor, String reason) {
    Move move = new Move(RELEASABLE, DeliveryState.IN_DOUBT, "UNKNOWN", cause, Optional.empty());
    return move(handle, id, move, actor, reason);
  }

  /** As a part of a larger transaction: what was ended without effect goes after all. */
  static Optional<Work> resume(
      Handle handle, DeliveryId id, boolean asks, String cause, Actor actor, String reason) {
    Move move =
        new Move(
            WITHOUT_EFFECT,
            asks ? DeliveryState.IN_DOUBT : DeliveryState.READY,
            asks ? "UNKNOWN" : "PENDING",
            cause,
            Optional.empty());
    return move(handle, id, move, actor, reason);
  }

  @Override
  public Optional<Ended> settleByHand(DeliveryId id, String document, Actor actor, String reason) {
    return alone(handle -> settle(handle, id, document, actor, reason));
  }

  static Optional<Ended> settle(
      Handle handle, DeliveryId id, String document, Actor actor, String reason) {
    List<DeliveryState> from = new ArrayList<>(ENDABLE);
    from.add(DeliveryState.DELIVERED);
    Move move =
        new Move(
            from,
            DeliveryState.SETTLED_BY_HAND,
            "SETTLED_BY_HAND",
            "settled-by-hand",
            Optional.of(document));
    return end(handle, id, move, connection -> List.of(), actor, reason);
  }

  @Override
  public Optional<Ended> cancel(DeliveryId id, Actor actor, String reason) {
    Move move =
        new Move(ENDABLE, DeliveryState.CANCELLED, "PENDING", "cancelled", Optional.empty());
    return alone(handle -> end(handle, id, move, connection -> List.of(), actor, reason));
  }

  @Override
  public Optional<Ended> reroute(
      DeliveryId id, Standbys.Planned other, Actor actor, String reason) {
    return alone(handle -> reroute(handle, id, other, actor, reason));
  }

  static Optional<Ended> reroute(
      Handle handle, DeliveryId id, Standbys.Planned other, Actor actor, String reason) {
    return end(
        handle,
        id,
        new Move(REROUTABLE, DeliveryState.REROUTED, "PENDING", "rerouted", Optional.empty()),
        connection -> StandbyRows.replace(connection, id, other),
        actor,
        reason);
  }

  @Override
  public Optional<Ended> compensate(
      DeliveryId id, List<Standbys.Planned> compensations, Actor actor, String reason) {
    return alone(handle -> compensate(handle, id, compensations, actor, reason));
  }

  static Optional<Ended> compensate(
      Handle handle,
      DeliveryId id,
      List<Standbys.Planned> compensations,
      Actor actor,
      String reason) {
    return end(
        handle,
        id,
        new Move(ENDABLE, DeliveryState.CANCELLED, "PENDING", "given-up", Optional.empty()),
        connection -> StandbyRows.takeBack(connection, id, compensations),
        actor,
        reason);
  }

  /** What is planned in the same transaction. */
  @FunctionalInterface
  private interface Plan {
    List<Work> on(Connection connection) throws SQLException;
  }

  /** In a transaction of its own. */
  private Optional<Ended> alone(HandleCallback<Optional<Ended>, RuntimeException> command) {
    Optional<Ended> ended = jdbi.inTransaction(command);
    if (ended.filter(e -> e.work().callback()).isPresent()) {
      webhooks.ring();
    }
    return ended;
  }

  private static Optional<Ended> end(
      Handle handle, DeliveryId id, Move move, Plan plan, Actor actor, String reason) {
    return move(handle, id, move, actor, reason)
        .map(work -> new Ended(work, follow(handle, work, plan)));
  }

  private static List<Work> follow(Handle handle, Work ended, Plan plan) {
    try {
      List<Work> freed = new ArrayList<>(plan.on(handle.getConnection()));
      freed.addAll(Dependents.follow(handle.getConnection(), ended.id(), ended.state()));
      freed.addAll(SequenceRows.follow(handle.getConnection(), List.of(ended)));
      if (ended.callback()) {
        DueWebhooks.follow(handle.getConnection(), List.of(ended.id().message()));
      }
      return freed;
    } catch (SQLException e) {
      throw new ConnectionException(e);
    }
  }

  private static Optional<Work> move(
      Handle handle, DeliveryId id, Move move, Actor actor, String reason) {
    Optional<Moved> moved =
        handle
            .createQuery(MOVE)
            .bind("message", id.message().value())
            .bind("step", id.step())
            .bind("next", move.next().name())
            .bind("business", move.business())
            .bind("reference", move.document().map(Columns::storable).orElse(null))
            .bindArray("from", String.class, move.from().stream().map(Enum::name).toArray())
            .bind("cause", move.cause())
            .bind("actor", actor.label())
            .bind("reason", Columns.storable(reason))
            .map((row, context) -> Moved.of(row))
            .findOne();
    if (move.next() == DeliveryState.SETTLED_BY_HAND) {
      Database.with(handle, connection -> AnswerRows.forget(connection, List.of(id)));
    }
    moved.ifPresent(
        m -> m.outOfCase().ifPresent(number -> leave(handle, number, m.work(), actor, reason)));
    return moved.map(Moved::work);
  }

  private static void leave(Handle handle, long number, Work work, Actor actor, String reason) {
    Database.with(
        handle,
        connection -> {
          CaseDepartures departures = new CaseDepartures(connection, actor, reason);
          if (!work.state().isTerminal()) {
            departures.released(number, work.id());
          } else {
            departures.ended(List.of(number));
          }
        });
  }
}
