import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from './http.ts';
import type { Correction, CorrectionTrial } from './types.ts';

/** Everything a person can do, as values: one dialog and one mutation serve them all. */
export type Action =
  | { kind: 'release-case'; number: number; version: number }
  | { kind: 'release'; delivery: string }
  | { kind: 'settle'; delivery: string }
  | { kind: 'cancel'; delivery: string }
  | { kind: 'hold-system'; system: string }
  | { kind: 'release-system'; system: string };

export interface Said {
  reason: string;
  document?: string;
}

export const REASON_LIMITS = { least: 3, most: 500 } as const;

export function useAct() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ action, said }: { action: Action; said: Said }) =>
      call<void>('POST', addressOf(action), {
        ...said,
        ...(action.kind === 'release-case' ? { version: action.version } : {}),
      }),
    onSettled: () => lookAgain(queries),
  });
}

function lookAgain(queries: QueryClient): Promise<unknown> {
  return Promise.all(
    ['message', 'messages', 'systems', 'cases', 'summary', 'corrections'].map((key) =>
      queries.invalidateQueries({ queryKey: [key] }),
    ),
  );
}

/** What people do to keep order in cases; none of it moves a message. */
export type CaseVerb =
  | 'acknowledge'
  | 'investigate'
  | 'wait'
  | 'assign'
  | 'snooze'
  | 'wake'
  | 'ticket'
  | 'tags'
  | 'note'
  | 'close';

export interface CaseChange {
  number: number;
  version: number;
  verb: CaseVerb;
  said: Record<string, unknown>;
}

/** The version that was seen goes along: what somebody else has changed meanwhile is not overwritten. */
export function useCaseChange() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ number, version, verb, said }: CaseChange) =>
      call<void>('POST', `/v1/cases/${number}/${verb}`, { ...said, version }),
    onSettled: () => lookAgain(queries),
  });
}

export function addressOf(action: Action): string {
  switch (action.kind) {
    case 'release-case':
      return `/v1/cases/${action.number}/release`;
    case 'release':
    case 'settle':
    case 'cancel':
      return `/v1/deliveries/${segment(action.delivery)}/${action.kind}`;
    case 'hold-system':
      return `/v1/systems/${segment(action.system)}/hold`;
    case 'release-system':
      return `/v1/systems/${segment(action.system)}/release`;
  }
}

export interface Proposal {
  message: string;
  said: Record<string, unknown>;
}

/** What would come of a correction; nothing is stored. */
export function useTrial() {
  return useMutation({
    mutationFn: ({ message, said }: Proposal) =>
      call<CorrectionTrial>('POST', `/v1/messages/${segment(message)}/corrections/check`, said),
  });
}

export function usePropose() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ message, said }: Proposal) =>
      call<Correction>('POST', `/v1/messages/${segment(message)}/corrections`, said),
    onSettled: () => lookAgain(queries),
  });
}

export function useDecide() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (of: { number: number; verb: 'approve' | 'reject' | 'withdraw'; reason: string }) =>
      call<Correction>('POST', `/v1/corrections/${of.number}/${of.verb}`, { reason: of.reason }),
    onSettled: () => lookAgain(queries),
  });
}

/** The colon of delivery ids is legal in a path (RFC 3986, section 3.3) and stays readable in logs. */
function segment(name: string): string {
  return encodeURIComponent(name).replaceAll('%3A', ':');
}
