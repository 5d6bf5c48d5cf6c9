import { useNameOf } from '../app/names.ts';
import { When } from '../ui/When.tsx';
import { actorWords } from '../words/actors.ts';
import type { ReplayPlan } from './api.ts';
import styles from './Way.module.css';
import { wayOf } from './way.ts';

/** Where the plan is on its way from the dry run to its end. */
export function Way({ plan }: { plan: ReplayPlan }) {
  const nameOf = useNameOf();
  return (
    <ol className={styles.way} aria-label="The way of this plan">
      {wayOf(plan).map((stop) => (
        <li
          key={stop.name}
          data-tone={stop.tone}
          data-passed={stop.passed || undefined}
          aria-current={stop.here ? 'step' : undefined}
        >
          <strong>{stop.name}</strong>
          <span className="quiet">
            {stop.by !== null && `${actorWords(stop.by, nameOf)} `}
            {stop.passed && stop.at !== null && <When at={stop.at} />}
          </span>
        </li>
      ))}
    </ol>
  );
}
