import type {
  BusinessStatus,
  CaseState,
  DeliveryState,
  FailureClass,
  Health,
  StateGroup,
} from '../api/types.ts';
import { groupOf } from './vocabulary.ts';

export type Tone = StateGroup | 'neutral';

export interface Words {
  label: string;
  tone: Tone;
  /** One sentence for those who meet the word for the first time. */
  means: string;
}

/** What is done, but has no effect in the target: it must not look like a success. */
const WITHOUT_EFFECT: readonly DeliveryState[] = ['REJECTED', 'CANCELLED', 'REROUTED', 'SKIPPED'];

function technical(state: DeliveryState, label: string, means: string): Words {
  const tone = WITHOUT_EFFECT.includes(state) ? 'neutral' : (groupOf(state) ?? 'neutral');
  return { label, tone, means };
}

export const TECHNICAL: Record<DeliveryState, Words> = {
  BLOCKED: technical(
    'BLOCKED',
    'Waiting its turn',
    'An earlier one has to be done first, so that the order is kept.',
  ),
  READY: technical('READY', 'Ready', 'It is sent as soon as its turn comes.'),
  IN_FLIGHT: technical('IN_FLIGHT', 'Being sent', 'It was sent; the answer is due.'),
  RETRY_AT: technical(
    'RETRY_AT',
    'Trying again',
    'The last try failed for a passing reason; Millrace tries again by itself.',
  ),
  HELD: technical(
    'HELD',
    'Held',
    'Kept safe until the target is back, or until a person lets it go.',
  ),
  IN_DOUBT: technical(
    'IN_DOUBT',
    'Checking',
    'It may have arrived. Millrace asks the target instead of sending it twice.',
  ),
  NEEDS_PERSON: technical(
    'NEEDS_PERSON',
    'Needs a person',
    'Nothing goes on before somebody decides.',
  ),
  DELIVERED: technical(
    'DELIVERED',
    'Delivered',
    'The target has it; its business confirmation is still due.',
  ),
  CONFIRMED: technical('CONFIRMED', 'Complete', 'The target has it and has posted it.'),
  REJECTED: technical('REJECTED', 'Turned down', "The target's business answer was no."),
  SETTLED_BY_HAND: technical(
    'SETTLED_BY_HAND',
    'Done by hand',
    'A person recorded that it was done in the target directly.',
  ),
  CANCELLED: technical('CANCELLED', 'Cancelled', 'A person decided not to do it.'),
  REROUTED: technical('REROUTED', 'Sent elsewhere', 'It goes to another target instead.'),
  SKIPPED: technical(
    'SKIPPED',
    'Skipped',
    'Not sent, because an earlier step it depends on ended without effect.',
  ),
};

export const BUSINESS: Record<BusinessStatus, Words> = {
  PENDING: { label: 'Not posted yet', tone: 'neutral', means: 'The business effect is still due.' },
  CONFIRMED: { label: 'Posted', tone: 'done', means: 'The business effect is proven.' },
  REJECTED: { label: 'Refused', tone: 'attention', means: 'The business said no.' },
  UNKNOWN: {
    label: 'Not known',
    tone: 'waiting',
    means: 'Nobody can say yet whether it had an effect.',
  },
  COMPENSATED: { label: 'Reversed', tone: 'neutral', means: 'It was done and then taken back.' },
  SETTLED_BY_HAND: {
    label: 'Posted by hand',
    tone: 'done',
    means: 'A person posted it in the target and named the document.',
  },
};

export const GROUPS: Record<StateGroup, Words> = {
  moving: { label: 'Moving', tone: 'moving', means: 'On their way. Nothing to do.' },
  waiting: {
    label: 'Waiting',
    tone: 'waiting',
    means: 'Kept safe behind something. They go on by themselves when it clears.',
  },
  attention: { label: 'Need a person', tone: 'attention', means: 'Somebody has to decide.' },
  done: { label: 'Done', tone: 'done', means: 'Finished.' },
};

export const HEALTH: Record<Health, Words> = {
  ok: { label: 'Working', tone: 'done', means: 'It takes what it is sent.' },
  idle: { label: 'Quiet', tone: 'neutral', means: 'Nothing was sent to it lately.' },
  degraded: {
    label: 'Troubled',
    tone: 'waiting',
    means: 'Some sends fail by its fault, and are tried again.',
  },
  held: { label: 'Held', tone: 'waiting', means: 'A person has stopped its queue.' },
  out: {
    label: 'Out of service',
    tone: 'attention',
    means: 'It does not answer. Its messages are kept and go on in order when it is back.',
  },
};

export const FAILURE: Record<FailureClass, Words> = {
  transient: { label: 'Passing fault', tone: 'moving', means: 'Expected to pass by itself.' },
  outage: { label: 'Outage', tone: 'waiting', means: 'The target cannot work at present.' },
  'unknown-outcome': {
    label: 'Unknown outcome',
    tone: 'attention',
    means: 'It was sent, and nothing proves what became of it.',
  },
  'data-quality': {
    label: 'Wrong data',
    tone: 'attention',
    means: 'The content does not fit the target. Sending it again unchanged cannot help.',
  },
  'business-rule': {
    label: 'Business rule',
    tone: 'attention',
    means: 'The target refuses it as things stand.',
  },
  duplicate: {
    label: 'Duplicate',
    tone: 'attention',
    means: 'The target has the same key with other content.',
  },
};

export const CASE_STATE: Record<CaseState, Words> = {
  new: { label: 'New', tone: 'attention', means: 'Nobody has looked at it yet.' },
  acknowledged: { label: 'Seen', tone: 'attention', means: 'Somebody has seen it.' },
  investigating: {
    label: 'Being looked into',
    tone: 'attention',
    means: 'Somebody looks for the cause.',
  },
  waiting: {
    label: 'Waits for others',
    tone: 'waiting',
    means: 'The cause is known; somebody else has to do something first.',
  },
  replaying: {
    label: 'Going again',
    tone: 'moving',
    means: 'Its messages go again. It closes by itself when all of them have had their effect.',
  },
  verified: { label: 'Verified', tone: 'done', means: 'All of its messages had their effect.' },
  closed: { label: 'Closed', tone: 'done', means: 'Nothing is left to do.' },
};

export const OWNERS: Record<string, string> = {
  platform: 'Millrace itself',
  'integration-operations': 'Integration operations',
  'business-support': 'Business support',
  'finance-or-operations': 'Finance or operations',
  governance: 'Data governance',
};

export function ownerWords(owner: string): string {
  return OWNERS[owner] ?? sentence(owner);
}

/** A newer server may know states that this console does not: show its name, never a blank. */
export function words<K extends string>(table: Record<K, Words>, key: K): Words {
  return table[key] ?? { label: sentence(String(key)), tone: 'neutral', means: '' };
}

/** `production-confirmation` or `NEEDS_PERSON` as people would write it. */
export function sentence(name: string): string {
  const spaced = name.replace(/[-_]+/g, ' ').trim().toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** `carrier` as `Carrier`; an abbreviation such as `ERP` stays as it is. */
export function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
