import type { QueryClient } from '@tanstack/react-query';
import { sessionQuery, summaryQuery, systemsQuery } from './queries.ts';
import type { Items, Summary, SystemStatus } from './types.ts';

export type Connection =
  | { state: 'connecting' }
  | { state: 'live' }
  | { state: 'away'; since: number };

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15_000;
/** A hidden tab gives its connection back: browsers allow only six per server over HTTP/1.1. */
const HIDDEN_PATIENCE_MS = 60_000;

/**
 * The server's events, turned into fresh queries. Whatever happens to the connection, everything is
 * read again once it is back: events are hints, never the truth.
 */
export class LiveStream {
  private source: EventSource | null = null;
  private connection: Connection = { state: 'connecting' };
  private wait = FIRST_WAIT_MS;
  private retry: number | undefined;
  private hiding: number | undefined;
  private everLive = false;
  private readonly onConnection = new Set<() => void>();
  private readonly onMessages = new Set<(ids: string[]) => void>();

  constructor(private readonly queries: QueryClient) {}

  start(): () => void {
    document.addEventListener('visibilitychange', this.visibilityChanged);
    this.open();
    return () => {
      document.removeEventListener('visibilitychange', this.visibilityChanged);
      window.clearTimeout(this.hiding);
      this.close();
    };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.onConnection.add(listener);
    return () => this.onConnection.delete(listener);
  };

  readonly current = (): Connection => this.connection;

  /** Calls back with the ids of messages that changed; with none after a gap: read all again. */
  messages(listener: (ids: string[]) => void): () => void {
    this.onMessages.add(listener);
    return () => this.onMessages.delete(listener);
  }

  private open(): void {
    this.close();
    const source = new EventSource('/v1/stream');
    this.source = source;
    source.onopen = () => this.opened();
    source.onerror = () => this.lost(source);
    source.addEventListener('messages', (event) => {
      const { ids } = parse<{ ids: string[] }>(event);
      for (const id of ids) void this.queries.invalidateQueries({ queryKey: ['message', id] });
      for (const listener of this.onMessages) listener(ids);
    });
    source.addEventListener('systems', (event) => {
      this.queries.setQueryData(systemsQuery.queryKey, parse<Items<SystemStatus>>(event));
    });
    source.addEventListener('summary', (event) => {
      this.queries.setQueryData(summaryQuery.queryKey, parse<Summary>(event));
    });
    source.addEventListener('cases', () => {
      void this.queries.invalidateQueries({ queryKey: ['cases'] });
    });
  }

  private opened(): void {
    const wasAway = this.everLive;
    this.everLive = true;
    this.wait = FIRST_WAIT_MS;
    this.report({ state: 'live' });
    if (wasAway) {
      void this.queries.invalidateQueries();
      for (const listener of this.onMessages) listener([]);
    }
  }

  private lost(source: EventSource): void {
    if (this.source !== source) return;
    if (this.connection.state !== 'away') this.report({ state: 'away', since: Date.now() });
    // The browser gives up for good on an HTTP error (503, 401): then we try again ourselves.
    source.close();
    this.retry = window.setTimeout(() => this.open(), this.wait);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT_MS);
    void this.queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
  }

  private close(): void {
    window.clearTimeout(this.retry);
    this.source?.close();
    this.source = null;
  }

  private readonly visibilityChanged = (): void => {
    window.clearTimeout(this.hiding);
    if (document.visibilityState === 'hidden') {
      this.hiding = window.setTimeout(() => this.close(), HIDDEN_PATIENCE_MS);
    } else if (this.source === null) {
      this.open();
    }
  };

  private report(connection: Connection): void {
    this.connection = connection;
    for (const listener of this.onConnection) listener();
  }
}

function parse<T>(event: Event): T {
  return JSON.parse((event as MessageEvent<string>).data) as T;
}
