import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Refusal, Unreachable } from '../api/http.ts';
import { Icon, type IconName } from './Icon.tsx';
import styles from './Notice.module.css';

/** An empty place that says why it is empty and what to do. */
export function Notice({
  icon,
  title,
  children,
}: {
  icon: IconName;
  title: string;
  children?: ReactNode;
}) {
  return (
    <div className={styles.notice}>
      <span className={styles.icon}>
        <Icon name={icon} size={24} />
      </span>
      <h3>{title}</h3>
      {children !== undefined && <div className={styles.text}>{children}</div>}
    </div>
  );
}

/** What went wrong with loading, in plain words, with the one thing that can be done. */
export function Failed({ failure, again }: { failure: unknown; again: () => void }) {
  if (failure instanceof Refusal && failure.status === 404) {
    return (
      <Notice icon="search" title="Not found">
        It does not exist, it is older than what is kept, or it is not yours to see.
      </Notice>
    );
  }
  if (failure instanceof Refusal && failure.status === 403) {
    return (
      <Notice icon="lock" title="Your key may not see this">
        Ask whoever runs Millrace at your site for a key with the right to read it.
      </Notice>
    );
  }
  return (
    <Notice
      icon="retry"
      title={failure instanceof Unreachable ? 'No answer from Millrace' : 'That did not work'}
    >
      <p>{saying(failure)}</p>
      <Button variant="default" onClick={again} mt="sm">
        Try again
      </Button>
    </Notice>
  );
}

/** A failure as one sentence for a person; never a stack trace. */
export function saying(failure: unknown): string {
  if (failure instanceof Refusal) {
    const id = failure.problem.correlationId;
    return id === undefined ? failure.message : `${failure.message} (for support: ${id})`;
  }
  if (failure instanceof Unreachable)
    return 'The server does not answer. Nothing was changed here.';
  return 'The console could not read the answer. Reload the page; if it stays, tell your support.';
}
