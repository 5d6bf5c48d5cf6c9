import { describe, expect, it } from 'vitest';
import { localTime } from '../words/time.ts';
import { plansQueryOf, readEntryFilter, readPlansSearch } from './addresses.ts';
import {
  missing,
  PACE,
  type PlanFields,
  readDocuments,
  readPlanSearch,
  requestOf,
  searchOf,
} from './planForm.ts';

const NOW = Date.parse('2026-11-21T12:00:00.000Z');
const fields: PlanFields = {
  case: null,
  flow: '',
  system: '',
  key: '',
  since: '2026-11-21T08:00:00.000Z',
  until: '',
  mode: 'resend',
  documents: '',
  rate: PACE.rate.usual,
  underWay: PACE.underWay.usual,
  stopAfterFailures: PACE.stopAfterFailures.usual,
  reason: 'mended',
};

describe('two pasted columns', () => {
  it('are keys and document numbers, as a spreadsheet or a person separates them', () => {
    const wanted = { 'PO-1/1': '4900000016', 'PO-1/2': '4900000017' };
    for (const between of ['\t', ';', ', ', '   ']) {
      const text = `PO-1/1${between}4900000016\r\n\r\nPO-1/2${between}4900000017\n`;
      expect(readDocuments(text)).toEqual({ byKey: wanted, count: 2, problem: null });
    }
  });

  it('keep blanks and commas that belong to a key', () => {
    expect(readDocuments('LOT 7, B\t4711').byKey).toEqual({ 'LOT 7, B': '4711' });
  });

  it('say in which line something is wrong', () => {
    expect(readDocuments('PO-1/1\t4711\nPO-1/2').problem).toBe(
      'Line 2: a key and a number are needed.',
    );
    expect(readDocuments('PO-1/1\t4711\t9').problem).toBe('Line 1: more than two columns.');
    expect(readDocuments('PO-1/1\t4711\nPO-1/1\t4712').problem).toBe(
      'Line 2: PO-1/1 stands there twice, with different numbers.',
    );
    expect(readDocuments('PO-1/1\t4711\nPO-1/1\t4711').count).toBe(1);
    expect(readDocuments(`PO-1/1\t${'4'.repeat(101)}`).problem).toContain('at most 100');
  });
});

describe('a new plan', () => {
  it('asks for what is missing', () => {
    expect(missing(fields, NOW)).toBeNull();
    expect(missing({ ...fields, since: '' }, NOW)).toBe('Say from when on.');
    expect(missing({ ...fields, since: '2026-11-22T08:00:00Z' }, NOW)).toContain('future');
    expect(missing({ ...fields, until: '2026-11-21T07:00:00Z' }, NOW)).toContain('before');
    expect(missing({ ...fields, since: '2026-10-01T08:00:00Z' }, NOW)).toContain('31 days');
    expect(missing({ ...fields, since: '', case: '17' }, NOW)).toBeNull();
    expect(missing({ ...fields, mode: 'settle' }, NOW)).toContain('Paste');
    expect(missing({ ...fields, rate: 1001 }, NOW)).toContain('1 to 1000');
    expect(missing({ ...fields, underWay: 0.5 }, NOW)).toContain('whole numbers');
  });

  it('is asked for as the API wants it', () => {
    expect(requestOf({ ...fields, system: 'erp', key: ' PO-1 ', reason: ' mended ' })).toEqual({
      mode: 'resend',
      scope: { since: '2026-11-21T08:00:00.000Z', system: 'erp', key: 'PO-1' },
      rate: 20,
      underWay: 50,
      stopAfterFailures: 10,
      reason: 'mended',
    });
    const settled = { ...fields, case: '17', mode: 'settle' as const, documents: 'PO-1/1\t4711' };
    expect(requestOf(settled)).toMatchObject({
      scope: { case: 17 },
      documents: { 'PO-1/1': '4711' },
    });
    expect(requestOf({ ...settled, mode: 'resend' })).not.toHaveProperty('documents');
  });

  it('keeps a time to the second that a link gives', () => {
    const at = '2026-11-21T08:00:31.204Z';
    const given = { ...fields, since: localTime(Date.parse(at)) };
    expect(requestOf(given).scope.since).toBe(at);
    expect(localTime(Date.parse('2026-11-21T08:00:00.000Z'))).toMatch(/T\d\d:00$/);
    expect(localTime(Number.NaN)).toBe('');
  });

  it('is the same again by its address', () => {
    const scope = { case: null, flow: null, system: 'erp', key: null, since: 'S', until: null };
    expect(readPlanSearch({ ...searchOf(scope, 'remap') })).toEqual({
      mode: 'remap',
      system: 'erp',
      since: 'S',
    });
    expect(readPlanSearch({ mode: 'explode', case: '1;2', flow: 7 })).toEqual({});
  });
});

describe('addresses of replays', () => {
  it('show some lines of a dry run, and pass over what they cannot mean', () => {
    expect(readEntryFilter({ prediction: 'duplicate' })).toEqual({ prediction: 'duplicate' });
    expect(readEntryFilter({ prediction: 'duplicate', outcome: 'failed' })).toEqual({
      outcome: 'failed',
    });
    expect(readEntryFilter({ prediction: 'luck' })).toEqual({});
  });

  it('show some plans', () => {
    expect(plansQueryOf(readPlansSearch({ state: 'planned', case: '17' }))).toBe(
      'state=planned&case=17',
    );
    expect(readPlansSearch({ state: 'lost', case: 'x' })).toEqual({});
  });
});
