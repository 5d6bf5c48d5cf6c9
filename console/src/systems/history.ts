import type { SystemHistory } from '../api/types.ts';
import { count, plural } from '../words/numbers.ts';

export interface Bars {
  delivered: number[];
  failed: number[];
}

/** The minute that is not over is left out: drawn, it would look like a fall to nothing. */
export function bars(history: SystemHistory): Bars {
  const over = history.perMinute.slice(0, -1);
  return {
    delivered: over.map((one) => one.delivered),
    failed: over.map((one) => one.failed),
  };
}

/** The curve in words, for those who cannot see it. */
export function historyWords(system: string, { delivered, failed }: Bars): string {
  const sum = (values: number[]) => values.reduce((total, one) => total + one, 0);
  const most = Math.max(0, ...delivered);
  return `In the last hour ${system} took ${plural(sum(delivered), 'message')}, at most ${count(most)} in a minute; ${plural(sum(failed), 'attempt')} failed.`;
}
