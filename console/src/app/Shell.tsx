import { useQuery } from '@tanstack/react-query';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { summaryQuery } from '../api/queries.ts';
import type { Session } from '../api/types.ts';
import { Away } from './Away.tsx';
import { Help } from './Help.tsx';
import { useHotkeys } from './hotkeys.ts';
import { Navigation } from './Navigation.tsx';
import styles from './Shell.module.css';

export function Shell({ session, children }: { session: Session; children: ReactNode }) {
  const [helping, setHelping] = useState(false);
  const navigate = useNavigate();
  const summary = useQuery(summaryQuery).data;
  const path = useRouterState({ select: (state) => state.location.pathname });

  useEffect(() => {
    // A keyboard reader starts at the new page, not at the link that led to it.
    if (path !== '') document.getElementById('main')?.focus({ preventScroll: true });
  }, [path]);

  useHotkeys({
    '?': () => setHelping(true),
    'g o': () => void navigate({ to: '/' }),
    'g m': () => void navigate({ to: '/messages' }),
    'g s': () => void navigate({ to: '/systems' }),
    'g c': () => void navigate({ to: '/cases' }),
    'g r': () => void navigate({ to: '/replays' }),
    '/': (event) => {
      if (path === '/messages') return;
      event.preventDefault();
      void navigate({ to: '/messages' }).then(() =>
        window.setTimeout(() => document.getElementById('search')?.focus(), 50),
      );
    },
  });

  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main">
        Skip to the content
      </a>
      <Navigation session={session} summary={summary} onHelp={() => setHelping(true)} />
      <div className={styles.side}>
        <Away />
        <main id="main" tabIndex={-1} className={styles.main} data-scroll-restoration-id="main">
          {children}
        </main>
      </div>
      <Help opened={helping} onClose={() => setHelping(false)} />
    </div>
  );
}
