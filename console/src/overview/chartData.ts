import type { Minute } from '../api/types.ts';

export type Columns = [number[], number[], number[], number[]];

/** The current minute is not over: drawn, it would look like a fall to nothing. */
export function columns(minutes: Minute[], now: number): Columns {
  const over = minutes.filter((one) => Date.parse(one.minute) + 60_000 <= now);
  return [
    over.map((one) => Date.parse(one.minute) / 1000),
    over.map((one) => one.accepted),
    over.map((one) => one.confirmed),
    over.map((one) => one.failed),
  ];
}

/** The chart in words, for those who cannot see it. */
export function chartWords(minutes: Minute[]): string {
  const sum = (of: (one: Minute) => number) => minutes.reduce((total, one) => total + of(one), 0);
  return `In the last hour ${sum((one) => one.accepted)} messages were accepted, ${sum((one) => one.confirmed)} confirmed, ${sum((one) => one.failed)} failed.`;
}
