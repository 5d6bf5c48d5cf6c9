import { describe, expect, it } from 'vitest';
import { changesOf, changeWords, place, typed } from './values.ts';

describe('a corrected value', () => {
  it('stays of the kind that stood there', () => {
    expect(typed('4711', 'PCE')).toBe('4711');
    expect(typed('2.5', 1)).toBe(2.5);
    expect(typed('many', 1)).toBe('many');
    expect(typed('"4711"', null)).toBe('4711');
    expect(typed(' ', 1)).toBeNull();
    expect(typed('true', false)).toBe(true);
  });

  it('is sent only where it differs', () => {
    const fields = [
      { pointer: '/unit', value: 'PCE' },
      { pointer: '/quantity', value: 2 },
      { pointer: '/lot', value: null },
    ];
    expect(changesOf(fields, { '/unit': 'EA', '/quantity': '2', '/lot': '' })).toEqual([
      { pointer: '/unit', to: 'EA' },
    ]);
    expect(changesOf(fields, {})).toEqual([]);
  });

  it('is told by its place', () => {
    expect(place('/lines/0/quantity')).toBe('lines › 1 › quantity');
    expect(place('/a~1b')).toBe('a/b');
    expect(changeWords({ pointer: '/unit', from: null, to: 'EA' })).toBe('unit: (nothing) → EA');
  });
});
