import { Link } from '@tanstack/react-router';
import type { CaseDetail } from '../api/types.ts';
import { useNameOf } from '../app/names.ts';
import { Panel } from '../ui/Page.tsx';
import { When } from '../ui/When.tsx';
import { sentence } from '../words/states.ts';
import styles from './Cases.module.css';

/** What is known about such failures: a hint, the runbook, and how others like it were solved. */
export function CaseHelp({ one }: { one: CaseDetail }) {
  const nameOf = useNameOf();
  return (
    <>
      {(one.hint !== null || one.runbook !== null) && (
        <Panel title="What to do">
          {one.hint !== null && <p className={styles.hint}>{one.hint}</p>}
          {one.runbook !== null && <pre className={styles.runbook}>{one.runbook}</pre>}
        </Panel>
      )}
      {one.similar.length > 0 && (
        <Panel title="Solved before">
          <ul className={styles.similar}>
            {one.similar.map((other) => (
              <li key={other.number}>
                <Link to="/cases/$number" params={{ number: String(other.number) }}>
                  Case {other.number}
                </Link>{' '}
                <span className="quiet">
                  {other.sameError ? 'The same error' : 'The same code'} at {nameOf(other.system)},{' '}
                  {sentence(other.flow)}, <When at={other.closedAt} />
                </span>
                {other.solution !== null && <p>“{other.solution}”</p>}
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}

export function CaseHistory({ one }: { one: CaseDetail }) {
  return (
    <Panel title="History">
      <ol className={styles.history}>
        {one.history.toReversed().map((event) => (
          <li key={`${event.at} ${event.kind} ${event.value}`}>
            <span className={styles.historyTime}>
              <When at={event.at} />
            </span>
            <div>
              {event.text}
              {event.reason !== null && <p className={styles.historyReason}>“{event.reason}”</p>}
            </div>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
