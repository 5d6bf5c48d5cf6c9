import type { DeliveryDetail, DeliveryState, MessageDetail } from '../api/types.ts';
import { plural } from './numbers.ts';
import { standbyOf } from './standby.ts';
import type { Tone } from './states.ts';
import { exact } from './time.ts';

export interface Whereabouts {
  tone: Tone;
  /** "It waits at the ERP for a decision." */
  where: string;
  /** Who has to move it on, as a sentence; null when nobody has to. */
  holder: string | null;
}

type NameOf = (system: string) => string;

const NOTHING_MORE = 'Nothing more happens by itself.';

/** Where all of these are alike, all targets are told of in one sentence. */
const SAID_TOGETHER = new Set<DeliveryState>([
  'CONFIRMED',
  'SETTLED_BY_HAND',
  'CANCELLED',
  'REROUTED',
  'SKIPPED',
]);

/** Answers "where is it now, and who holds it" in plain words. */
export function whereabouts(message: MessageDetail, nameOf: NameOf): Whereabouts {
  // The node has picked the state that hurts most: its delivery speaks for the message.
  const speaker = message.deliveries.find((one) => one.state === message.state);
  if (speaker === undefined || SAID_TOGETHER.has(speaker.state)) return finished(message, nameOf);
  const target = nameOf(speaker.system);
  const said = ofDelivery(message, speaker, target);
  return compensates(message, speaker)
    ? { ...said, where: `It was given up; what was done in ${target} is being taken back.` }
    : said;
}

function compensates(message: MessageDetail, delivery: DeliveryDetail): boolean {
  return standbyOf(message, delivery)?.kind === 'compensates';
}

function ofDelivery(message: MessageDetail, delivery: DeliveryDetail, target: string): Whereabouts {
  switch (delivery.state) {
    case 'NEEDS_PERSON':
      return attention(`Stopped on its way to ${target}.`, caseHolder(delivery));
    case 'REJECTED':
      return { tone: 'neutral', where: `${target} turned it down.`, holder: NOTHING_MORE };
    case 'IN_DOUBT':
      return waiting(
        `It may have reached ${target}; nothing proves it yet.`,
        delivery.settleUntil === null
          ? `Millrace is asking ${target} before anything is sent again.`
          : `Millrace asks ${target} at ${exact(delivery.settleUntil)}, before anything is sent again.`,
      );
    case 'HELD':
      return waiting(`Kept safe in Millrace; ${target} is not taking messages.`, heldBy(delivery));
    case 'BLOCKED':
      return waiting(
        `Waiting its turn for ${target}.`,
        delivery.blockedBy === null || delivery.blockedBy.startsWith(message.id)
          ? 'It goes after an earlier target of this message.'
          : 'An earlier one of the same order is held up.',
      );
    case 'RETRY_AT':
      return moving(
        `On its way to ${target}; the last try failed for a passing reason.`,
        'Millrace tries again by itself.',
      );
    case 'IN_FLIGHT':
      return moving(`It is being sent to ${target} this moment.`, null);
    case 'READY':
      return moving(`In Millrace, next in line for ${target}.`, null);
    default:
      return {
        tone: 'done',
        where: `${target} has it. Its business confirmation is still due.`,
        holder: null,
      };
  }
}

function finished(message: MessageDetail, nameOf: NameOf): Whereabouts {
  const arrived = message.deliveries.filter(
    (delivery) =>
      (delivery.state === 'CONFIRMED' || delivery.state === 'SETTLED_BY_HAND') &&
      delivery.business !== 'COMPENSATED' &&
      !compensates(message, delivery),
  );
  const undone = message.deliveries.filter((delivery) => delivery.business === 'COMPENSATED');
  if (arrived.length === 0 && undone.length > 0) {
    const names = listed(undone.map((delivery) => nameOf(delivery.system)));
    const where = `It was given up; what was done in ${names} was taken back.`;
    return { tone: 'neutral', where, holder: null };
  }
  if (arrived.length === 0) {
    return { tone: 'neutral', where: 'It was taken out and reaches nobody.', holder: null };
  }
  const names = listed(arrived.map((delivery) => nameOf(delivery.system)));
  return {
    tone: 'done',
    where: `Done. ${names} ${arrived.length > 1 ? 'have' : 'has'} it.`,
    holder: null,
  };
}

function caseHolder(delivery: DeliveryDetail): string {
  const behind = behindWords(delivery.behind);
  const holder =
    delivery.case === null ? 'A person has to decide.' : `Case ${delivery.case} has to be decided.`;
  return behind === null ? holder : `${holder} ${behind}`;
}

function heldBy(delivery: DeliveryDetail): string {
  const behind = behindWords(delivery.behind);
  const base = 'It goes on by itself when the target is back or is let go.';
  return behind === null ? base : `${base} ${behind}`;
}

/** "3 later messages of the same order wait behind it." */
export function behindWords(behind: number): string | null {
  if (behind <= 0) return null;
  const verb = behind === 1 ? 'waits' : 'wait';
  return `${plural(behind, 'later message')} of the same order ${verb} behind it.`;
}

/** With a full stop, so that another sentence can follow. */
export function stopped(sentence: string): string {
  return /[.!?…]$/.test(sentence) ? sentence : `${sentence}.`;
}

export function listed(names: string[]): string {
  if (names.length <= 1) return names[0] ?? '';
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

function attention(where: string, holder: string): Whereabouts {
  return { tone: 'attention', where, holder };
}

function waiting(where: string, holder: string | null): Whereabouts {
  return { tone: 'waiting', where, holder };
}

function moving(where: string, holder: string | null): Whereabouts {
  return { tone: 'moving', where, holder };
}
