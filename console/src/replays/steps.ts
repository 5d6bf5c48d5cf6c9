import { plural } from '../words/numbers.ts';
import type { Tone } from '../words/states.ts';
import { stopped } from '../words/whereabouts.ts';
import type { PlanVerb, ReplayPlan } from './api.ts';
import { paceWords, shortHash, total } from './words.ts';

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

export interface PlanStory {
  tone: Tone;
  title: string;
  /** What comes next, and by whom. */
  next: string;
}

export function storyOf(plan: ReplayPlan, viewer: Viewer): PlanStory {
  const { forecast, progress } = plan;
  const all = total(progress);
  const why = plan.why === null ? null : stopped(plan.why);
  switch (plan.state) {
    case 'planning':
      return {
        tone: 'moving',
        title: 'The dry run goes through every message.',
        next: 'Nothing is sent by it. This page follows it by itself.',
      };
    case 'planned':
      return forecast.wouldPost === 0
        ? {
            tone: 'attention',
            title: 'Nothing of it would go through.',
            next: 'Mend the causes below first, then make a new plan.',
          }
        : {
            tone: 'waiting',
            title: `${forecast.wouldPost} of ${plural(total(forecast), 'message')} would go through.`,
            next: approvalWords(plan, viewer),
          };
    case 'approved':
      return {
        tone: 'waiting',
        title: `Approved: ${plural(forecast.wouldPost, 'message')} may go.`,
        next: viewer.mayOperate
          ? 'Nothing goes before somebody starts it.'
          : 'Nothing goes before somebody with the right to operate starts it.',
      };
    case 'running':
      return {
        tone: 'moving',
        title: `${progress.verified} of ${all} have had their effect.`,
        next:
          progress.failed === 0
            ? 'It can be paused or stopped at any time; what is under way then ends.'
            : `${plural(progress.failed, 'message')} stopped again. At ${plan.stopAfterFailures} it stops by itself.`,
      };
    case 'paused':
      return {
        tone: 'waiting',
        title: why ?? 'Paused.',
        next: `Nothing more goes until somebody resumes it. ${progress.toGo} still to go.`,
      };
    case 'done':
      return {
        tone: progress.failed === 0 ? 'done' : 'attention',
        title:
          progress.failed === 0
            ? `Done. ${progress.verified} of ${all} have had their effect.`
            : `Done, and ${plural(progress.failed, 'message')} stopped again.`,
        next: restWords(plan),
      };
    case 'stopped':
      return {
        tone: 'attention',
        title: why ?? 'Stopped.',
        next: `What had not gone stays as it was: ${plural(progress.toGo, 'message')}. Plan it again for the rest.`,
      };
    case 'refused':
      return {
        tone: 'attention',
        title: why ?? 'It cannot be planned like this.',
        next: 'Nothing was sent. Make another plan, with less in it or in another way.',
      };
    case 'stale':
      return {
        tone: 'attention',
        title: why ?? 'Something has changed since the dry run.',
        next: 'Nothing was sent. Plan it again: the new dry run goes by how things are now, and has to be approved anew.',
      };
    case 'discarded':
      return {
        tone: 'neutral',
        title: why ?? 'Discarded.',
        next: 'Nothing was sent.',
      };
  }
}

function approvalWords(plan: ReplayPlan, viewer: Viewer): string {
  if (plan.fourEyes && isOwn(plan, viewer)) {
    return 'You made this plan, so you cannot approve it: four eyes are asked for. Give somebody else the address of this page.';
  }
  const who = viewer.mayApprove
    ? 'Look through the dry run, then approve it.'
    : 'Somebody with the right to approve has to approve it.';
  return plan.fourEyes ? `${who} Four eyes are asked for: you did not make it.` : who;
}

function restWords({ progress }: ReplayPlan): string {
  const rest = [
    ...(progress.failed > 0 ? ['What stopped again is in its case.'] : []),
    ...(progress.taken > 0
      ? [`${plural(progress.taken, 'business confirmation')} still due.`]
      : []),
    ...(progress.changed > 0
      ? [
          `${progress.changed} ${progress.changed === 1 ? 'was' : 'were'} no longer as planned and ${progress.changed === 1 ? 'was' : 'were'} left alone.`,
        ]
      : []),
  ];
  return rest.length === 0 ? 'Nothing is left to do.' : rest.join(' ');
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
          `${go} may then go; nothing goes before somebody starts it.`,
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
          `${go} ${forecast.wouldPost === 1 ? 'goes' : 'go'}, in order. ${paceWords(plan)}`,
          'It takes a target’s time only where nothing else waits for it, and never more than a quarter.',
        ],
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
