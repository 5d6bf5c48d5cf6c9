package org.millrace.journal;

import org.jdbi.v3.core.Handle;

/** What became of the deliveries of a run, by their business status. */
final class ReplayOutcomes {

  /**
   * What takes effects back is looked at together; else the delivery itself, or the one that
   * replaced it.
   */
  private static final String LOOK =
      """
      update replay_entry e set outcome = s.outcome
      from (
        select o.position, case
          when count(d.message) = 0 then 'VERIFIED' -- nothing had to be taken back
          when bool_or(d.state in ('NEEDS_PERSON','REJECTED','CANCELLED','SKIPPED')) then 'FAILED'
          when bool_and(d.state in ('CONFIRMED','SETTLED_BY_HAND')) then 'VERIFIED'
          when bool_and(d.state in ('CONFIRMED','SETTLED_BY_HAND','DELIVERED')) then 'TAKEN'
          else o.outcome end as outcome
        from replay_entry o join replay_plan p on p.number = o.plan
          left join delivery d on d.message = o.message and case when p.mode = 'COMPENSATE'
            then d.compensates is not null else d.step = coalesce(o.watched, o.step) end
        where o.plan = :plan and o.outcome in ('UNDER_WAY','TAKEN')
        group by o.position, o.outcome) s
      where e.plan = :plan and e.position = s.position and e.outcome <> s.outcome
      """;

  /** Too many failed again, or all have gone and nothing is under way. */
  private static final String END =
      """
      update replay_plan p set ended_at = now(),
        state = case when c.failed >= p.stop_after then 'STOPPED' else 'DONE' end,
        why = case when c.failed >= p.stop_after
          then c.failed || ' failed again, which is where it was to stop' end
      from (
        select (select count(*) from replay_entry where plan = :plan and outcome = 'FAILED') as failed,
          exists (select 1 from replay_entry where plan = :plan and outcome in ('UNDER_WAY','TAKEN')
            and outcome = 'UNDER_WAY') or exists (select 1 from replay_entry where plan = :plan
            and prediction = 'WOULD_POST' and outcome is null) as goes_on) c
      where p.number = :plan and p.state = 'RUNNING' and (c.failed >= p.stop_after or not c.goes_on)
      """;

  private static final String GOES_ON =
      "select exists (select 1 from replay_plan where number = :plan and state = 'RUNNING')";

  private ReplayOutcomes() {}

  /** Looks at one plan; tells whether it still runs. */
  static boolean follow(Handle handle, long plan) {
    handle.createUpdate(LOOK).bind("plan", plan).execute();
    handle.createUpdate(END).bind("plan", plan).execute();
    return handle.createQuery(GOES_ON).bind("plan", plan).mapTo(Boolean.class).one();
  }
}
