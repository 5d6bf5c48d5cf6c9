import type { Tone } from '../words/states.ts';
import type { PlanState, ReplayPlan } from './api.ts';
import { PLAN_STATE } from './words.ts';

export interface Stop {
  name: string;
  tone: Tone;
  /** Reached already. */
  passed: boolean;
  here: boolean;
  by: string | null;
  at: string | null;
}

const ENDS: Partial<Record<PlanState, string>> = {
  stopped: 'Stopped',
  refused: 'Not possible',
  stale: 'Out of date',
  discarded: 'Discarded',
};

/** The way of a plan: where it was, where it is, and what is before it. */
export function wayOf(plan: ReplayPlan): Stop[] {
  const planned = plan.hash !== null;
  const approved = plan.approvedAt !== null;
  const started = plan.startedAt !== null;
  const end = ENDS[plan.state];
  const stop = (name: string, passed: boolean, by: string | null, at: string | null): Stop => ({
    ...{ name, passed, by, at },
    tone: passed ? 'done' : 'neutral',
    here: false,
  });
  const way = [
    stop('Planned', planned, plan.plannedBy, plan.plannedAt),
    stop('Approved', approved, plan.approvedBy, plan.approvedAt),
    stop(plan.state === 'paused' ? 'Paused' : 'Running', started, null, plan.startedAt),
    stop('Done', plan.state === 'done', null, plan.endedAt),
  ];
  // What has ended otherwise did not come by what it had still before it.
  const shown =
    end === undefined
      ? way
      : [...way.filter((one) => one.passed), stop(end, true, null, plan.endedAt)];
  const at = Math.max(
    0,
    shown.findLastIndex((one) => one.passed),
  );
  return shown.map((one, index) =>
    index === at ? { ...one, tone: PLAN_STATE[plan.state].tone, here: true } : one,
  );
}
