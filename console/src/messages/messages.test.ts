import { describe, expect, it } from 'vitest';
import { accepted, asListed } from '../../mock/journal.ts';
import { flowOf } from '../../mock/landscape.ts';
import { uuid7 } from '../../mock/random.ts';
import type { Message } from '../api/types.ts';
import { parseSearch, stringifySearch } from '../app/searchText.ts';
import { chosenGroup, readFilters, stillFits, toQuery, withFilter } from './filters.ts';
import { merge, reveal } from './merge.ts';
import { periodStart } from './periods.ts';

function message(at: number): Message {
  return asListed(
    accepted(
      flowOf('goods-receipt'),
      at,
      1,
      at,
      uuid7(at * 1000, () => 0.5),
    ),
  );
}
const [m1, m2, m3, m4] = [message(1), message(2), message(3), message(4)] as const;

describe('filters in the address', () => {
  it('survive being written and read', () => {
    const filters = { q: 'PO-1', system: 'erp', state: ['attention' as const, 'HELD' as const] };
    expect(readFilters(parseSearch(stringifySearch(filters)))).toEqual(filters);
  });

  it('stay readable', () => {
    expect(stringifySearch({ state: ['attention'], q: 'PO-1' })).toBe('?state=attention&q=PO-1');
  });

  it('keep a number that is searched for as text', () => {
    expect(readFilters(parseSearch('?q=004711'))).toEqual({ q: '004711' });
  });

  it('drop what is not understood', () => {
    expect(readFilters({ state: ['bogus'], q: '  ', admin: 'yes', flow: { a: 1 } })).toEqual({});
    expect(readFilters({ case: 'seven' })).toEqual({});
  });

  it('become the query of the API, with states repeated', () => {
    const query = toQuery({ q: ' PO-1 ', state: ['moving', 'waiting'] });
    expect(query.toString()).toBe('q=PO-1&state=moving&state=waiting');
  });

  it('are set and cleared one by one', () => {
    expect(withFilter({ q: 'a', flow: 'b' }, 'q', null)).toEqual({ flow: 'b' });
    expect(withFilter({ flow: 'b' }, 'q', '')).toEqual({ flow: 'b' });
    expect(chosenGroup({ state: ['attention'] })).toBe('attention');
    expect(chosenGroup({ state: ['HELD'] })).toBeNull();
  });

  it('tell when a message no longer belongs to the chosen state', () => {
    expect(stillFits({ state: ['attention'] }, { ...m1, group: 'done' })).toBe(false);
    expect(stillFits({}, { ...m1, group: 'done' })).toBe(true);
    expect(stillFits({ case: '17' }, m1)).toBe(false);
    const [delivery] = m1.deliveries;
    const member = { ...m1, deliveries: delivery ? [{ ...delivery, case: 17 }] : [] };
    expect(stillFits({ case: '17' }, member)).toBe(true);
  });

  it('turn a relative period into a moment, so that a shared link stays true', () => {
    const now = new Date('2026-11-21T12:00:00.000Z');
    expect(periodStart('PT1H', now)).toBe('2026-11-21T11:00:00.000Z');
  });
});

describe('the live list', () => {
  const shown = [{ items: [m2, m1], next: null }];

  it('puts new ones on top when nobody is reading', () => {
    const merged = merge(shown, [], [m3, m2], false);
    expect(merged.pages[0]?.items).toEqual([m3, m2, m1]);
    expect(merged.held).toEqual([]);
  });

  it('holds new ones back while somebody reads, and moves no row', () => {
    const first = merge(shown, [], [m3, m2], true);
    const second = merge(first.pages, first.held, [m4, m3], true);
    expect(second.pages[0]?.items).toEqual([m2, m1]);
    expect(second.held).toEqual([m4, m3]);
    expect(reveal(second.pages, second.held)[0]?.items).toEqual([m4, m3, m2, m1]);
  });

  it('changes a known row where it stands', () => {
    const changed: Message = { ...m1, state: 'CONFIRMED' };
    const merged = merge(shown, [], [changed], true);
    expect(merged.pages[0]?.items).toEqual([m2, changed]);
    expect(merged.held).toEqual([]);
  });

  it('does not show twice what paging will bring', () => {
    const merged = merge([{ items: [m4, m3], next: 'cursor' }], [], [m1], false);
    expect(merged.pages[0]?.items).toEqual([m4, m3]);
  });

  it('fills an empty list', () => {
    const merged = merge([{ items: [], next: null }], [], [m1], false);
    expect(merged.pages[0]?.items).toEqual([m1]);
  });
});
