import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Panel } from '../ui/Page.tsx';
import { WordPill } from '../ui/Pill.tsx';
import { When } from '../ui/When.tsx';
import { words } from '../words/states.ts';
import { plansQueryOf } from './addresses.ts';
import { replaysQuery } from './api.ts';
import styles from './Replays.module.css';
import { MODE, PLAN_STATE } from './words.ts';

const MOST = 5;

/** Plans that were made for a case, the newest first; nothing if there is none. */
export function ReplaysOf({ number }: { number: number }) {
  const ofCase = { case: String(number) };
  const plans = useQuery(replaysQuery(plansQueryOf(ofCase))).data ?? [];
  if (plans.length === 0) return null;
  return (
    <Panel
      title="Replays"
      aside={
        plans.length > MOST && (
          <Link to="/replays" search={ofCase}>
            All of this case
          </Link>
        )
      }
    >
      <ul className={styles.of}>
        {plans.slice(0, MOST).map((plan) => (
          <li key={plan.number}>
            <Link to="/replays/$number" params={{ number: String(plan.number) }}>
              Replay {plan.number}
            </Link>{' '}
            <WordPill said={words(PLAN_STATE, plan.state)} />{' '}
            <span className="quiet">
              {MODE[plan.mode].label}, <When at={plan.plannedAt} />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
