import { describe, expect, it } from 'vitest';
import { DELIVERY_STATES, STATE_GROUPS } from '../api/types.ts';
import { actorWords } from './actors.ts';
import { bytes, plural } from './numbers.ts';
import { BUSINESS, FAILURE, HEALTH, OWNERS, sentence, TECHNICAL, words } from './states.ts';
import { clock, exact, relative, span, stretch, took, until } from './time.ts';
import { VOCABULARY } from './vocabulary.ts';
import { listed } from './whereabouts.ts';

const NOON = Date.parse('2026-11-21T12:00:00.000Z');
const ago = (ms: number) => new Date(NOON - ms).toISOString();

describe('time', () => {
  it.each([
    [500, 'just now'],
    [40_000, '40 s ago'],
    [59_600, '60 s ago'],
    [61_000, '1 min ago'],
    [3 * 3_600_000 + 20 * 60_000, '3 h 20 min ago'],
    [2 * 86_400_000, '2 d ago'],
    [-900, 'just now'],
    [-12_000, 'in 12 s'],
  ])('tells %i ms as "%s"', (distance, said) => {
    expect(relative(ago(distance), NOON)).toBe(said);
  });

  it('tells what is due, and that it is', () => {
    expect([until(ago(-900), NOON), until(ago(-4_000), NOON), until(ago(10), NOON)]).toEqual([
      'in 1 s',
      'in 4 s',
      'now',
    ]);
    expect(until('soon', NOON)).toBe('soon');
  });

  it('shows what is no time as it came', () => {
    expect(relative('soon', NOON)).toBe('soon');
    expect(exact('soon')).toBe('soon');
    expect(clock('soon')).toBe('soon');
  });

  it('never tells a span of nothing', () => {
    expect(span(0)).toBe('1 s');
  });

  it('tells a range of time in few words', () => {
    expect(stretch('2026-11-21T08:00:31', '2026-11-21T12:30:00')).toBe('21 Nov, 08:00 – 12:30');
    expect(stretch('2026-11-20T22:00', '2026-11-21T06:00')).toBe('20 Nov, 22:00 – 21 Nov, 06:00');
    expect(stretch('2026-11-21T08:00', null)).toBe('since 21 Nov, 08:00');
    expect(stretch('once', 'never')).toBe('once – never');
  });

  it('keeps short durations exact', () => {
    expect([took(31.4), took(1430), took(95_000)]).toEqual(['31 ms', '1.4 s', '1 min']);
  });
});

describe('words', () => {
  it('counts in proper English', () => {
    expect([plural(1, 'message'), plural(40_000, 'message')]).toEqual([
      '1 message',
      '40,000 messages',
    ]);
    expect([bytes(1), bytes(2048)]).toEqual(['1 byte', '2.0 KiB']);
    expect(listed(['ERP', 'MES', 'WMS'])).toBe('ERP, MES and WMS');
  });

  it('names a state that a newer server may send', () => {
    const table: Record<string, (typeof TECHNICAL)['READY']> = TECHNICAL;
    expect(words(table, 'SENT_TO_MOON').label).toBe('Sent to moon');
  });

  it('makes identifiers readable', () => {
    expect(sentence('production-confirmation')).toBe('Production confirmation');
  });

  it('never uses one word for both a technical and a business status', () => {
    const technical = new Set(Object.values(TECHNICAL).map((said) => said.label));
    const shared = Object.values(BUSINESS).filter((said) => technical.has(said.label));
    expect(shared).toEqual([]);
  });

  it('has words for exactly what the node can say', () => {
    const same = (mine: readonly string[], theirs: readonly string[]) =>
      expect([...mine].sort()).toEqual([...theirs].sort());
    same(STATE_GROUPS, Object.keys(VOCABULARY.stateGroups));
    same(DELIVERY_STATES, Object.values(VOCABULARY.stateGroups).flat());
    same(Object.keys(TECHNICAL), DELIVERY_STATES);
    same(Object.keys(BUSINESS), VOCABULARY.businessStatuses);
    same(Object.keys(FAILURE), VOCABULARY.failureClasses);
    same(Object.keys(OWNERS), VOCABULARY.owners);
    same(Object.keys(HEALTH), VOCABULARY.health);
  });

  it("colours a state as its group, and what has no effect as nobody's success", () => {
    for (const group of STATE_GROUPS) {
      const tones = new Set(
        DELIVERY_STATES.filter((state) => VOCABULARY.stateGroups[group].includes(state)).map(
          (state) => TECHNICAL[state].tone,
        ),
      );
      expect([...tones]).toEqual(group === 'done' ? ['done', 'neutral'] : [group]);
    }
  });

  it('tells who did it', () => {
    const nameOf = (name: string) => name.toUpperCase();
    expect(actorWords('platform:millrace', nameOf)).toBe('Millrace, by its rules');
    expect(actorWords('person:ada', nameOf)).toBe('ada');
    expect(actorWords('system:mes', nameOf)).toBe('MES');
    expect(actorWords('somebody', nameOf)).toBe('somebody');
  });
});
