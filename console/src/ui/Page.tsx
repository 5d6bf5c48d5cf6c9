import type { ReactNode } from 'react';
import { useEffect } from 'react';
import type { Tone } from '../words/states.ts';
import styles from './Page.module.css';

interface PageProps {
  title: string;
  /** The browser tab's title, if the page's own is too short for it. */
  tab?: string;
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

export function Page({ title, tab, lead, actions, children }: PageProps) {
  useEffect(() => {
    document.title = `${tab ?? title} · Millrace`;
  }, [tab, title]);
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <div>
          <h1>{title}</h1>
          {lead !== undefined && <p className={styles.lead}>{lead}</p>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

export function Panel({
  title,
  aside,
  children,
}: {
  title?: string;
  aside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className={styles.panel}>
      {title !== undefined && (
        <div className={styles.panelHead}>
          <h2>{title}</h2>
          {aside}
        </div>
      )}
      {children}
    </section>
  );
}

/** What it is about, and beside it what helps: one below the other where there is no room. */
export function Columns({ aside, children }: { aside: ReactNode; children: ReactNode }) {
  return (
    <div className={styles.columns}>
      <div className={styles.column}>{children}</div>
      <div className={styles.column}>{aside}</div>
    </div>
  );
}

/** What happened, in one sentence that is read first, and what it means. */
export function Story({
  tone,
  title,
  children,
}: {
  tone: Tone;
  title: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className={styles.story} data-tone={tone}>
      <p className={styles.said}>{title}</p>
      {children}
    </div>
  );
}
