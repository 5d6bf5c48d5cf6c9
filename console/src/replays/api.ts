import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { call } from '../api/http.ts';
import type { DeliveryState, Items } from '../api/types.ts';

export const MODES = ['resend', 'remap', 'resume', 'reroute', 'compensate', 'settle'] as const;
export type Mode = (typeof MODES)[number];

export const PREDICTIONS = ['would-post', 'duplicate', 'still-fails', 'blocked-by'] as const;
export type Prediction = (typeof PREDICTIONS)[number];

export const OUTCOMES = ['verified', 'taken', 'under-way', 'failed', 'changed', 'to-go'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export type PlanState =
  | 'planning'
  | 'planned'
  | 'approved'
  | 'running'
  | 'paused'
  | 'done'
  | 'stopped'
  | 'refused'
  | 'stale'
  | 'discarded';

export interface Scope {
  case: number | null;
  flow: string | null;
  system: string | null;
  key: string | null;
  since: string | null;
  until: string | null;
}

export interface Forecast {
  wouldPost: number;
  duplicate: number;
  stillFails: number;
  blockedBy: number;
}

export interface Progress {
  toGo: number;
  underWay: number;
  verified: number;
  taken: number;
  failed: number;
  changed: number;
}

export interface ReplayPlan {
  number: number;
  mode: Mode;
  state: PlanState;
  why: string | null;
  scope: Scope;
  rate: number;
  underWay: number;
  stopAfterFailures: number;
  plannedBy: string;
  plannedAt: string;
  reason: string;
  fourEyes: boolean;
  /** Of the dry run; what is approved is exactly that. Null until it has ended. */
  hash: string | null;
  /** Null until the dry run has ended, as the hash. */
  landscape: number | null;
  warnings: string[];
  forecast: Forecast;
  approvedBy: string | null;
  approvedAt: string | null;
  /** The reason that was given for it. */
  approval: string | null;
  startedAt: string | null;
  endedAt: string | null;
  progress: Progress;
}

export interface ReplayEntry {
  position: number;
  delivery: string;
  message: string;
  businessKey: string;
  flow: string;
  system: string;
  state: DeliveryState;
  prediction: Prediction;
  /** It may have arrived: the target is asked before anything is sent. */
  asksFirst: boolean;
  reason: string;
  blockedBy: string | null;
  /** Null before its turn, and for what does not go. */
  outcome: Outcome | null;
}

interface EntryPage {
  items: ReplayEntry[];
  next?: number;
}

export interface EntryFilter {
  prediction?: Prediction;
  outcome?: Outcome;
}

/** The request of a new plan. */
export interface NewPlan {
  mode: Mode;
  scope: Partial<{ [name in keyof Scope]: NonNullable<Scope[name]> }>;
  documents?: Record<string, string>;
  rate: number;
  underWay: number;
  stopAfterFailures: number;
  reason: string;
}

/** The stream tells of messages only, so what moves is looked at again and again. */
const WATCHED_MS = 1_000;
/** A list is dearer to count, and read for the overview. */
const LISTED_MS = 5_000;

/** Whether anything of it changes by itself. */
export function moves(plan: ReplayPlan): boolean {
  return plan.state === 'planning' || plan.state === 'running' || plan.progress.underWay > 0;
}

/** A list: `query` is a part of the address, such as `state=planned`. */
export const replaysQuery = (query: string) =>
  queryOptions({
    queryKey: ['replays', 'list', query],
    queryFn: () => call<Items<ReplayPlan>>('GET', `/v1/replays${query === '' ? '' : `?${query}`}`),
    select: (answer) => answer.items,
    refetchInterval: (asked) => (asked.state.data?.items.some(moves) ? LISTED_MS : false),
  });

export const replayQuery = (number: number) =>
  queryOptions({
    queryKey: ['replays', number],
    queryFn: () => call<ReplayPlan>('GET', `/v1/replays/${number}`),
    refetchInterval: (asked) =>
      asked.state.data !== undefined && moves(asked.state.data) ? WATCHED_MS : false,
  });

const AT_ONCE = 100;

/** The dry run line by line; read anew when the plan is in another state, and while it moves. */
export const entriesQuery = (plan: ReplayPlan, filter: EntryFilter) =>
  infiniteQueryOptions({
    queryKey: ['replays', plan.number, 'entries', plan.state, filter],
    queryFn: ({ pageParam }) => {
      const asked = new URLSearchParams({ ...filter, limit: String(AT_ONCE) });
      if (pageParam !== null) asked.set('after', String(pageParam));
      return call<EntryPage>('GET', `/v1/replays/${plan.number}/entries?${asked}`);
    },
    initialPageParam: null as number | null,
    getNextPageParam: (last: EntryPage) => last.next,
    placeholderData: keepPreviousData,
    refetchInterval: plan.state !== 'planning' && moves(plan) ? 2 * WATCHED_MS : false,
  });

export function useMakePlan() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (plan: NewPlan) => call<ReplayPlan>('POST', '/v1/replays', plan),
    onSuccess: (plan) => queries.setQueryData(['replays', plan.number], plan),
    onSettled: () => queries.invalidateQueries({ queryKey: ['replays', 'list'] }),
  });
}

export type PlanVerb = 'approve' | 'start' | 'pause' | 'resume' | 'stop' | 'discard';

export interface PlanStep {
  number: number;
  verb: PlanVerb;
  said: { reason: string; hash?: string };
}

export function useStep() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ number, verb, said }: PlanStep) =>
      call<ReplayPlan>('POST', `/v1/replays/${number}/${verb}`, said),
    onSettled: () =>
      Promise.all(
        ['replays', 'cases', 'messages', 'message'].map((key) =>
          queries.invalidateQueries({ queryKey: [key] }),
        ),
      ),
  });
}
