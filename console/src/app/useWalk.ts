import { useState } from 'react';
import { useHotkeys } from './hotkeys.ts';

/** Walks a list by keyboard and opens what is reached; the index of that, -1 for none. */
export function useWalk<T>(items: readonly T[], open: (item: T) => void): number {
  const [at, setAt] = useState(-1);
  useHotkeys({
    j: () => setAt(Math.min(items.length - 1, at + 1)),
    k: () => setAt(Math.max(0, at - 1)),
    Enter: (event) => {
      const chosen = items[at];
      if (chosen === undefined || event.target instanceof HTMLAnchorElement) return;
      open(chosen);
    },
    Escape: () => setAt(-1),
  });
  return at;
}
