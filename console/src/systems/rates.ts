import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { systemsQuery } from '../api/queries.ts';
import type { SystemStatus } from '../api/types.ts';

const INTERVAL_MS = 5_000;
const MOST = 60;
const STORED_AS = 'millrace-rates';

type Rates = Record<string, number[]>;

/**
 * Where the server tells a system's rate of this minute only, the console remembers what it has seen,
 * for as long as the tab lives.
 */
export function useRates(): Rates {
  const queries = useQueryClient();
  const [rates, setRates] = useState(restored);
  useEffect(() => {
    const sample = () => {
      const systems = queries.getQueryData<{ items: SystemStatus[] }>(systemsQuery.queryKey);
      if (systems === undefined) return;
      setRates((before) => {
        const after = sampled(before, systems.items);
        sessionStorage.setItem(STORED_AS, JSON.stringify(after));
        return after;
      });
    };
    const timer = window.setInterval(sample, INTERVAL_MS);
    return () => window.clearInterval(timer);
  }, [queries]);
  return rates;
}

export function sampled(before: Rates, systems: SystemStatus[]): Rates {
  return Object.fromEntries(
    systems.map((system) => [
      system.name,
      [...(before[system.name] ?? []), system.deliveredLastMinute].slice(-MOST),
    ]),
  );
}

function restored(): Rates {
  try {
    return JSON.parse(sessionStorage.getItem(STORED_AS) ?? '{}') as Rates;
  } catch {
    return {};
  }
}
