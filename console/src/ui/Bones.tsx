import styles from './Bones.module.css';

/** The shape of what is coming, so that the page does not jump when it arrives. */
export function Bones({ rows, height = 44 }: { rows: number; height?: number }) {
  return (
    <div role="status" aria-label="Loading" className={styles.bones}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bones have no identity
        <div key={row} className={styles.bone} style={{ height }} />
      ))}
    </div>
  );
}
