import { expect, test } from 'vitest';
import type { Webhook } from '../api/types.ts';
import { told } from './callbacks.ts';

const COMPLETED: Webhook = {
  event: 'message.completed',
  state: 'delivered',
  occurredAt: '2026-11-21T08:00:00.000Z',
  tries: 1,
  nextAt: null,
  status: 204,
  detail: null,
};

function tell(...webhooks: Webhook[]): string {
  return told({ endpoint: 'https://mes.example', webhooks });
}

test('a sender that was not told yet will be', () => {
  expect(tell()).toBe('as soon as there is an outcome');
});

test('the last webhook counts, with what went wrong', () => {
  expect(tell({ ...COMPLETED, event: 'message.needs_attention' }, COMPLETED)).toBe(
    'that it is done: taken',
  );
  expect(tell({ ...COMPLETED, state: 'due', detail: 'answered 503' })).toBe(
    'that it is done: on its way (answered 503)',
  );
  expect(tell({ ...COMPLETED, event: 'message.later', state: 'given-up' })).toBe(
    'message.later: given up',
  );
});
