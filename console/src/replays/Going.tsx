import { Link } from '@tanstack/react-router';
import { count } from '../words/numbers.ts';
import { type EntryFilter, OUTCOMES, type ReplayPlan } from './api.ts';
import styles from './Going.module.css';
import { OUTCOME, PROGRESS_OF, total } from './words.ts';

interface GoingProps {
  plan: ReplayPlan;
  filter: EntryFilter;
}

/** How far it is by the business status of what went; each number leads to its messages. */
export function Going({ plan, filter }: GoingProps) {
  const { progress } = plan;
  const all = total(progress);
  const params = { number: String(plan.number) };
  return (
    <section className={styles.going} aria-label="Progress">
      <div
        className={styles.bar}
        role="progressbar"
        aria-label="Had their effect"
        aria-valuemin={0}
        aria-valuemax={all}
        aria-valuenow={progress.verified}
      >
        {OUTCOMES.map((outcome) => (
          <span
            key={outcome}
            data-outcome={outcome}
            data-tone={OUTCOME[outcome].tone}
            style={{ flexGrow: progress[PROGRESS_OF[outcome]] }}
          />
        ))}
      </div>
      <nav className={styles.legend} aria-label="What became of them">
        {OUTCOMES.map((outcome) => {
          const chosen = filter.outcome === outcome;
          return (
            <Link
              key={outcome}
              to="/replays/$number"
              params={params}
              search={chosen ? {} : { outcome }}
              replace
              resetScroll={false}
              data-outcome={outcome}
              data-tone={OUTCOME[outcome].tone}
              data-none={progress[PROGRESS_OF[outcome]] === 0 || undefined}
              aria-current={chosen ? 'true' : undefined}
              title={OUTCOME[outcome].means}
            >
              <strong className="numeric">{count(progress[PROGRESS_OF[outcome]])}</strong>{' '}
              {OUTCOME[outcome].label}
            </Link>
          );
        })}
      </nav>
    </section>
  );
}
