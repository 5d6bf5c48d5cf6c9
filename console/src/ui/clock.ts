import { useSyncExternalStore } from 'react';

/** One clock for all relative times on the page, so that they change together. */
const TICK_MS = 1_000;
const listeners = new Set<() => void>();
let now = Date.now();
let timer: number | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= window.setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      window.clearInterval(timer);
      timer = undefined;
    }
  };
}

function current(): number {
  if (timer === undefined) now = Date.now();
  return now;
}

export function useTextAt(text: (now: number) => string): string {
  return useSyncExternalStore(subscribe, () => text(current()));
}
