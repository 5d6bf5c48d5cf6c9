import { useDebouncedCallback } from '@mantine/hooks';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useHotkeys } from '../app/hotkeys.ts';
import { Bones } from '../ui/Bones.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Failed } from '../ui/Notice.tsx';
import { Page } from '../ui/Page.tsx';
import { plural } from '../words/numbers.ts';
import { FilterBar } from './FilterBar.tsx';
import { type MessageFilters, stillFits } from './filters.ts';
import { GroupTabs } from './GroupTabs.tsx';
import { MessageRow } from './MessageRow.tsx';
import styles from './MessagesPage.module.css';
import { NoMessages } from './NoMessages.tsx';
import { useMessageList } from './useMessageList.ts';

const route = getRouteApi('/messages');
const TOP_PX = 8;
/** The next page is asked for when its place is this near. */
const AHEAD = '600px';

export function MessagesPage() {
  const filters = route.useSearch();
  const navigate = useNavigate();
  const [selected, setSelected] = useState<string | null>(null);
  const [pointing, setPointing] = useState(false);
  const scrolled = useScrolled();
  const { list, items, held, torn, show } = useMessageList(
    filters,
    scrolled || pointing || selected !== null,
  );
  const search = useRef<HTMLInputElement>(null);

  const apply = (next: MessageFilters) => {
    setSelected(null);
    void navigate({ to: '/messages', search: next, replace: true });
  };
  const move = (step: number) => {
    const at = items.findIndex((item) => item.id === selected);
    const next = items[Math.min(items.length - 1, Math.max(0, at < 0 ? 0 : at + step))];
    if (next === undefined) return;
    setSelected(next.id);
    document.getElementById(`row-${next.id}`)?.scrollIntoView({ block: 'nearest' });
  };
  const showNew = () => {
    setSelected(null);
    document.getElementById('main')?.scrollTo({ top: 0 });
    show();
  };
  useHotkeys({
    '/': (event) => {
      event.preventDefault();
      search.current?.select();
    },
    j: () => move(1),
    k: () => move(-1),
    n: showNew,
    Enter: (event) => {
      if (selected === null || event.target instanceof HTMLAnchorElement) return;
      void navigate({ to: '/messages/$id', params: { id: selected } });
    },
    Escape: () => setSelected(null),
  });
  const more = useMore(() => {
    if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage();
  });

  return (
    <Page
      title="Messages"
      lead="Every business message, newest first. Changes appear by themselves."
    >
      <div className={styles.tools}>
        <GroupTabs filters={filters} apply={apply} />
        <FilterBar filters={filters} apply={apply} seen={items} searchRef={search} />
      </div>
      {(held > 0 || torn) && (
        <div className={styles.newBar} role="status">
          <button type="button" onClick={showNew}>
            <Icon name="arrow" size={16} />
            {torn ? 'Many new' : `${held} new`}
            <span className="unseen">. Show them</span>
          </button>
        </div>
      )}
      <section className={styles.list} aria-label="Messages" aria-busy={list.isFetching}>
        {/* biome-ignore lint/a11y/useSemanticElements: rows are grids that fold on narrow screens, which table elements cannot */}
        <div role="table" aria-label="Messages">
          <Heads />
          {/* biome-ignore lint/a11y/useSemanticElements: see above */}
          <div
            role="rowgroup"
            onPointerEnter={(event) => setPointing(event.pointerType === 'mouse')}
            onPointerLeave={() => setPointing(false)}
          >
            {items.map((message) => (
              <MessageRow
                key={message.id}
                message={message}
                selected={message.id === selected}
                moved={!stillFits(filters, message)}
              />
            ))}
          </div>
        </div>
        {list.isPending && <Bones rows={9} />}
        {list.isError && <Failed failure={list.error} again={() => list.refetch()} />}
        {list.isSuccess && items.length === 0 && (
          <NoMessages filters={filters} clear={() => apply({})} />
        )}
        {list.isFetchingNextPage && <Bones rows={3} />}
        <div ref={more} />
      </section>
      {list.isSuccess && !list.hasNextPage && items.length > 0 && (
        <p className={styles.end}>{plural(items.length, 'message')}. That is all.</p>
      )}
    </Page>
  );
}

function Heads() {
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: part of the grid */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: head cells have no action */}
      <div role="row" className={styles.heads}>
        {['Technical', 'Business', 'What', 'From → to', 'What happens', 'Accepted'].map((name) => (
          // biome-ignore lint/a11y/useSemanticElements: part of the grid
          // biome-ignore lint/a11y/useFocusableInteractive: head cells have no action
          <span role="columnheader" key={name}>
            {name}
          </span>
        ))}
      </div>
    </>
  );
}

/** Whether the reader has left the top of the page. */
function useScrolled(): boolean {
  const [scrolled, setScrolled] = useState(false);
  const settle = useDebouncedCallback((at: number) => setScrolled(at > TOP_PX), 30);
  useEffect(() => {
    const main = document.getElementById('main');
    const moved = () => settle(main?.scrollTop ?? 0);
    main?.addEventListener('scroll', moved, { passive: true });
    return () => main?.removeEventListener('scroll', moved);
  }, [settle]);
  return scrolled;
}

function useMore(load: () => void) {
  const latest = useRef(load);
  latest.current = load;
  const mark = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (mark.current === null) return undefined;
    const watcher = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) latest.current();
      },
      { root: document.getElementById('main'), rootMargin: AHEAD },
    );
    watcher.observe(mark.current);
    return () => watcher.disconnect();
  }, []);
  return mark;
}
