package org.millrace.journal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.millrace.message.Actor;
import org.millrace.message.DeliveryId;
import org.millrace.message.MessageId;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs of replay plans over PostgreSQL. Locks are always taken in the order plan, deliveries, case:
 * a person's command on a delivery takes the last two in the same order.
 */
public final class PostgresReplayRuns implements ReplayRuns {

  private static final String DUE =
      """
      select position, message, step, asks, document from replay_entry
      where plan = :plan and prediction = 'WOULD_POST' and outcome is null
      order by position limit :most
      """;

  /** Those of a part that are still as planned; nobody else moves them until the commit. */
  private static final String AS_PLANNED =
      """
      select e.position from delivery d
        join replay_entry e on e.message = d.message and e.step = d.step
      where e.plan = :plan and e.position = any(:positions) and e.outcome is null
        and d.state = e.state and d.attempts = e.attempts
        and e.content_version = (select coalesce(max(c.version), 1) from correction c
          where c.message = e.message and c.state = 'APPROVED')
      order by d.message, d.step for update of d
      """;

  private static final String MARK =
      """
      update replay_entry e set outcome = g.outcome, watched = g.watched
      from unnest(:positions::int[], :outcomes::text[], :watched::smallint[])
        as g(position, outcome, watched)
      where e.plan = :plan and e.position = g.position
      """;

  private static final String MOVE_ON =
      """
      insert into moved_on (message, landscape, plan) values (:message, :landscape, :plan)
      on conflict (message) do update set landscape = excluded.landscape, plan = excluded.plan,
        at = now()
      """;

  private static final String MOVED =
      """
      select d.message, d.step, d.flow, d.system, d.lane, d.state, d.attempts, d.tries, d.callback,
        d.sequence, d.due_at, d.changed_at
      from replay_entry e join delivery d on d.message = e.message
      where e.plan = :plan and e.outcome = 'UNDER_WAY' and case
        when d.step = e.step then d.state not in ('RETRY_AT','IN_FLIGHT','HELD','BLOCKED','DELIVERED')
        else d.state = 'READY' and (d.step = e.watched or d.compensates is not null) end
      order by d.message, d.step limit :most
      """;

  /** A confirmation that has not come for so many days is not looked for any more. */
  private static final int MOST_DAYS = 7;

  private static final String SETTLING =
      """
      select p.number from replay_plan p
      where (p.state = 'PAUSED'
          or (p.state in ('DONE','STOPPED') and p.ended_at > now() - make_interval(days => :days)))
        and exists (select 1 from replay_entry e
          where e.plan = p.number and e.outcome in ('UNDER_WAY','TAKEN'))
      order by p.number
      """;

  private final Jdbi jdbi;
  private final WebhookSignal webhooks;
  private final ReplayForms forms;

  /**
   * @param webhooks told when something is to be told to a sender
   */
  public PostgresReplayRuns(Jdbi jdbi, WebhookSignal webhooks, JsonMapper json) {
    this.jdbi = jdbi;
    this.webhooks = webhooks;
    this.forms = new ReplayForms(json);
  }

  @Override
  public List<ReplayPlan> running() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from replay_plan where state = 'RUNNING' order by number")
                .map((row, context) -> forms.plan(row))
                .list());
  }

  @Override
  public int underWay(long number) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select count(*) from replay_entry where plan = :plan and outcome ="
                        + " 'UNDER_WAY'")
                .bind("plan", number)
                .mapTo(Integer.class)
                .one());
  }

  @Override
  public List<Due> due(long number, int most) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(DUE)
                .bind("plan", number)
                .bind("most", most)
                .map(
                    (row, context) ->
                        new Due(
                            row.getInt("position"),
                            new DeliveryId(
                                new MessageId(row.getObject("message", UUID.class)),
                                row.getInt("step")),
                            row.getBoolean("asks"),
                            Optional.ofNullable(row.getString("document"))))
                .list());
  }

  @Override
  public Moved move(ReplayPlan plan, List<Step> steps) {
    Moved moved =
        jdbi.inTransaction(handle -> runner(handle, plan).map(by -> move(handle, plan, steps, by)))
            .orElse(Moved.NOTHING);
    if (moved.ended().stream().anyMatch(ended -> ended.work().callback())) {
      webhooks.ring();
    }
    return moved;
  }

  /** In whose name it runs; nothing if it does not run any more. */
  private static Optional<Actor> runner(Handle handle, ReplayPlan plan) {
    return handle
        .createQuery(
            "select started_by from replay_plan where number = :number and state = 'RUNNING' for"
                + " update")
        .bind("number", plan.number())
        .mapTo(String.class)
        .findOne()
        .map(Actor::of);
  }

  private static Moved move(Handle handle, ReplayPlan plan, List<Step> steps, Actor by) {
    Set<Integer> fresh = asPlanned(handle, plan, steps);
    String reason = "replay plan %d: %s".formatted(plan.number(), plan.order().reason());
    List<Work> released = new ArrayList<>();
    List<Commands.Ended> ended = new ArrayList<>();
    Map<Integer, Mark> marks = new HashMap<>();
    for (Step step : steps) {
      DeliveryId id = step.due().id();
      boolean moved =
          fresh.contains(step.due().position())
              && switch (step.action()) {
                case ReplayAction.Send send ->
                    add(released, send(handle, id, send.asks(), by, reason));
                case ReplayAction.MoveOn on -> {
                  moveOn(handle, id.message(), on.landscape(), plan);
                  yield add(released, send(handle, id, on.asks(), by, reason));
                }
                case ReplayAction.Reroute to ->
                    add(ended, PostgresCommands.reroute(handle, id, to.other(), by, reason));
                case ReplayAction.Compensate all ->
                    add(
                        ended,
                        PostgresCommands.compensate(handle, id, all.compensations(), by, reason));
                case ReplayAction.Settle as ->
                    add(ended, PostgresCommands.settle(handle, id, as.document(), by, reason));
              };
      marks.put(step.due().position(), Mark.of(step.action(), moved));
    }
    mark(handle, plan, marks);
    return new Moved(released, ended);
  }

  /**
   * What is written of one that had its turn.
   *
   * @param watched the step that shows what becomes of it, if that is another one
   */
  private record Mark(String outcome, Optional<Integer> watched) {
    static Mark of(ReplayAction action, boolean moved) {
      Optional<Integer> other =
          action instanceof ReplayAction.Reroute to
              ? Optional.of(to.other().step())
              : Optional.empty();
      return new Mark(moved ? "UNDER_WAY" : "CHANGED", moved ? other : Optional.empty());
    }
  }

  private static <T> boolean add(List<T> list, Optional<T> one) {
    one.ifPresent(list::add);
    return one.isPresent();
  }

  private static Optional<Work> send(
      Handle handle, DeliveryId id, boolean asks, Actor by, String reason) {
    Optional<Work> released =
        asks
            ? PostgresCommands.ask(handle, id, "replayed", by, reason)
            : PostgresCommands.letGo(handle, id, "replayed", by, reason);
    return released.or(() -> PostgresCommands.resume(handle, id, asks, "replayed", by, reason));
  }

  private static Set<Integer> asPlanned(Handle handle, ReplayPlan plan, List<Step> steps) {
    return handle
        .createQuery(AS_PLANNED)
        .bind("plan", plan.number())
        .bindArray(
            "positions", Integer.class, steps.stream().map(s -> s.due().position()).toArray())
        .mapTo(Integer.class)
        .stream()
        .collect(Collectors.toSet());
  }

  private static void moveOn(Handle handle, MessageId message, int landscape, ReplayPlan plan) {
    handle
        .createUpdate(MOVE_ON)
        .bind("message", message.value())
        .bind("landscape", landscape)
        .bind("plan", plan.number())
        .execute();
  }

  private static void mark(Handle handle, ReplayPlan plan, Map<Integer, Mark> marks) {
    List<Map.Entry<Integer, Mark>> all = List.copyOf(marks.entrySet());
    handle
        .createUpdate(MARK)
        .bind("plan", plan.number())
        .bindArray("positions", Integer.class, all.stream().map(Map.Entry::getKey).toArray())
        .bindArray(
            "outcomes", String.class, all.stream().map(m -> m.getValue().outcome()).toArray())
        .bindArray(
            "watched",
            Integer.class,
            all.stream().map(m -> m.getValue().watched().orElse(null)).toArray())
        .execute();
  }

  @Override
  public List<Work> moved(long number, int most) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(MOVED)
                .bind("plan", number)
                .bind("most", most)
                .map((row, context) -> PostgresDeliveryQueue.work(row))
                .list());
  }

  @Override
  public List<Long> settling() {
    return jdbi.withHandle(
        handle -> handle.createQuery(SETTLING).bind("days", MOST_DAYS).mapTo(Long.class).list());
  }

  @Override
  public boolean follow(long number) {
    return jdbi.inTransaction(handle -> ReplayOutcomes.follow(handle, number));
  }
}
