import { describe, expect, it } from 'vitest';
import { addressOf } from '../api/actions.ts';
import type { Case } from '../api/types.ts';
import { consequences, possible, type Subject } from './consequences.ts';

const delivery: Subject = {
  of: 'delivery',
  id: 'm:1',
  key: 'PO-1/3',
  target: 'the ERP',
  state: 'NEEDS_PERSON',
  behind: 3,
  doubtful: false,
};

describe('what an action will do', () => {
  it('counts those that follow', () => {
    const said = consequences({ kind: 'release', delivery: 'm:1' }, delivery);
    expect(said.effects).toContain('3 messages waiting behind go after it, in order.');
  });

  it('asks for the document only when it is settled by hand', () => {
    const needs = (kind: 'release' | 'settle' | 'cancel') =>
      consequences({ kind, delivery: 'm:1' }, delivery).needsDocument;
    expect([needs('release'), needs('settle'), needs('cancel')]).toEqual([false, true, false]);
  });

  it('says that a cancelled message cannot come back', () => {
    const said = consequences({ kind: 'cancel', delivery: 'm:1' }, delivery);
    expect(said.danger).toBe(true);
    expect(said.effects[0]).toContain('cannot be undone');
  });

  it('warns before a case that needs approval', () => {
    const one = { number: 17, members: 1, waitingBehind: 0, needsApproval: true } as Case;
    const said = consequences(
      { kind: 'release-case', number: 17, version: 3 },
      { of: 'case', case: one, target: 'the ERP' },
    );
    expect(said.button).toBe('Release 1 message');
    expect(said.effects[0]).toBe('1 message goes to the ERP again, in its order.');
    expect(said.warning).not.toBeNull();
  });

  it('offers nothing for what is finished or under way', () => {
    expect([possible('CONFIRMED'), possible('IN_FLIGHT'), possible('CANCELLED')]).toEqual([
      [],
      [],
      [],
    ]);
  });

  it('warns before a doubtful one is sent again', () => {
    const action = { kind: 'release', delivery: 'm:1' } as const;
    expect(consequences(action, delivery).warning).toBeNull();
    const said = consequences(action, { ...delivery, doubtful: true });
    expect(said.warning).toContain('posted twice');
    expect(said.danger).toBe(true);
  });

  it('never offers to send a doubtful one again', () => {
    expect(possible('IN_DOUBT')).not.toContain('release');
  });

  it('offers nothing that the node would refuse', () => {
    expect([possible('HELD'), possible('BLOCKED'), possible('RETRY_AT')]).toEqual([[], [], []]);
    expect(possible('DELIVERED')).toEqual(['settle']);
  });

  it('goes to the documented address', () => {
    expect(addressOf({ kind: 'settle', delivery: '0198:1' })).toBe('/v1/deliveries/0198:1/settle');
    expect(addressOf({ kind: 'hold-system', system: 'erp' })).toBe('/v1/systems/erp/hold');
    expect(addressOf({ kind: 'release-case', number: 17, version: 3 })).toBe(
      '/v1/cases/17/release',
    );
  });
});
