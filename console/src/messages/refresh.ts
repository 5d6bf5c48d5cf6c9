import type { QueryClient } from '@tanstack/react-query';
import { fetchMessages, LARGEST_PAGE, messageQuery, PAGE_SIZE } from '../api/queries.ts';
import type { Message, MessageDetail } from '../api/types.ts';

/** Changed rows asked for one by one; beyond that one larger page is cheaper for the server. */
const MOST_SINGLE = 12;

export interface Latest {
  newest: Message[];
  next: string | null;
  changed: Message[];
}

/** Reads the newest page, and those changed rows that are shown further down. */
export async function readLatest(
  queries: QueryClient,
  query: URLSearchParams,
  changedBelow: (newest: Message[]) => string[],
): Promise<Latest> {
  const first = await fetchMessages(query, null, PAGE_SIZE);
  const below = changedBelow(first.items);
  if (below.length === 0) return { newest: first.items, next: first.next, changed: [] };
  if (below.length > MOST_SINGLE) {
    const larger = await fetchMessages(query, null, LARGEST_PAGE);
    return { newest: first.items, next: first.next, changed: larger.items };
  }
  const details = await Promise.allSettled(
    below.map((id) => queries.fetchQuery({ ...messageQuery(id), staleTime: 0 })),
  );
  const changed = details.flatMap((one) => (one.status === 'fulfilled' ? [asItem(one.value)] : []));
  return { newest: first.items, next: first.next, changed };
}

/** A message's page as a row of the list. */
export function asItem(detail: MessageDetail): Message {
  return {
    ...detail,
    deliveries: detail.deliveries.map((delivery) => ({
      ...delivery,
      attempts: delivery.attempts.length,
    })),
  };
}

/** Calls at most once per interval and never twice at a time, with all ids since the last call. */
export class Paced {
  private ids = new Set<string>();
  private due = false;
  private running = false;
  private timer: number | undefined;

  constructor(
    private readonly intervalMs: number,
    private readonly run: (ids: Set<string>) => Promise<void>,
  ) {}

  request(ids: Iterable<string>): void {
    for (const id of ids) this.ids.add(id);
    this.due = true;
    if (!this.running && this.timer === undefined) void this.go();
  }

  stop(): void {
    window.clearTimeout(this.timer);
    this.due = false;
  }

  private async go(): Promise<void> {
    this.timer = undefined;
    if (!this.due) return;
    this.due = false;
    this.running = true;
    const ids = this.ids;
    this.ids = new Set();
    try {
      await this.run(ids);
    } catch {
      // The server is away: the banner says so, and all is read again once it is back.
    } finally {
      this.running = false;
      this.timer = window.setTimeout(() => void this.go(), this.intervalMs);
    }
  }
}
