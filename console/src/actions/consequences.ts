import type { Action } from '../api/actions.ts';
import type { Case, DeliveryState } from '../api/types.ts';
import { count, plural } from '../words/numbers.ts';

/** What the dialog has to know to say exactly what will happen, and to how many. */
export type Subject =
  | {
      of: 'delivery';
      id: string;
      key: string;
      target: string;
      state: DeliveryState;
      behind: number;
      /** It may have arrived already: nothing proves that it did not. */
      doubtful: boolean;
    }
  | { of: 'case'; case: Case; target: string }
  | { of: 'system'; name: string; target: string; backlog: number };

export interface Consequences {
  title: string;
  /** One sentence per effect. */
  effects: string[];
  warning: string | null;
  button: string;
  done: string;
  danger: boolean;
  needsDocument: boolean;
}

const PLAIN = { warning: null, danger: false, needsDocument: false } as const;

export function consequences(action: Action, subject: Subject): Consequences {
  switch (subject.of) {
    case 'delivery':
      return ofDelivery(action, subject);
    case 'case':
      return ofCase(subject.case, subject.target);
    case 'system':
      return ofSystem(action, subject);
  }
}

/** What may be done by a person to a delivery in this state. */
export function possible(state: DeliveryState): ('release' | 'settle' | 'cancel')[] {
  switch (state) {
    case 'NEEDS_PERSON':
      return ['release', 'settle', 'cancel'];
    case 'IN_DOUBT':
    case 'DELIVERED':
      return ['settle'];
    // What is held goes with its target; what moves by itself is under way or soon is.
    default:
      return [];
  }
}

function ofDelivery(action: Action, on: Extract<Subject, { of: 'delivery' }>): Consequences {
  const followers = on.behind > 0 ? [`${behindIt(on.behind)} after it, in order.`] : [];
  switch (action.kind) {
    case 'settle':
      return {
        title: `${on.key}: done by hand in ${on.target}`,
        effects: [
          `Millrace records that it was posted in ${on.target} under the document number you give.`,
          `Nothing is sent to ${on.target} for this message, now or later.`,
          ...followers,
        ],
        warning: 'Look the document up first: Millrace does not check it.',
        button: 'Record as done by hand',
        done: `${on.key} is recorded as done by hand.`,
        danger: false,
        needsDocument: true,
      };
    case 'cancel':
      return {
        title: `Cancel ${on.key} for ${on.target}`,
        effects: [
          `${on.target} never gets this message. This cannot be undone.`,
          ...followers,
          'The message, your name and your reason stay on record.',
        ],
        warning: `If ${on.target} still needs it, the sender has to send it again under a new key.`,
        button: 'Cancel this message',
        done: `${on.key} is cancelled for ${on.target}.`,
        danger: true,
        needsDocument: false,
      };
    default:
      return {
        ...PLAIN,
        title: `Send ${on.key} to ${on.target} again`,
        effects: [
          `The same message goes to ${on.target} again, unchanged, within seconds.`,
          ...followers,
          'If the cause is still there, it stops here again; nothing is lost.',
        ],
        warning: on.doubtful ? mayDouble(on.target) : null,
        danger: on.doubtful,
        button: on.doubtful ? 'Send it again' : 'Release',
        done: `${on.key} is on its way to ${on.target}.`,
      };
  }
}

function ofCase(one: Case, target: string): Consequences {
  const waiting =
    one.waitingBehind > 0 ? [`${behindIt(one.waitingBehind)} after them, in order.`] : [];
  return {
    ...PLAIN,
    title: `Release case ${one.number}: ${plural(one.members, 'message')}`,
    effects: [
      `${plural(one.members, 'message')} ${one.members === 1 ? 'goes' : 'go'} to ${target} again, in ${one.members === 1 ? 'its' : 'their'} order.`,
      ...waiting,
      'Those whose cause is still there come back to this case; nothing is lost.',
    ],
    warning: caseWarning(one, target),
    danger: one.class === 'unknown-outcome',
    button: `Release ${plural(one.members, 'message')}`,
    done: `Case ${one.number}: ${plural(one.members, 'message')} released.`,
  };
}

function caseWarning(one: Case, target: string): string | null {
  if (one.class === 'unknown-outcome') return mayDouble(target);
  return one.needsApproval
    ? 'The target refused these by a business rule. Release them only when the rule’s cause is settled.'
    : null;
}

function mayDouble(target: string): string {
  return `It may have reached ${target} already, and would then be posted twice. Look in ${target} first; if it is there, record it as done by hand instead.`;
}

function ofSystem(action: Action, on: Extract<Subject, { of: 'system' }>): Consequences {
  if (action.kind === 'hold-system') {
    return {
      title: `Hold everything for ${on.target}`,
      effects: [
        `No new request goes to ${on.target} until somebody releases it. Requests under way are finished.`,
        `${plural(on.backlog, 'waiting message')} and all new ones are kept safe, in order.`,
        'Senders are not affected: they may go on sending.',
      ],
      warning: null,
      button: 'Hold',
      done: `${on.target} is held.`,
      danger: true,
      needsDocument: false,
    };
  }
  return {
    ...PLAIN,
    title: `Release ${on.target}`,
    effects: [
      on.backlog === 0
        ? `${on.target} gets messages again. None is waiting.`
        : `${count(on.backlog)} waiting ${on.backlog === 1 ? 'message goes' : 'messages go'} to ${on.target} in order, within its limits.`,
    ],
    button: 'Release',
    done: `${on.target} is released.`,
  };
}

function behindIt(behind: number): string {
  return `${plural(behind, 'message')} waiting behind ${behind === 1 ? 'goes' : 'go'}`;
}
