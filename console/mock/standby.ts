import type { DeliveryDetail, MessageDetail } from '../src/api/types.ts';
import { summarise, transition } from './journal.ts';
import { titleOf } from './landscape.ts';

/** Brings a message to another target, as the node does: a step that stood by begins. */
export function reroute(
  message: MessageDetail,
  left: DeliveryDetail,
  system: string,
  at: number,
): DeliveryDetail {
  transition(message, left, {
    to: 'REROUTED',
    at,
    cause: 'rerouted',
    actor: 'person:demo',
    text: `demo sent it elsewhere instead of ${titleOf(left.system)}`,
  });
  const text = `${titleOf(system)} gets it instead`;
  return begin(message, { ...left, system }, at, 'rerouted', text);
}

/** Plans the taking back of what a step did. */
export function takeBack(message: MessageDetail, done: DeliveryDetail, at: number): DeliveryDetail {
  const text = `What was done in ${titleOf(done.system)} is to be taken back`;
  const step = { ...done, operation: `cancel-${done.operation}` };
  return begin(message, step, at, 'compensation', text);
}

function begin(
  message: MessageDetail,
  like: DeliveryDetail,
  at: number,
  cause: string,
  text: string,
): DeliveryDetail {
  const step = message.deliveries.length + 1;
  const one: DeliveryDetail = {
    ...like,
    ...{ id: `${message.id}:${step}`, step, state: 'READY', business: 'PENDING' },
    ...{ behind: 0, case: null, reference: null, cause, attempts: [] },
  };
  message.deliveries.push(one);
  message.timeline.push({
    ...{ at: new Date(at).toISOString(), step, kind: 'transition', from: 'READY', to: 'READY' },
    ...{ cause, actor: 'platform:millrace', text, attempt: null },
  });
  summarise(message);
  return one;
}
