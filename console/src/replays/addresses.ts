import { type EntryFilter, OUTCOMES, PREDICTIONS } from './api.ts';

/** Which lines of a dry run are shown; part of the address. One of the two at a time. */
export function readEntryFilter(search: Record<string, unknown>): EntryFilter {
  const outcome = OUTCOMES.find((one) => one === search['outcome']);
  if (outcome !== undefined) return { outcome };
  const prediction = PREDICTIONS.find((one) => one === search['prediction']);
  return prediction === undefined ? {} : { prediction };
}

/** Lists of plans. */
export const PLAN_LISTS = ['planned', 'running', 'done'] as const;
export type PlanList = (typeof PLAN_LISTS)[number];

export interface PlansSearch {
  state?: PlanList;
  case?: string;
}

export function readPlansSearch(search: Record<string, unknown>): PlansSearch {
  const state = PLAN_LISTS.find((one) => one === search['state']);
  const number = String(search['case']);
  return {
    ...(state === undefined ? {} : { state }),
    ...(/^\d{1,18}$/.test(number) ? { case: number } : {}),
  };
}

/** The address's part for the API. */
export function plansQueryOf(search: PlansSearch): string {
  return new URLSearchParams({ ...search }).toString();
}
