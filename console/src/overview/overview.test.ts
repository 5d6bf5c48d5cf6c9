import { describe, expect, it } from 'vitest';
import { ordinaryMorning } from '../../mock/seed.ts';
import { sampled } from '../systems/rates.ts';
import { columns } from './chartData.ts';
import { headline } from './headline.ts';

const NOW = Date.parse('2026-11-21T12:00:30.000Z');
const plant = ordinaryMorning(1, () => NOW);

describe('the overview', () => {
  it('says the worst first', () => {
    expect(headline(plant.summary(), plant.systems())).toBe(
      'Northline freight is out of service, 7 messages need a person.',
    );
  });

  it('is calm when all is well', () => {
    const calm = plant.summary();
    calm.counts = { ...calm.counts, attention: 0, waiting: 0 };
    expect(headline(calm, [])).toBe('Everything flows.');
  });

  it('does not draw the minute that is not over', () => {
    const minutes = [
      { minute: '2026-11-21T11:59:00.000Z', accepted: 4, confirmed: 3, failed: 1 },
      { minute: '2026-11-21T12:00:00.000Z', accepted: 1, confirmed: 0, failed: 0 },
    ];
    expect(columns(minutes, NOW)).toEqual([
      [Date.parse('2026-11-21T11:59:00Z') / 1000],
      [4],
      [3],
      [1],
    ]);
  });

  it('remembers the latest rates only', () => {
    let rates: Record<string, number[]> = {};
    for (let sample = 0; sample < 100; sample++) rates = sampled(rates, plant.systems());
    expect(rates['erp']).toHaveLength(60);
  });
});
