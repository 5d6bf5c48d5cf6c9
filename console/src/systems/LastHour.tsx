import { useQuery } from '@tanstack/react-query';
import { systemHistoryQuery } from '../api/queries.ts';
import type { SystemStatus } from '../api/types.ts';
import { Sparkline } from '../ui/Sparkline.tsx';
import { bars, historyWords } from './history.ts';

const UNKNOWN = { delivered: [], failed: [] };

/** What a system took in the last hour, and what failed. */
export function LastHour({ system }: { system: SystemStatus }) {
  const history = useQuery(systemHistoryQuery(system.name)).data;
  const shown = history === undefined ? UNKNOWN : bars(history);
  return (
    <Sparkline
      values={shown.delivered}
      marks={shown.failed}
      label={
        history === undefined
          ? `The last hour of ${system.title}`
          : historyWords(system.title, shown)
      }
    />
  );
}
