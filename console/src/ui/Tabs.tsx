import type { ReactNode } from 'react';
import styles from './Tabs.module.css';

/** Links to the same page's other lists; the present one has `aria-current`. */
export function Tabs({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav className={styles.tabs} aria-label={label}>
      {children}
    </nav>
  );
}
