import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Asked } from '../actions/ActionDialog.tsx';
import type { StateGroup, SystemStatus } from '../api/types.ts';
import { useMay } from '../app/rights.ts';
import { Since, When } from '../ui/When.tsx';
import { count, plural } from '../words/numbers.ts';
import { capital, HEALTH, words } from '../words/states.ts';
import { took } from '../words/time.ts';
import { stopped } from '../words/whereabouts.ts';
import { LastHour } from './LastHour.tsx';
import styles from './SystemsPage.module.css';

interface SystemCardProps {
  system: SystemStatus;
  ask: (asked: Asked) => void;
}

export function SystemCard({ system, ask }: SystemCardProps) {
  const health = words(HEALTH, system.health);
  const sendsOnly = system.adapter === 'none';
  return (
    <article className={styles.card} data-tone={health.tone} aria-label={system.title}>
      <header className={styles.head}>
        <div>
          <h2>{system.title}</h2>
          <p className="quiet">
            {capital(system.kind)} · <span className="key">{system.name}</span>
          </p>
        </div>
        <span className={styles.health} title={health.means}>
          <span className={styles.light} />
          {health.label}
        </span>
      </header>
      {system.reason !== null && (
        <p className={styles.reason}>
          {stopped(system.reason)}
          {system.since !== null && (
            <>
              {' '}
              <span className="quiet">
                For <Since at={system.since} />.
              </span>
            </>
          )}
        </p>
      )}
      {sendsOnly ? (
        <p className={styles.sender}>It only sends; nothing goes to it.</p>
      ) : (
        <Figures system={system} />
      )}
      <footer className={styles.foot}>
        <span className="quiet" title={system.flows.join(', ')}>
          {plural(system.flows.length, 'flow')} · {system.adapter}
          {system.lastSuccess !== null && (
            <>
              {' '}
              · last success <When at={system.lastSuccess} />
            </>
          )}
        </span>
        {!sendsOnly && <Gate system={system} ask={ask} />}
      </footer>
    </article>
  );
}

function Figures({ system }: { system: SystemStatus }) {
  return (
    <>
      <dl className={styles.figures}>
        <Figure name="Waiting" system={system.name} state="waiting" strong={system.backlog > 0}>
          {count(system.backlog)}
        </Figure>
        <Figure name="In flight" system={system.name} state="moving">
          {count(system.inFlight)}
          <small> / {system.concurrency}</small>
        </Figure>
        <Figure name="Oldest">
          {system.oldestWaiting === null ? '–' : <Since at={system.oldestWaiting} />}
        </Figure>
        <Figure name="Answers in">{system.p95Ms === null ? '–' : took(system.p95Ms)}</Figure>
      </dl>
      <div className={styles.rate}>
        <LastHour system={system} />
        <p>
          <strong className="numeric">{count(system.deliveredLastMinute)}</strong>
          <span className="quiet"> delivered in the last minute</span>
          {system.failedLastMinute > 0 && (
            <span className={styles.failed}> · {count(system.failedLastMinute)} failed</span>
          )}
        </p>
      </div>
    </>
  );
}

interface FigureProps {
  name: string;
  system?: string;
  state?: StateGroup;
  strong?: boolean;
  children: ReactNode;
}

/** Every number leads to the messages behind it, where the API can tell them. */
function Figure({ name, system, state, strong = false, children }: FigureProps) {
  return (
    <div data-strong={strong || undefined}>
      <dt>{name}</dt>
      <dd className="numeric">
        {system !== undefined && state !== undefined ? (
          <Link to="/messages" search={{ system, state: [state] }}>
            {children}
          </Link>
        ) : (
          children
        )}
      </dd>
    </div>
  );
}

function Gate({ system, ask }: { system: SystemStatus; ask: (asked: Asked) => void }) {
  if (!useMay('operate')) return null;
  const stopped = system.health === 'held' || system.health === 'out';
  const kind = stopped ? 'release-system' : 'hold-system';
  return (
    <Button
      variant={stopped ? 'filled' : 'default'}
      size="sm"
      onClick={() =>
        ask({
          action: { kind, system: system.name },
          subject: {
            of: 'system',
            name: system.name,
            target: system.title,
            backlog: system.backlog,
          },
        })
      }
    >
      {stopped ? 'Release' : 'Hold'}
    </Button>
  );
}
