import type { Mode, NewPlan, Scope } from './api.ts';
import { MODES } from './api.ts';

/** What a link to the form sets already; part of the address. */
export interface PlanSearch {
  case?: string;
  mode?: Mode;
  flow?: string;
  system?: string;
  key?: string;
  since?: string;
  until?: string;
}

const TEXTS = ['flow', 'system', 'key', 'since', 'until'] as const;
const CASE_NUMBER = /^\d{1,18}$/;
const LONGEST_VALUE = 255;

/** What is not understood is passed over. */
export function readPlanSearch(search: Record<string, unknown>): PlanSearch {
  const read: PlanSearch = {};
  const mode = MODES.find((one) => one === search['mode']);
  if (mode !== undefined) read.mode = mode;
  if (CASE_NUMBER.test(String(search['case']))) read.case = String(search['case']);
  for (const name of TEXTS) {
    const value = search[name];
    if (typeof value === 'string' && value !== '') read[name] = value.slice(0, LONGEST_VALUE);
  }
  return read;
}

/** The address of the form that would make the same plan. */
export function searchOf(scope: Scope, mode: Mode): PlanSearch {
  const search: PlanSearch = { mode };
  if (scope.case !== null) search.case = String(scope.case);
  for (const name of TEXTS) {
    const value = scope[name];
    if (value !== null) search[name] = value;
  }
  return search;
}

/** The fields as they were typed; times as the browser's own field has them. */
export interface PlanFields {
  case: string | null;
  flow: string;
  system: string;
  key: string;
  since: string;
  until: string;
  mode: Mode;
  documents: string;
  rate: number;
  underWay: number;
  stopAfterFailures: number;
  reason: string;
}

/** The API's bounds and what it takes unless told otherwise. */
export const PACE = {
  rate: { most: 1_000, usual: 20 },
  underWay: { most: 2_000, usual: 50 },
  stopAfterFailures: { most: 100_000, usual: 10 },
} as const;

export const LONGEST_RANGE_DAYS = 31;
const DAY_MS = 86_400_000;
export const MOST_DOCUMENTS = 10_000;
const LONGEST_DOCUMENT = 100;

export interface Documents {
  byKey: Record<string, string>;
  count: number;
  problem: string | null;
}

/** Two columns as they come out of a spreadsheet: key, then document number. */
export function readDocuments(text: string): Documents {
  const byKey = new Map<string, string>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const [key = '', document = '', more] = columns(line);
    const at = `Line ${index + 1}`;
    if (key === '' || document === '') return wrong(`${at}: a key and a number are needed.`);
    if (more !== undefined) return wrong(`${at}: more than two columns.`);
    if (document.length > LONGEST_DOCUMENT) {
      return wrong(`${at}: a number has at most ${LONGEST_DOCUMENT} characters.`);
    }
    if ((byKey.get(key) ?? document) !== document) {
      return wrong(`${at}: ${key} stands there twice, with different numbers.`);
    }
    byKey.set(key, document);
    if (byKey.size > MOST_DOCUMENTS) return wrong(`At most ${MOST_DOCUMENTS} documents at a time.`);
  }
  return { byKey: Object.fromEntries(byKey), count: byKey.size, problem: null };
}

function wrong(problem: string): Documents {
  return { byKey: {}, count: 0, problem };
}

/** Tabs first, as a spreadsheet gives them: keys may have blanks, commas and semicolons in them. */
function columns(line: string): string[] {
  const separator = ['\t', ';', ','].find((one) => line.includes(one)) ?? /\s+/;
  return line
    .trim()
    .split(separator)
    .map((part) => part.trim());
}

/** What is still missing or wrong, as one sentence; null if a plan can be made of it. */
export function missing(fields: PlanFields, now: number): string | null {
  return missingScope(fields, now) ?? missingRest(fields);
}

function missingScope(fields: PlanFields, now: number): string | null {
  if (fields.case !== null) return null;
  const since = Date.parse(fields.since);
  const until = fields.until === '' ? now : Date.parse(fields.until);
  if (Number.isNaN(since)) return 'Say from when on.';
  if (since > now) return 'The beginning lies in the future.';
  if (Number.isNaN(until)) return 'The end is no time.';
  if (until <= since) return 'The end lies before the beginning.';
  return until - since > LONGEST_RANGE_DAYS * DAY_MS
    ? `A plan spans at most ${LONGEST_RANGE_DAYS} days.`
    : null;
}

function missingRest(fields: PlanFields): string | null {
  if (fields.mode === 'settle') {
    const { count, problem } = readDocuments(fields.documents);
    if (problem !== null) return problem;
    if (count === 0) return 'Paste the keys with their document numbers.';
  }
  for (const name of ['rate', 'underWay', 'stopAfterFailures'] as const) {
    const value = fields[name];
    if (!Number.isInteger(value) || value < 1 || value > PACE[name].most) {
      return `The pace takes whole numbers, from 1 to ${PACE[name].most} there.`;
    }
  }
  return null;
}

export function requestOf(fields: PlanFields): NewPlan {
  return {
    mode: fields.mode,
    scope: scopeOf(fields),
    ...(fields.mode === 'settle' ? { documents: readDocuments(fields.documents).byKey } : {}),
    rate: fields.rate,
    underWay: fields.underWay,
    stopAfterFailures: fields.stopAfterFailures,
    reason: fields.reason.trim(),
  };
}

function scopeOf(fields: PlanFields): NewPlan['scope'] {
  if (fields.case !== null) return { case: Number(fields.case) };
  const text = (name: 'flow' | 'system' | 'key') =>
    fields[name].trim() === '' ? {} : { [name]: fields[name].trim() };
  return {
    since: new Date(fields.since).toISOString(),
    ...(fields.until === '' ? {} : { until: new Date(fields.until).toISOString() }),
    ...text('flow'),
    ...text('system'),
    ...text('key'),
  };
}
