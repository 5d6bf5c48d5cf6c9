import { exact } from '../words/time.ts';

/** Relative periods offered; the address keeps the moment they began, so that a link stays true. */
export const PERIODS = ['PT1H', 'PT8H', 'today', 'P7D'] as const;

const HOUR = 3_600_000;

export function periodStart(period: string, now: Date): string {
  switch (period) {
    case 'PT1H':
      return new Date(now.getTime() - HOUR).toISOString();
    case 'PT8H':
      return new Date(now.getTime() - 8 * HOUR).toISOString();
    case 'today':
      return new Date(now.getFullYear(), now.getMonth(), now.getDate()).toISOString();
    case 'P7D':
      return new Date(now.getTime() - 7 * 24 * HOUR).toISOString();
    default:
      return period;
  }
}

export function periodWords(period: string): string {
  switch (period) {
    case 'PT1H':
      return 'Last hour';
    case 'PT8H':
      return 'Last 8 hours';
    case 'today':
      return 'Today';
    case 'P7D':
      return 'Last 7 days';
    default:
      return `Since ${exact(period)}`;
  }
}
