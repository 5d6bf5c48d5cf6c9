import { type InfiniteData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useLive } from '../api/live.tsx';
import { messagesQuery } from '../api/queries.ts';
import type { Message, MessagePage } from '../api/types.ts';
import { type MessageFilters, toQuery } from './filters.ts';
import { merge, reveal } from './merge.ts';
import { Paced, readLatest } from './refresh.ts';

const REFRESH_MS = 1_000;
/** A list longer than this starts over with the newest page when the reader is at its top. */
const LONGEST_LIST = 500;

type Pages = InfiniteData<MessagePage, string | null>;

/** The live list: pages downwards, new arrivals on top, changes in place. */
export function useMessageList(filters: MessageFilters, hold: boolean) {
  const queries = useQueryClient();
  const live = useLive();
  const asked = toQuery(filters).toString();
  const options = useMemo(() => messagesQuery(new URLSearchParams(asked)), [asked]);
  const list = useInfiniteQuery(options);
  const [held, setHeld] = useState<Message[]>([]);
  const state = useRef({ hold, held, torn: false });
  state.current.hold = hold;
  state.current.held = held;

  const refresh = useCallback(
    async (ids: Set<string>) => {
      const shown = queries.getQueryData<Pages>(options.queryKey);
      if (shown === undefined) return;
      const known = new Set(shown.pages.flatMap((page) => page.items.map((item) => item.id)));
      const latest = await readLatest(queries, new URLSearchParams(asked), (newest) => {
        const fresh = new Set(newest.map((item) => item.id));
        return [...known].filter((id) => ids.has(id) && !fresh.has(id));
      });
      const now = state.current;
      const total = latest.newest.length;
      const meets = latest.newest.some((item) => known.has(item.id) || isHeld(now.held, item));
      // More arrived than fits a page: what is shown no longer joins up with the newest.
      now.torn ||= total > 0 && latest.next !== null && !meets;
      if (!now.hold && (now.torn || known.size > LONGEST_LIST)) {
        now.torn = false;
        setHeld([]);
        queries.setQueryData<Pages>(options.queryKey, {
          pages: [{ items: latest.newest, next: latest.next }],
          pageParams: [null],
        });
        return;
      }
      const current = queries.getQueryData<Pages>(options.queryKey) ?? shown;
      const merged = merge(
        current.pages,
        now.held,
        [...latest.newest, ...latest.changed],
        now.hold,
      );
      queries.setQueryData<Pages>(options.queryKey, { ...current, pages: merged.pages });
      setHeld(merged.held);
    },
    [queries, options, asked],
  );

  useEffect(() => {
    setHeld([]);
    state.current.torn = false;
    const paced = new Paced(REFRESH_MS, refresh);
    paced.request([]);
    const unsubscribe = live.messages((ids) => paced.request(ids));
    return () => {
      unsubscribe();
      paced.stop();
    };
  }, [live, refresh]);

  const show = useCallback(() => {
    if (state.current.torn) {
      state.current.torn = false;
      setHeld([]);
      void queries.resetQueries({ queryKey: options.queryKey });
      return;
    }
    const arrived = state.current.held;
    setHeld([]);
    queries.setQueryData<Pages>(options.queryKey, (pages) =>
      pages === undefined ? pages : { ...pages, pages: reveal(pages.pages, arrived) },
    );
  }, [queries, options]);

  useEffect(() => {
    if (!hold && held.length > 0) show();
  }, [hold, held.length, show]);

  const items = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  return { list, items, held: held.length, torn: state.current.torn, show };
}

function isHeld(held: Message[], item: Message): boolean {
  return held.some((message) => message.id === item.id);
}
