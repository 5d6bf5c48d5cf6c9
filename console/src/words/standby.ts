import type { DeliveryDetail, MessageDetail } from '../api/types.ts';
import { sentence } from './states.ts';

/** Why a delivery was not planned with the others. */
export interface Standby {
  kind: 'replaces' | 'compensates';
  /** What it stands by for; null where that cannot be told from what happened. */
  of: DeliveryDetail | null;
}

const CAUSES: Record<string, Standby['kind']> = {
  rerouted: 'replaces',
  compensation: 'compensates',
};

/** Null for an ordinary step. Those that stood by begin with an entry that moves nothing. */
export function standbyOf(message: MessageDetail, delivery: DeliveryDetail): Standby | null {
  const begin = message.timeline.find(
    (entry) =>
      entry.step === delivery.step && entry.from === entry.to && (entry.cause ?? '') in CAUSES,
  );
  const kind = CAUSES[begin?.cause ?? ''];
  if (begin === undefined || kind === undefined) return null;
  const of = kind === 'replaces' ? replaced(message, begin.at) : takenBack(message, delivery);
  return { kind, of: of ?? null };
}

/** The last one that was sent elsewhere before. */
function replaced(message: MessageDetail, at: string): DeliveryDetail | undefined {
  const left = message.timeline.findLast((entry) => entry.to === 'REROUTED' && entry.at <= at);
  return message.deliveries.find((one) => one.step === left?.step);
}

/** An effect is taken back where it was made; which of several there, nobody says. */
function takenBack(message: MessageDetail, by: DeliveryDetail): DeliveryDetail | undefined {
  const there = message.deliveries.filter(
    (one) => one.system === by.system && one.step < by.step && standbyOf(message, one) === null,
  );
  return there.length === 1 ? there[0] : undefined;
}

type NameOf = (system: string) => string;

/** The heading of a delivery: an ordinary one by its target, others as what they are. */
export function deliveryTitle(one: DeliveryDetail, standby: Standby | null, nameOf: NameOf) {
  const target = nameOf(one.system);
  return standby?.kind === 'compensates' ? `Taking back in ${target}` : `To ${target}`;
}

/** "Stands by for …", with what that means here. */
export function standbyWords({ kind, of }: Standby, nameOf: NameOf): string {
  if (kind === 'replaces') {
    return of === null
      ? 'Stands by for another target, and gets the message instead'
      : `Stands by for ${nameOf(of.system)}, and gets the message instead`;
  }
  return of === null
    ? 'Stands by for an earlier step there, and takes its effect back'
    : `Stands by for “${sentence(of.operation)}”, and takes its effect back`;
}
