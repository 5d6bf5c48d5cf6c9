import { plural } from '../words/numbers.ts';
import type { PlanVerb, ReplayPlan } from './api.ts';
import { effectWords, paceWords, shortHash } from './words.ts';

/** Who looks at a plan. */
export interface Viewer {
  name: string | undefined;
  mayOperate: boolean;
  mayApprove: boolean;
}

export function isOwn(plan: ReplayPlan, viewer: Viewer): boolean {
  return plan.plannedBy === `person:${viewer.name}`;
}

const NEXT: Record<ReplayPlan['state'], PlanVerb[]> = {
  planning: ['discard'],
  planned: ['approve', 'discard'],
  approved: ['start', 'discard'],
  running: ['pause', 'stop'],
  paused: ['resume', 'stop'],
  done: [],
  stopped: [],
  refused: [],
  stale: [],
  discarded: [],
};

/** What this viewer may do with it now, the likeliest first. */
export function possible(plan: ReplayPlan, viewer: Viewer): PlanVerb[] {
  return (NEXT[plan.state] ?? []).filter((verb) =>
    verb === 'approve'
      ? viewer.mayApprove && plan.forecast.wouldPost > 0 && !(plan.fourEyes && isOwn(plan, viewer))
      : viewer.mayOperate,
  );
}

/** Whether the same has to be planned once more before anything goes. */
export function wantsAnother({ state }: ReplayPlan): boolean {
  return state === 'stale' || state === 'stopped' || state === 'refused';
}

export interface StepWords {
  title: string;
  says: string[];
  warning: string | null;
  button: string;
  done: string;
  danger: boolean;
}

/** What the dialog says before a step is taken. */
export function stepWords(verb: PlanVerb, plan: ReplayPlan, viewer: Viewer): StepWords {
  const { number, forecast, progress } = plan;
  const plain = { warning: null, danger: false };
  const go = plural(forecast.wouldPost, 'message');
  switch (verb) {
    case 'approve':
      return {
        ...plain,
        title: `Approve replay ${number}`,
        says: [
          `Once somebody starts it, ${effectWords(plan.mode, forecast.wouldPost)}.`,
          `Your approval is for exactly this dry run (${shortHash(plan.hash ?? '')}). If anything of it has changed, nothing happens and a new plan has to be made.`,
          ...(isOwn(plan, viewer) ? ['You made this plan yourself. Here that is allowed.'] : []),
        ],
        warning:
          plan.warnings.length === 0
            ? null
            : `The dry run has ${plural(plan.warnings.length, 'warning')}: ${plan.warnings.join(' ')}`,
        button: 'Approve',
        done: `Replay ${number} is approved.`,
      };
    case 'start':
      return {
        ...plain,
        title: `Start replay ${number}`,
        says: [
          `${effectWords(plan.mode, forecast.wouldPost)}, in order.`,
          paceWords(plan),
          'It takes a target’s time only where nothing else waits for it, and never more than a quarter.',
        ],
        danger: plan.mode === 'compensate',
        button: `Start: ${go}`,
        done: `Replay ${number} runs.`,
      };
    case 'pause':
      return {
        ...plain,
        title: `Pause replay ${number}`,
        says: [
          `${plural(progress.toGo, 'message')} still to go will wait until it is resumed.`,
          `What is under way ends: ${progress.underWay}.`,
        ],
        button: 'Pause',
        done: `Replay ${number} is paused.`,
      };
    case 'resume':
      return {
        ...plain,
        title: `Resume replay ${number}`,
        says: [`${plural(progress.toGo, 'message')} still to go. ${paceWords(plan)}`],
        button: 'Resume',
        done: `Replay ${number} goes on.`,
      };
    case 'stop':
      return {
        ...plain,
        title: `Stop replay ${number} for good`,
        says: [
          `${plural(progress.toGo, 'message')} still to go ${progress.toGo === 1 ? 'stays' : 'stay'} as before, in the case or the target’s queue.`,
          'What has gone has gone; what is under way ends.',
          'It cannot go on afterwards. For the rest a new plan is made.',
        ],
        danger: true,
        button: 'Stop it',
        done: `Replay ${number} is stopped.`,
      };
    case 'discard':
      return {
        ...plain,
        title: `Discard replay ${number}`,
        says: ['Nothing was sent, and nothing will be. The plan stays on record.'],
        danger: true,
        button: 'Discard',
        done: `Replay ${number} is discarded.`,
      };
  }
}
