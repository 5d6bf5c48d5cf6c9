import { Link } from '@tanstack/react-router';
import type { StateGroup, Summary } from '../api/types.ts';
import { count } from '../words/numbers.ts';
import { GROUPS } from '../words/states.ts';
import styles from './Overview.module.css';

interface Basin {
  label: string;
  means: string;
  value: number;
  tone: StateGroup | 'neutral';
  state?: StateGroup;
}

/** The day as the mill sees it: what came in, what moves, what is dammed up, what is through. */
export function Channel({ counts }: { counts: Summary['counts'] }) {
  const basins: Basin[] = [
    {
      label: 'Accepted',
      means: 'Taken in today',
      value: counts.acceptedToday,
      tone: 'neutral',
    },
    basin('moving', counts.moving, 'On their way'),
    basin('waiting', counts.waiting, 'Kept safe, in order'),
    basin('attention', counts.attention, 'Somebody has to decide'),
    basin('done', counts.doneToday, 'Finished today'),
  ];
  return (
    <ol className={styles.channel}>
      {basins.map((one) => (
        <li key={one.label} data-tone={one.tone} data-still={one.value === 0 || undefined}>
          <Link to="/messages" search={one.state === undefined ? {} : { state: [one.state] }}>
            <span className={styles.label}>{one.label}</span>
            <strong className="numeric">{count(one.value)}</strong>
            <span className={styles.means}>{one.means}</span>
            <Water />
          </Link>
        </li>
      ))}
    </ol>
  );
}

function basin(state: StateGroup, value: number, means: string): Basin {
  return { label: GROUPS[state].label, means, value, tone: state, state };
}

function Water() {
  return (
    <svg
      viewBox="0 0 240 14"
      preserveAspectRatio="none"
      aria-hidden="true"
      className={styles.water}
    >
      <path d="M0 6c15 0 15-4 30-4s15 4 30 4 15-4 30-4 15 4 30 4 15-4 30-4 15 4 30 4 15-4 30-4 15 4 30 4v8H0z" />
    </svg>
  );
}
