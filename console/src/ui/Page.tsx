import type { ReactNode } from 'react';
import { useEffect } from 'react';
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
        {actions}
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
