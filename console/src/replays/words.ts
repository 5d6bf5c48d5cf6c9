import { plural } from '../words/numbers.ts';
import { sentence, type Words } from '../words/states.ts';
import { exact, stretch } from '../words/time.ts';
import type {
  Forecast,
  Mode,
  Outcome,
  PlanState,
  Prediction,
  Progress,
  ReplayPlan,
  Scope,
} from './api.ts';

type NameOf = (system: string) => string;

/** Modes by what they do, for people who know the plant and not the program. */
export const MODE: Record<Mode, { label: string; means: string }> = {
  resend: {
    label: 'Send again',
    means:
      'The same document as before goes to its target, with the newest correction if it has one. Right when the cause was in the target and is mended.',
  },
  remap: {
    label: 'Translate anew and send',
    means:
      'What came in is checked and translated by the rules in force now, and sent. Right when a mapping or a contract was mended.',
  },
  resume: {
    label: 'Complete what is missing',
    means:
      'Sent again, and also to those targets that were skipped or cancelled. Right when some targets have it and others do not.',
  },
  reroute: {
    label: 'Send elsewhere',
    means:
      'Goes to the other target that the flow names for this case. Right when the usual target stays away for long.',
  },
  compensate: {
    label: 'Give up and take back',
    means:
      'Is not sent any more, and what other targets have done for the same message is taken back. Right when the business no longer wants it.',
  },
  settle: {
    label: 'Record as done by hand',
    means:
      'Nothing is sent. You give the number of each document that was posted in the target by hand.',
  },
};

/** What becomes of so many: "3 messages go to their targets again". */
export function effectWords(mode: Mode, messages: number): string {
  const them = plural(messages, 'message');
  const one = messages === 1;
  const go = one ? 'goes' : 'go';
  const target = one ? 'its target' : 'their targets';
  switch (mode) {
    case 'resend':
      return `${them} ${go} to ${target} again`;
    case 'remap':
      return `${them} ${one ? 'is' : 'are'} translated anew and ${go} to ${target}`;
    case 'resume':
      return `${them} ${go} to ${target} that ${one ? 'does' : 'do'} not have ${one ? 'it' : 'them'} yet`;
    case 'reroute':
      return `${them} ${go} to ${one ? 'another target' : 'other targets'} instead`;
    case 'compensate':
      return `${them} ${one ? 'is' : 'are'} given up, and what was done for ${one ? 'it' : 'them'} elsewhere is taken back`;
    case 'settle':
      return `${them} ${one ? 'is' : 'are'} recorded as done by hand; nothing is sent`;
  }
}

export const PLAN_STATE: Record<PlanState, Words> = {
  planning: {
    label: 'Dry run',
    tone: 'moving',
    means: 'Every message is gone through. Nothing is sent.',
  },
  planned: { label: 'To be approved', tone: 'waiting', means: 'Somebody has to approve it.' },
  approved: { label: 'Approved', tone: 'waiting', means: 'It can be started.' },
  running: { label: 'Running', tone: 'moving', means: 'Its messages go, one after the other.' },
  paused: { label: 'Paused', tone: 'waiting', means: 'Nothing more goes until it is resumed.' },
  done: { label: 'Done', tone: 'done', means: 'All that was to go has gone.' },
  stopped: { label: 'Stopped', tone: 'attention', means: 'Ended before all had gone.' },
  refused: { label: 'Not possible', tone: 'attention', means: 'It cannot be planned like this.' },
  stale: {
    label: 'Out of date',
    tone: 'attention',
    means: 'Something has changed since the dry run. A new plan has to be made.',
  },
  discarded: { label: 'Discarded', tone: 'neutral', means: 'A person ended it before it began.' },
};

export const PREDICTION: Record<Prediction, Words> = {
  'would-post': { label: 'Would go through', tone: 'done', means: 'Nothing stands in its way.' },
  duplicate: {
    label: 'There already',
    tone: 'neutral',
    means: 'The target has it, or may have it and cannot be asked. It is not sent.',
  },
  'still-fails': {
    label: 'Would not work',
    tone: 'attention',
    means: 'Its cause is still there, or this cannot be done with it. It is left as it is.',
  },
  'blocked-by': {
    label: 'Waits for another',
    tone: 'waiting',
    means: 'An earlier one that does not go stands before it.',
  },
};

export const OUTCOME: Record<Outcome, Words> = {
  verified: { label: 'Verified', tone: 'done', means: 'The effect in the target is proven.' },
  taken: {
    label: 'Taken',
    tone: 'moving',
    means: 'The target has it; its business confirmation is still due.',
  },
  'under-way': { label: 'Under way', tone: 'moving', means: 'It was let go; its end is due.' },
  'to-go': { label: 'To go', tone: 'neutral', means: 'Its turn comes later.' },
  failed: { label: 'Stopped again', tone: 'attention', means: 'A person has to decide again.' },
  changed: {
    label: 'Left alone',
    tone: 'waiting',
    means: 'It was no longer as planned, so it was not touched.',
  },
};

export const FORECAST_OF: Record<Prediction, keyof Forecast> = {
  'would-post': 'wouldPost',
  duplicate: 'duplicate',
  'still-fails': 'stillFails',
  'blocked-by': 'blockedBy',
};

export const PROGRESS_OF: Record<Outcome, keyof Progress> = {
  verified: 'verified',
  taken: 'taken',
  'under-way': 'underWay',
  'to-go': 'toGo',
  failed: 'failed',
  changed: 'changed',
};

export function total(numbers: Forecast | Progress): number {
  return Object.values(numbers).reduce((sum: number, one: number) => sum + one, 0);
}

/** "case 17", or "Goods receipt to the ERP, keys beginning with PO-1, since …". */
export function scopeWords(scope: Scope, nameOf: NameOf): string {
  if (scope.case !== null) return `case ${scope.case}`;
  const what = scope.flow === null ? 'everything' : sentence(scope.flow);
  return [
    scope.system === null ? what : `${what} to ${nameOf(scope.system)}`,
    ...(scope.key === null ? [] : [`keys beginning with ${scope.key}`]),
  ].join(', ');
}

/** When it was taken; null for a case, which has its own. */
export function rangeWords({ since, until }: Scope): string | null {
  return since === null ? null : stretch(since, until);
}

export function planTitle(plan: ReplayPlan, nameOf: NameOf): string {
  return `${MODE[plan.mode].label}: ${scopeWords(plan.scope, nameOf)}`;
}

/** How fast it goes, and when it stops by itself. */
export function paceWords({ rate, underWay, stopAfterFailures }: ReplayPlan): string {
  const speed =
    rate === 1
      ? 'One a second.'
      : `One a second at first, twice as many every five seconds, up to ${rate} a second.`;
  const failures = plural(stopAfterFailures, 'message');
  return `${speed} At most ${underWay} under way at once. It stops by itself when ${failures} ${stopAfterFailures === 1 ? 'has' : 'have'} failed again.`;
}

/** The same where there is little room. */
export function shortPaceWords({ rate, underWay, stopAfterFailures }: ReplayPlan): string {
  return `Up to ${rate} a second, ${underWay} under way. Stops at ${plural(stopAfterFailures, 'failure')}.`;
}

/** A sentence of the node with the names that people know, and in their time. */
export function plainly(text: string, nameOf: NameOf): string {
  return text
    .replaceAll(/`([a-z][a-z0-9-]*)`/g, (_, name: string) => nameOf(name))
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (at) => exact(at));
}

export function shortHash(hash: string): string {
  return hash.slice(0, 8);
}
