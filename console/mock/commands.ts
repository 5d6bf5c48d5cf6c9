import { possible } from '../src/actions/consequences.ts';
import type { DeliveryDetail, MessageDetail } from '../src/api/types.ts';
import { changed, moved } from './cases.ts';
import { transition } from './journal.ts';
import type { MockPlant } from './plant.ts';

export interface Refused {
  status: number;
  code: string;
  detail: string;
}

const PERSON = 'person:demo';

/** What people may do; null when it was done. */
export function act(plant: MockPlant, path: string, said: Record<string, unknown>): Refused | null {
  const [, , resource = '', name = '', verb = ''] = path.split('/').map(decodeURIComponent);
  if (resource === 'cases' && verb !== 'release')
    return onCaseItself(plant, Number(name), verb, said);
  const reason = typeof said['reason'] === 'string' ? said['reason'].trim() : '';
  if (reason.length < 3 || reason.length > 500) {
    return {
      status: 400,
      code: 'invalid-request',
      detail: 'The reason needs 3 to 500 characters.',
    };
  }
  switch (resource) {
    case 'deliveries':
      return onDelivery(plant, name, verb, reason, said['document']);
    case 'cases':
      return onCase(plant, Number(name), reason);
    case 'systems':
      return onSystem(plant, name, verb, reason);
    default:
      return { status: 404, code: 'not-found', detail: 'There is nothing here.' };
  }
}

function onDelivery(
  plant: MockPlant,
  id: string,
  verb: string,
  reason: string,
  document: unknown,
): Refused | null {
  const found = plant.delivery(id);
  if (found === undefined) return { status: 404, code: 'not-found', detail: 'No such delivery.' };
  const { message, delivery } = found;
  if (!possible(delivery.state).some((one) => one === verb)) {
    return { status: 409, code: 'state-changed', detail: `It is ${delivery.state} by now.` };
  }
  if (verb === 'release') release(plant, message, delivery, reason);
  if (verb === 'settle') settle(plant, message, delivery, reason, String(document));
  if (verb === 'cancel') cancel(plant, message, delivery, reason);
  plant.touch(message);
  plant.announce({ event: 'cases' });
  return null;
}

export function release(
  plant: MockPlant,
  message: MessageDetail,
  on: DeliveryDetail,
  reason: string,
) {
  transition(message, on, {
    to: 'READY',
    at: plant.now(),
    cause: 'released',
    actor: PERSON,
    text: `Released: ${reason}`,
  });
}

function settle(
  plant: MockPlant,
  message: MessageDetail,
  on: DeliveryDetail,
  reason: string,
  document: string,
) {
  on.reference = document;
  transition(message, on, {
    to: 'SETTLED_BY_HAND',
    business: 'SETTLED_BY_HAND',
    at: plant.now(),
    cause: 'settled',
    actor: PERSON,
    text: `Recorded as posted by hand under ${document}: ${reason}`,
  });
  plant.unblock(on, plant.now());
}

function cancel(plant: MockPlant, message: MessageDetail, on: DeliveryDetail, reason: string) {
  transition(message, on, {
    to: 'CANCELLED',
    at: plant.now(),
    cause: 'cancelled',
    actor: PERSON,
    text: `Cancelled: ${reason}`,
  });
  plant.unblock(on, plant.now());
}

function onCase(plant: MockPlant, number: number, reason: string): Refused | null {
  const one = plant.cases.get(number);
  if (one === undefined) {
    return { status: 404, code: 'not-found', detail: 'There is no such case.' };
  }
  const members = plant.counted(one).members;
  for (const message of plant.messages) {
    for (const delivery of message.deliveries) {
      if (delivery.case !== number) continue;
      release(plant, message, delivery, reason);
      plant.releasedBy.set(delivery.id, number);
      plant.touch(message);
    }
  }
  one.release = {
    at: new Date(plant.now()).toISOString(),
    actor: PERSON,
    reason,
    state: 'awaiting',
    members,
    released: members,
    reached: null,
    failed: null,
  };
  moved(plant, one, 'replaying', {
    kind: 'released',
    text: `demo released ${members} messages`,
    reason,
  });
  return null;
}

function onCaseItself(
  plant: MockPlant,
  number: number,
  verb: string,
  said: Record<string, unknown>,
): Refused | null {
  const one = plant.cases.get(number);
  return one === undefined
    ? { status: 404, code: 'not-found', detail: 'There is no such case.' }
    : changed(plant, one, verb, said);
}

function onSystem(plant: MockPlant, name: string, verb: string, reason: string): Refused | null {
  if (!plant.gates.has(name)) {
    return { status: 404, code: 'not-found', detail: 'There is no such system.' };
  }
  const at = plant.now();
  if (verb === 'hold') {
    plant.gates.set(name, { health: 'held', since: at, reason: `Held by demo: ${reason}` });
  } else {
    plant.gates.set(name, { health: 'ok', since: null, reason: null });
    for (const message of plant.messages) {
      for (const delivery of message.deliveries) {
        if (delivery.system !== name || delivery.state !== 'HELD') continue;
        release(plant, message, delivery, reason);
        plant.touch(message);
      }
    }
  }
  plant.announce({ event: 'systems' });
  plant.announce({ event: 'summary' });
  return null;
}
