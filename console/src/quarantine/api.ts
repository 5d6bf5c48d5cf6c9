import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, text } from '../api/http.ts';
import type { Items } from '../api/types.ts';

/** A document that came over a channel and was not taken by its flow. */
export interface KeptDocument {
  number: number;
  channel: string;
  channelTitle: string;
  sender: string;
  operation: string | null;
  receivedAt: string;
  lastAt: string;
  times: number;
  size: number;
  correlationId: string;
  alike: string;
  code: string;
  title: string;
  detail: string;
  wouldBeTaken: boolean;
  state: 'waiting' | 'released' | 'discarded';
  message: string | null;
  endedAt: string | null;
  endedBy: string | null;
  endedReason: string | null;
  /** Only for those who may read payloads. */
  headers?: Record<string, string>;
}

/** Documents that wait for the same reason. */
export interface KeptGroup {
  alike: string;
  channel: string;
  channelTitle: string;
  code: string;
  title: string;
  documents: number;
  wouldBeTaken: number;
  firstAt: string;
  lastAt: string;
}

/** The stream does not tell of them, so they are looked at again and again. */
const EVERY_MS = 10_000;
const SHOWN_OF_A_GROUP = 50;

export const groupsQuery = queryOptions({
  queryKey: ['quarantine', 'groups'],
  queryFn: () => call<Items<KeptGroup>>('GET', '/v1/quarantine/groups'),
  select: (answer) => answer.items,
  refetchInterval: EVERY_MS,
});

export const ofGroupQuery = (alike: string) =>
  queryOptions({
    queryKey: ['quarantine', 'alike', alike],
    queryFn: () =>
      call<Items<KeptDocument>>(
        'GET',
        `/v1/quarantine?${new URLSearchParams({ alike, state: 'waiting', limit: String(SHOWN_OF_A_GROUP) })}`,
      ),
    select: (answer) => answer.items,
    refetchInterval: EVERY_MS,
  });

export const documentQuery = (number: number) =>
  queryOptions({
    queryKey: ['quarantine', number],
    queryFn: () => call<KeptDocument>('GET', `/v1/quarantine/${number}`),
    refetchInterval: EVERY_MS,
  });

/** What came never changes, so it is asked for once. */
export const contentQuery = (number: number) =>
  queryOptions({
    queryKey: ['quarantine', number, 'content'],
    queryFn: () => text(`/v1/quarantine/${number}/content`),
    staleTime: Number.POSITIVE_INFINITY,
  });

export interface Decision {
  verb: 'release' | 'discard';
  /** One document, or all that wait for the same reason. */
  of: { number: number } | { alike: string };
}

export interface Decided {
  released?: number;
  discarded?: number;
  stillRefused: number;
  why?: string;
}

export function useDecide() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ decision, reason }: { decision: Decision; reason: string }) =>
      'number' in decision.of
        ? call<Decided>('POST', `/v1/quarantine/${decision.of.number}/${decision.verb}`, { reason })
        : call<Decided>('POST', `/v1/quarantine/${decision.verb}`, {
            alike: decision.of.alike,
            reason,
          }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['quarantine'] }),
  });
}
