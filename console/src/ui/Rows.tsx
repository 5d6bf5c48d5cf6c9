import { Button } from '@mantine/core';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import styles from './Rows.module.css';

/** A short list inside a panel; each row leads somewhere as a whole. */
export function Rows({ children }: { children: ReactNode }) {
  return <ul className={styles.rows}>{children}</ul>;
}

interface RowProps {
  link: ReactNode;
  /** One line; what is cut off of it stands in `hint`. */
  said: ReactNode;
  hint?: string;
  extra?: ReactNode;
  at: ReactNode;
}

export function Row({ link, said, hint, extra, at }: RowProps) {
  return (
    <li>
      {link}
      <span className={styles.said} title={hint}>
        {said}
      </span>
      <span className={styles.extra}>{extra}</span>
      <span className={styles.at}>{at}</span>
    </li>
  );
}

interface MoreProps {
  list: Pick<UseInfiniteQueryResult, 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'>;
  /** How much of it is shown. */
  children: ReactNode;
}

/** Leads to the next page, as long as there is one. */
export function More({ list, children }: MoreProps) {
  if (!list.hasNextPage) return null;
  return (
    <div className={styles.more}>
      <Button
        variant="default"
        loading={list.isFetchingNextPage}
        onClick={() => void list.fetchNextPage()}
      >
        Show more
      </Button>
      <span className="quiet">{children}</span>
    </div>
  );
}
