import { useEffect } from 'react';
import { useLive } from './live.tsx';

const LEAST_MS = 1_000;

/** Reads again when messages have changed, at most once a second. */
export function useLiveAgain(again: () => Promise<unknown>): void {
  const live = useLive();
  useEffect(() => {
    let timer: number | undefined;
    let due = false;
    const read = () => {
      if (timer !== undefined) {
        due = true;
        return;
      }
      due = false;
      void again();
      timer = window.setTimeout(() => {
        timer = undefined;
        if (due) read();
      }, LEAST_MS);
    };
    const unsubscribe = live.messages(read);
    return () => {
      unsubscribe();
      window.clearTimeout(timer);
    };
  }, [live, again]);
}
