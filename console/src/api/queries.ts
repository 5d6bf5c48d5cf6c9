import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call, Refusal, text } from './http.ts';
import type {
  Case,
  CaseDetail,
  Correction,
  CorrectionView,
  Items,
  MessageDetail,
  MessagePage,
  Session,
  Summary,
  SystemHistory,
  SystemStatus,
} from './types.ts';

export const PAGE_SIZE = 50;
/** The API's limit for one page. */
export const LARGEST_PAGE = 200;

const MINUTE_MS = 60_000;

/** Null when nobody is signed in, which is no failure. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async (): Promise<Session | null> => {
    try {
      return await call<Session>('GET', '/v1/session');
    } catch (failure) {
      if (failure instanceof Refusal && failure.status === 401) return null;
      throw failure;
    }
  },
  staleTime: 60_000,
});

export const summaryQuery = queryOptions({
  queryKey: ['summary'],
  queryFn: () => call<Summary>('GET', '/v1/summary'),
  refetchInterval: 30_000,
});

export const systemsQuery = queryOptions({
  queryKey: ['systems'],
  queryFn: () => call<Items<SystemStatus>>('GET', '/v1/systems'),
  select: (answer) => answer.items,
  refetchInterval: 30_000,
});

/** Minute by minute, so there is no need to ask more often. */
export const systemHistoryQuery = (name: string) =>
  queryOptions({
    queryKey: ['systems', name, 'history'],
    queryFn: () => call<SystemHistory>('GET', `/v1/systems/${encodeURIComponent(name)}/history`),
    staleTime: MINUTE_MS / 2,
    refetchInterval: MINUTE_MS / 2,
  });

/** An inbox: `query` is a part of the address, such as `mine=true`. */
export const casesQuery = (query: string) =>
  queryOptions({
    queryKey: ['cases', 'list', query],
    queryFn: () => call<Items<Case>>('GET', `/v1/cases${query === '' ? '' : `?${query}`}`),
    select: (answer) => answer.items,
  });

export const caseQuery = (number: number) =>
  queryOptions({
    queryKey: ['cases', number],
    queryFn: () => call<CaseDetail>('GET', `/v1/cases/${number}`),
    // While its messages go again, its progress is watched.
    refetchInterval: (query) => (query.state.data?.state === 'replaying' ? 2_000 : false),
  });

export const correctionsQuery = (message: string) =>
  queryOptions({
    queryKey: ['corrections', message],
    queryFn: () =>
      call<CorrectionView>('GET', `/v1/messages/${encodeURIComponent(message)}/corrections`),
  });

/** What waits for somebody's approval. */
export const proposedQuery = queryOptions({
  queryKey: ['corrections', 'proposed'],
  queryFn: () => call<Items<Correction>>('GET', '/v1/corrections'),
  select: (answer) => answer.items,
});

export const messageQuery = (id: string) =>
  queryOptions({
    queryKey: ['message', id],
    queryFn: () => call<MessageDetail>('GET', `/v1/messages/${encodeURIComponent(id)}`),
  });

/** What came never changes, so it is asked for once. */
export const payloadQuery = (id: string) =>
  queryOptions({
    queryKey: ['payload', id],
    queryFn: () => text(`/v1/messages/${encodeURIComponent(id)}/payload`),
    staleTime: Number.POSITIVE_INFINITY,
  });

export function fetchMessages(
  query: URLSearchParams,
  before: string | null,
  limit = PAGE_SIZE,
): Promise<MessagePage> {
  const asked = new URLSearchParams(query);
  asked.set('limit', String(limit));
  if (before !== null) asked.set('before', before);
  return call<MessagePage>('GET', `/v1/messages?${asked}`);
}

/** What waits in a case, page by page. */
export const membersQuery = (number: number) => {
  const query = new URLSearchParams({ case: String(number) });
  return infiniteQueryOptions({
    queryKey: ['messages', 'of-case', number],
    queryFn: ({ pageParam }) => fetchMessages(query, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (last: MessagePage) => last.next,
  });
};

export const messagesQuery = (query: URLSearchParams) =>
  infiniteQueryOptions({
    queryKey: ['messages', query.toString()],
    queryFn: ({ pageParam }) => fetchMessages(query, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (last: MessagePage) => last.next,
    // The live list merges changes itself; refetching all pages would make rows jump.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
