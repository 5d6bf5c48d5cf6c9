package org.millrace.journal;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.millrace.journal.ReplayPlan.Scope;
import org.millrace.message.Actor;
import org.millrace.message.DeliveryId;
import org.millrace.message.MessageId;
import tools.jackson.databind.json.JsonMapper;

/** Replay plans over PostgreSQL: the plan's row is locked for every decision. */
public final class PostgresReplayPlans implements ReplayPlans {

  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private static final String FILE =
      """
      insert into replay_plan (mode, case_number, flow, system, key_prefix, since, until, documents,
        rate, under_way, stop_after, planned_by, reason)
      values (:mode, :case, :flow, :system, :key, :since, :until, :documents::jsonb, :rate,
        :underWay, :stopAfter, :actor, :reason)
      returning *
      """;

  private static final String CANDIDATE =
      """
      select d.message, d.step, d.flow, d.system, d.lane, d.state, d.business, d.attempts,
        d.reference, m.business_key, c.code, coalesce(c.needs_approval, false) as needs_approval
      from delivery d join message m on m.id = d.message
        left join failure_case c on c.number = d.case_number
      where (d.message, d.step) > (:message, :step)
      """;

  private static final String LIMIT = " order by d.message, d.step limit :limit";

  private static final String OF_CASE =
      CANDIDATE + "and d.case_number = :case and d.state in ('NEEDS_PERSON','BLOCKED')" + LIMIT;

  /** What goes on by itself is in no plan, nor is what was ended on purpose, unless resumed. */
  private static final String ACCEPTED =
      CANDIDATE
          + """
          and d.message >= :since and d.message < :until and d.compensates is null
          and (:flow::text is null or d.flow = :flow)
          and (:system::text is null or d.system = :system)
          and (:key::text is null or starts_with(m.business_key, :key))
          and (d.state in ('NEEDS_PERSON','DELIVERED','CONFIRMED','SETTLED_BY_HAND')
            or (:resumes and d.state in ('SKIPPED','CANCELLED')))
          """
          + LIMIT;

  private static final String TURN =
      """
      update replay_plan set state = :next, why = :why, approved_by = :approvedBy,
        approved_at = case when :approvedBy::text is null then null
          else coalesce(approved_at, now()) end,
        approval = coalesce(:approval, approval), started_by = coalesce(:startedBy, started_by),
        started_at = case when :next = 'RUNNING' then coalesce(started_at, now())
          else started_at end,
        ended_at = case when :next in ('STOPPED','DISCARDED','STALE','REFUSED') then now() end
      where number = :number returning *
      """;

  private final Jdbi jdbi;
  private final ReplayForms forms;

  public PostgresReplayPlans(Jdbi jdbi, JsonMapper json) {
    this.jdbi = jdbi;
    this.forms = new ReplayForms(json);
  }

  @Override
  public ReplayPlan file(ReplayPlan.Order order, Actor actor) {
    Optional<Scope.Accepted> accepted =
        order.scope() instanceof Scope.Accepted found ? Optional.of(found) : Optional.empty();
    @Nullable Long caseNumber = order.scope() instanceof Scope.OfCase of ? of.number() : null;
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(FILE)
                .bind("mode", order.mode().name())
                .bind("case", caseNumber)
                .bind("flow", accepted.flatMap(Scope.Accepted::flow))
                .bind("system", accepted.flatMap(Scope.Accepted::system))
                .bind("key", accepted.flatMap(Scope.Accepted::key))
                .bind("since", accepted.map(Scope.Accepted::since))
                .bind("until", accepted.map(Scope.Accepted::until))
                .bind("documents", forms.text(order.documents()))
                .bind("rate", order.pace().rate())
                .bind("underWay", order.pace().underWay())
                .bind("stopAfter", order.pace().stopAfter())
                .bind("actor", actor.label())
                .bind("reason", Columns.storable(order.reason()))
                .map((row, context) -> forms.plan(row))
                .one());
  }

  @Override
  public Optional<ReplayPlan> find(long number) {
    return jdbi.withHandle(handle -> find(handle, number, ""));
  }

  private Optional<ReplayPlan> find(Handle handle, long number, String lock) {
    return handle
        .createQuery("select * from replay_plan where number = :number" + lock)
        .bind("number", number)
        .map((row, context) -> forms.plan(row))
        .findOne();
  }

  @Override
  public Optional<ReplayPlan> toPlan() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select * from replay_plan where state = 'PLANNING' order by number limit 1")
                .map((row, context) -> forms.plan(row))
                .findOne());
  }

  @Override
  public List<ReplayEntry.Candidate> candidates(
      ReplayPlan plan, Optional<DeliveryId> after, int limit) {
    return jdbi.withHandle(
        handle -> {
          var query =
              switch (plan.order().scope()) {
                case Scope.OfCase of -> handle.createQuery(OF_CASE).bind("case", of.number());
                case Scope.Accepted in ->
                    handle
                        .createQuery(ACCEPTED)
                        .bind("since", MessageId.lowest(in.since()))
                        .bind("until", MessageId.lowest(in.until()))
                        .bind("flow", in.flow())
                        .bind("system", in.system())
                        .bind("key", in.key())
                        .bind("resumes", plan.order().mode() == ReplayMode.RESUME);
              };
          return query
              .bind("message", after.map(id -> id.message().value()).orElse(BEFORE_ALL))
              .bind("step", after.map(DeliveryId::step).orElse(0))
              .bind("limit", limit)
              .map((row, context) -> ReplayForms.candidate(row))
              .list();
        });
  }

  @Override
  public void begin(ReplayPlan plan) {
    jdbi.useHandle(
        handle -> handle.execute("delete from replay_entry where plan = ?", plan.number()));
  }

  @Override
  public void add(ReplayPlan plan, int from, List<ReplayEntry> entries) {
    jdbi.useHandle(
        handle ->
            Database.with(
                handle, connection -> ReplayFacts.add(connection, plan.number(), from, entries)));
  }

  @Override
  public void planned(ReplayPlan plan, Outlook outlook) {
    jdbi.useTransaction(
        handle -> {
          ReplayFacts.findBlockers(handle, plan, outlook.skipping());
          String facts = ReplayFacts.asPlanned(handle, plan.number());
          handle
              .createUpdate(
                  """
                  update replay_plan set state = 'PLANNED', landscape = :landscape,
                    four_eyes = :fourEyes, warnings = :warnings, facts = :facts, hash = :hash
                  where number = :number and state = 'PLANNING'
                  """)
              .bind("landscape", outlook.landscape())
              .bind("fourEyes", outlook.fourEyes())
              .bindArray("warnings", String.class, outlook.warnings())
              .bind("facts", facts)
              .bind("hash", forms.hash(plan, outlook.landscape(), facts))
              .bind("number", plan.number())
              .execute();
        });
  }

  @Override
  public void refuse(ReplayPlan plan, String why) {
    jdbi.useTransaction(
        handle -> {
          handle.execute("delete from replay_entry where plan = ?", plan.number());
          handle
              .createUpdate(
                  """
                  update replay_plan set state = 'REFUSED', why = :why, ended_at = now()
                  where number = :number and state = 'PLANNING'
                  """)
              .bind("why", Columns.storable(why))
              .bind("number", plan.number())
              .execute();
        });
  }

  @Override
  public Outcome approve(long number, String hash, int landscape, Actor actor, String reason) {
    return decide(
        number,
        (handle, plan) -> {
          if (plan.state() != ReplayState.PLANNED) {
            return refused(plan);
          }
          if (!hash.equals(plan.hash().orElse(""))) {
            return new Outcome.Refused(
                "This is not the hash of plan %d: look at it again.".formatted(number));
          }
          if (plan.fourEyes() && plan.plannedBy().name().equals(actor.name())) {
            return new Outcome.NotAllowed(
                "Somebody else has to approve what you planned: four eyes are asked for.");
          }
          return ifFresh(
              handle, plan, landscape, Decision.to(plan, ReplayState.APPROVED).by(actor, reason));
        });
  }

  @Override
  public Outcome start(long number, int landscape, Actor actor, String reason) {
    return decide(
        number,
        (handle, plan) ->
            plan.state() == ReplayState.APPROVED
                ? ifFresh(
                    handle, plan, landscape, Decision.to(plan, ReplayState.RUNNING).from(actor))
                : refused(plan));
  }

  @Override
  public Outcome turn(long number, Turn turn, Actor actor, String reason) {
    return decide(
        number,
        (handle, plan) ->
            ReplayRules.after(plan.state(), turn)
                .<Outcome>map(
                    next ->
                        new Outcome.Done(
                            write(
                                handle,
                                plan,
                                Decision.to(plan, next)
                                    .because(ReplayRules.why(turn, actor, reason)))))
                .orElseGet(() -> refused(plan)));
  }

  private interface Deciding {
    Outcome on(Handle handle, ReplayPlan plan);
  }

  private Outcome decide(long number, Deciding deciding) {
    return jdbi.inTransaction(
        handle ->
            find(handle, number, " for update")
                .map(plan -> deciding.on(handle, plan))
                .orElseGet(Outcome.NotFound::new));
  }

  /** Decides only if the plan's facts are still as they were; else it becomes stale. */
  private Outcome ifFresh(Handle handle, ReplayPlan plan, int landscape, Decision decision) {
    Optional<String> change =
        plan.landscape().filter(planned -> planned != landscape).isPresent()
            ? Optional.of("another landscape is in force")
            : ReplayFacts.change(handle, plan.number());
    if (change.isEmpty()) {
      return new Outcome.Done(write(handle, plan, decision));
    }
    String why = "Since it was planned, " + change.get() + ". Make a new plan.";
    write(handle, plan, Decision.to(plan, ReplayState.STALE).because(Optional.of(why)));
    return new Outcome.Refused("Plan %d is stale: %s".formatted(plan.number(), why));
  }

  /** What is written of a decision. */
  private record Decision(
      ReplayState next,
      Optional<String> why,
      Optional<String> approvedBy,
      Optional<String> approval,
      Optional<String> startedBy) {

    static Decision to(ReplayPlan plan, ReplayState next) {
      return new Decision(
          next,
          Optional.empty(),
          plan.approvedBy().map(Actor::label),
          Optional.empty(),
          Optional.empty());
    }

    Decision because(Optional<String> reason) {
      return new Decision(next, reason, approvedBy, approval, startedBy);
    }

    Decision by(Actor actor, String reason) {
      return new Decision(
          next, why, Optional.of(actor.label()), Optional.of(reason), Optional.empty());
    }

    Decision from(Actor actor) {
      return new Decision(next, why, approvedBy, approval, Optional.of(actor.label()));
    }
  }

  private ReplayPlan write(Handle handle, ReplayPlan plan, Decision decision) {
    return handle
        .createQuery(TURN)
        .bind("number", plan.number())
        .bind("next", decision.next().name())
        .bind("why", decision.why().map(Columns::storable))
        .bind("approvedBy", decision.approvedBy())
        .bind("approval", decision.approval().map(Columns::storable))
        .bind("startedBy", decision.startedBy())
        .map((row, context) -> forms.plan(row))
        .one();
  }

  private static Outcome refused(ReplayPlan plan) {
    return new Outcome.Refused(
        "Plan %d is %s now; nothing changed.".formatted(plan.number(), plan.state().label()));
  }
}
