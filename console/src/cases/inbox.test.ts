import { describe, expect, it } from 'vitest';
import { queryOf, readInbox } from './inbox.ts';

describe('the inbox', () => {
  it('lists what is open and not put aside unless another is asked for', () => {
    expect(queryOf({})).toBe('snoozed=false');
    expect(queryOf({ show: 'mine' })).toBe('snoozed=false&mine=true');
    expect(queryOf({ show: 'snoozed', tag: 'month-end' })).toBe('snoozed=true&tag=month-end');
    expect(queryOf({ show: 'closed' })).toBe('state=closed');
  });

  it('passes over what an address cannot mean', () => {
    expect(readInbox({ show: 'theirs', tag: 7 })).toEqual({});
    expect(readInbox({ show: 'unassigned', tag: 'a' })).toEqual({ show: 'unassigned', tag: 'a' });
  });
});
