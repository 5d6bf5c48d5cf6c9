import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useNameOf } from '../app/names.ts';
import { Bones } from '../ui/Bones.tsx';
import { Failed } from '../ui/Notice.tsx';
import { Panel } from '../ui/Page.tsx';
import { WordPill } from '../ui/Pill.tsx';
import { More } from '../ui/Rows.tsx';
import table from '../ui/Table.module.css';
import tiles from '../ui/Tiles.module.css';
import { Tiles } from '../ui/Tiles.tsx';
import { count, plural } from '../words/numbers.ts';
import { words } from '../words/states.ts';
import {
  type EntryFilter,
  entriesQuery,
  PREDICTIONS,
  type ReplayEntry,
  type ReplayPlan,
} from './api.ts';
import styles from './Replays.module.css';
import { FORECAST_OF, OUTCOME, PREDICTION, PROGRESS_OF, total } from './words.ts';

interface DryRunProps {
  plan: ReplayPlan;
  filter: EntryFilter;
}

/** The four numbers of the dry run; each shows its own lines below, pressed again all of them. */
export function Forecasts({ plan, filter }: DryRunProps) {
  return (
    <Tiles>
      {PREDICTIONS.map((prediction) => {
        const chosen = filter.prediction === prediction;
        const number = plan.forecast[FORECAST_OF[prediction]];
        return (
          <Link
            key={prediction}
            to="/replays/$number"
            params={{ number: String(plan.number) }}
            search={chosen ? {} : { prediction }}
            replace
            resetScroll={false}
            className={tiles.tile}
            data-tone={PREDICTION[prediction].tone}
            data-none={number === 0 || undefined}
            aria-current={chosen ? 'true' : undefined}
            title={PREDICTION[prediction].means}
          >
            <span>{PREDICTION[prediction].label}</span>
            <strong className="numeric">{count(number)}</strong>
          </Link>
        );
      })}
    </Tiles>
  );
}

/** Line by line, in the order in which they go. */
export function DryRun({ plan, filter }: DryRunProps) {
  const entries = useInfiniteQuery(entriesQuery(plan, filter));
  const shown = entries.data?.pages.flatMap((page) => page.items) ?? [];
  const filtered = filter.prediction !== undefined || filter.outcome !== undefined;
  return (
    <Panel
      title={titleOf(filter)}
      aside={
        filtered && (
          <Link
            to="/replays/$number"
            params={{ number: String(plan.number) }}
            search={{}}
            replace
            resetScroll={false}
          >
            Show all
          </Link>
        )
      }
    >
      {entries.isPending && <Bones rows={5} />}
      {entries.isError && entries.data === undefined && (
        <Failed failure={entries.error} again={() => entries.refetch()} />
      )}
      {entries.isSuccess && shown.length === 0 && (
        <p className={styles.none}>
          {filtered ? 'None of them.' : 'There is nothing in the scope of this plan.'}
        </p>
      )}
      {shown.length > 0 && <Lines entries={shown} started={plan.startedAt !== null} />}
      <More list={entries}>
        The first {count(shown.length)} of {plural(expected(plan, filter), 'message')}.
      </More>
    </Panel>
  );
}

function titleOf({ prediction, outcome }: EntryFilter): string {
  if (outcome !== undefined) return `Messages: ${OUTCOME[outcome].label.toLowerCase()}`;
  return prediction === undefined
    ? 'Messages, in the order in which they go'
    : `Messages: ${PREDICTION[prediction].label.toLowerCase()}`;
}

function expected({ forecast, progress }: ReplayPlan, { prediction, outcome }: EntryFilter) {
  if (outcome !== undefined) return progress[PROGRESS_OF[outcome]];
  return prediction === undefined ? total(forecast) : forecast[FORECAST_OF[prediction]];
}

function Lines({ entries, started }: { entries: ReplayEntry[]; started: boolean }) {
  return (
    <table className={`${table.table} ${styles.lines}`}>
      <thead>
        <tr>
          <th>Key</th>
          <th>Target</th>
          <th>Dry run</th>
          {started && <th>What became of it</th>}
          <th>Said by the dry run</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <Line key={entry.position} entry={entry} started={started} />
        ))}
      </tbody>
    </table>
  );
}

function Line({ entry, started }: { entry: ReplayEntry; started: boolean }) {
  const nameOf = useNameOf();
  const outcome = entry.outcome ?? (entry.prediction === 'would-post' ? 'to-go' : null);
  return (
    <tr>
      <td>
        <Link to="/messages/$id" params={{ id: entry.message }} className={`key ${styles.key}`}>
          {entry.businessKey}
        </Link>
      </td>
      <td className={styles.target}>{nameOf(entry.system)}</td>
      <td>
        <WordPill said={words(PREDICTION, entry.prediction)} />
      </td>
      {started && <td>{outcome !== null && <WordPill said={words(OUTCOME, outcome)} />}</td>}
      <td
        className={styles.why}
        data-plain={(entry.prediction === 'would-post' && !entry.asksFirst) || undefined}
      >
        {entry.reason.replaceAll('`', '')}
        {entry.blockedBy !== null && (
          <>
            {'. '}
            <Link to="/messages/$id" params={{ id: entry.blockedBy.split(':')[0] ?? '' }}>
              See what it waits for
            </Link>
          </>
        )}
      </td>
    </tr>
  );
}
