import type { Callback, WebhookState } from '../api/types.ts';

const STATE: Record<WebhookState, string> = {
  due: 'on its way',
  delivered: 'taken',
  'given-up': 'given up',
  'kept-back': 'kept back: the receiver wants none',
  superseded: 'superseded',
};

const EVENT: Record<string, string> = {
  'message.needs_attention': 'that a person is needed',
  'message.delivered': 'that it was delivered',
  'message.completed': 'that it is done',
};

/** What the sender of a message was told last, and whether it took that. */
export function told(callback: Callback): string {
  const last = callback.webhooks.at(-1);
  if (last === undefined) {
    return 'as soon as there is an outcome';
  }
  const failed = last.state === 'delivered' || last.detail === null ? '' : ` (${last.detail})`;
  return `${EVENT[last.event] ?? last.event}: ${STATE[last.state]}${failed}`;
}
