import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { systemsQuery } from '../api/queries.ts';
import { sentence } from '../words/states.ts';

/** Short names are nearly always abbreviations: ERP, MES, WMS. */
const LONGEST_ABBREVIATION = 4;

export function plainName(name: string): string {
  return name.length <= LONGEST_ABBREVIATION ? name.toUpperCase() : sentence(name);
}

/** What people call a system: its title in the landscape, or its name made readable. */
export function useNameOf(): (system: string) => string {
  const systems = useQuery(systemsQuery).data;
  return useCallback(
    (name) => systems?.find((system) => system.name === name)?.title ?? plainName(name),
    [systems],
  );
}
