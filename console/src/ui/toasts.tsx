import { useEffect, useSyncExternalStore } from 'react';
import { Icon } from './Icon.tsx';
import styles from './toasts.module.css';

interface Toast {
  id: number;
  tone: 'done' | 'attention';
  text: string;
}

const SHOWN_MS = 6_000;
const MOST = 3;
let shown: Toast[] = [];
let next = 1;
const listeners = new Set<() => void>();

function put(toasts: Toast[]): void {
  shown = toasts;
  for (const listener of listeners) listener();
}

/** Tells what was done; read out by screen readers. */
export function tell(tone: Toast['tone'], text: string): void {
  put([...shown, { id: next++, tone, text }].slice(-MOST));
}

export function Toasts() {
  const toasts = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shown,
  );
  return (
    <div className={styles.stack} role="status" aria-live="polite">
      {toasts.map((toast) => (
        <One key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

function One({ toast }: { toast: Toast }) {
  useEffect(() => {
    const timer = window.setTimeout(
      () => put(shown.filter((other) => other.id !== toast.id)),
      SHOWN_MS,
    );
    return () => window.clearTimeout(timer);
  }, [toast.id]);
  return (
    <div className={styles.toast} data-tone={toast.tone}>
      <Icon name={toast.tone} />
      {toast.text}
    </div>
  );
}
