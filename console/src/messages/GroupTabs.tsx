import { useQuery } from '@tanstack/react-query';
import { summaryQuery } from '../api/queries.ts';
import { STATE_GROUPS, type StateGroup, type Summary } from '../api/types.ts';
import { count } from '../words/numbers.ts';
import { GROUPS } from '../words/states.ts';
import { chosenGroup, type MessageFilters, withFilter } from './filters.ts';
import styles from './MessagesPage.module.css';

interface GroupTabsProps {
  filters: MessageFilters;
  apply: (filters: MessageFilters) => void;
}

/** The four groups with their counts; the chosen one is part of the address. */
export function GroupTabs({ filters, apply }: GroupTabsProps) {
  const counts = useQuery(summaryQuery).data?.counts;
  const chosen = chosenGroup(filters);
  return (
    <fieldset className={styles.tabs}>
      <legend className="unseen">State</legend>
      <Tab
        label="All"
        pressed={filters.state === undefined}
        choose={() => apply(withFilter(filters, 'state', null))}
      />
      {STATE_GROUPS.map((group) => (
        <Tab
          key={group}
          label={GROUPS[group].label}
          means={group === 'done' ? 'Finished. The number is of today.' : GROUPS[group].means}
          tone={group}
          number={counts && numberOf(counts, group)}
          pressed={chosen === group}
          choose={() => apply(withFilter(filters, 'state', chosen === group ? null : [group]))}
        />
      ))}
    </fieldset>
  );
}

function numberOf(counts: Summary['counts'], group: StateGroup): number {
  return group === 'done' ? counts.doneToday : counts[group];
}

interface TabProps {
  label: string;
  means?: string;
  tone?: StateGroup;
  number?: number | undefined;
  pressed: boolean;
  choose: () => void;
}

function Tab({ label, means, tone, number, pressed, choose }: TabProps) {
  return (
    <button
      type="button"
      className={styles.tab}
      data-tone={tone ?? 'neutral'}
      aria-pressed={pressed}
      title={means}
      onClick={choose}
    >
      {tone !== undefined && <span className={styles.dot} />}
      {label}
      {number !== undefined && <span className={styles.number}>{count(number)}</span>}
    </button>
  );
}
