import { describe, expect, it } from 'vitest';
import { ordinaryMorning } from '../../mock/seed.ts';
import { bars, historyWords } from '../systems/history.ts';
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

  it("draws a system's hour without the minute that is not over", () => {
    const minute = '2026-11-21T11:59:00.000Z';
    const shown = bars({
      name: 'erp',
      perMinute: [
        { minute, delivered: 40, failed: 1 },
        { minute, delivered: 38, failed: 0 },
        { minute, delivered: 2, failed: 0 },
      ],
    });
    expect(shown).toEqual({ delivered: [40, 38], failed: [1, 0] });
    expect(historyWords('The ERP', shown)).toBe(
      'In the last hour The ERP took 78 messages, at most 40 in a minute; 1 attempt failed.',
    );
  });
});
