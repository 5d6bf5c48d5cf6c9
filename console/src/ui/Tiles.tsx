import type { ReactNode } from 'react';
import styles from './Tiles.module.css';

/** The few numbers that a page is about; a link in one leads to what is behind it. */
export function Tiles({ children }: { children: ReactNode }) {
  return <div className={styles.tiles}>{children}</div>;
}

export function Tile({ name, value }: { name: string; value: ReactNode }) {
  return (
    <div className={styles.tile}>
      <span>{name}</span>
      <strong className="numeric">{value}</strong>
    </div>
  );
}
