import { describe, expect, it } from 'vitest';
import { accepted, transition } from '../../mock/journal.ts';
import { flowOf, titleOf } from '../../mock/landscape.ts';
import type { DeliveryState, MessageDetail } from '../api/types.ts';
import { behindWords, stopped, whereabouts } from './whereabouts.ts';

const AT = Date.parse('2026-11-21T12:00:00.000Z');
const ID = '019aa000-0000-7000-8000-000000000001';

function messageWith(...states: DeliveryState[]): MessageDetail {
  const message = accepted(flowOf('production-confirmation'), 1, 1, AT, ID);
  states.forEach((state, index) => {
    const delivery = message.deliveries[index];
    if (delivery) transition(message, delivery, { to: state, at: AT, text: '', cause: '' });
  });
  return message;
}

describe('where it is now', () => {
  it('speaks of the delivery that needs a person before one that is complete', () => {
    const now = whereabouts(messageWith('CONFIRMED', 'NEEDS_PERSON'), titleOf);
    expect(now.tone).toBe('attention');
    expect(now.where).toBe('Stopped on its way to Plant analytics.');
  });

  it('names the case that holds it and what waits behind', () => {
    const message = messageWith('NEEDS_PERSON');
    Object.assign(message.deliveries[0] ?? {}, { case: 17, behind: 3 });
    expect(whereabouts(message, titleOf).holder).toBe(
      'Case 17 has to be decided. 3 later messages of the same order wait behind it.',
    );
  });

  it('is done only when every target has it', () => {
    expect(whereabouts(messageWith('CONFIRMED', 'CONFIRMED'), titleOf).where).toBe(
      'Done. Brook Street ERP and Plant analytics have it.',
    );
    expect(whereabouts(messageWith('CONFIRMED', 'READY'), titleOf).tone).toBe('moving');
  });

  it('does not claim that a cancelled message arrived', () => {
    expect(whereabouts(messageWith('CANCELLED', 'SKIPPED'), titleOf).where).toContain('nobody');
  });

  it('promises that a doubtful one is asked for, not sent twice', () => {
    expect(whereabouts(messageWith('IN_DOUBT'), titleOf).holder).toContain('asking');
  });

  it('tells waiting for another message from waiting for an earlier target', () => {
    const message = messageWith('CONFIRMED', 'BLOCKED');
    expect(whereabouts(message, titleOf).holder).toContain('earlier target');
    Object.assign(message.deliveries[1] ?? {}, { blockedBy: 'another:1' });
    expect(whereabouts(message, titleOf).holder).toContain('same order');
  });

  it('ends a sentence before the next begins', () => {
    expect([stopped('use PCE'), stopped('It is closed.')]).toEqual(['use PCE.', 'It is closed.']);
  });

  it('is silent about nothing behind', () => {
    expect(behindWords(0)).toBeNull();
    expect(behindWords(1)).toBe('1 later message of the same order waits behind it.');
  });
});
