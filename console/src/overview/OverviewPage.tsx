import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { casesQuery, summaryQuery, systemsQuery } from '../api/queries.ts';
import { useNameOf } from '../app/names.ts';
import { Bones } from '../ui/Bones.tsx';
import { Failed } from '../ui/Notice.tsx';
import { Page, Panel } from '../ui/Page.tsx';
import { Since } from '../ui/When.tsx';
import { plural } from '../words/numbers.ts';
import { HEALTH, ownerWords, sentence, words } from '../words/states.ts';
import { Channel } from './Channel.tsx';
import { headline } from './headline.ts';
import { LastHour } from './LastHour.tsx';
import styles from './Overview.module.css';

export function OverviewPage() {
  const summary = useQuery(summaryQuery);
  const systems = useQuery(systemsQuery).data ?? [];
  if (summary.isPending) return <Bones rows={4} height={120} />;
  if (summary.data === undefined) {
    return <Failed failure={summary.error} again={() => summary.refetch()} />;
  }
  return (
    <Page title={headline(summary.data, systems)} tab="Overview" lead="Today, across all systems">
      <Channel counts={summary.data.counts} />
      <LastHour minutes={summary.data.perMinute} />
      <div className={styles.pair}>
        <OpenCases />
        <Trouble />
      </div>
    </Page>
  );
}

const MOST_CASES = 5;

function OpenCases() {
  const cases = useQuery(casesQuery('snoozed=false')).data;
  const nameOf = useNameOf();
  return (
    <Panel title="Open cases" aside={<Link to="/cases">All cases</Link>}>
      {cases === undefined && <Bones rows={3} />}
      {cases?.length === 0 && <p className={styles.calm}>None. Nobody has to decide anything.</p>}
      <ul className={styles.list}>
        {cases?.slice(0, MOST_CASES).map((one) => (
          <li key={one.number} data-tone="attention">
            <span className={styles.light} />
            <div>
              <Link to="/cases/$number" params={{ number: String(one.number) }}>
                {sentence(one.code)} at {nameOf(one.system)}
              </Link>
              <p>
                {sentence(one.flow)} · {plural(one.members, 'message')}
                {one.waitingBehind > 0 && `, ${one.waitingBehind} waiting behind`} ·{' '}
                {ownerWords(one.owner)}
              </p>
            </div>
            <span className="quiet">
              <Since at={one.oldest} />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Trouble() {
  const systems = useQuery(systemsQuery).data;
  const troubled = systems?.filter((system) => system.health !== 'ok' && system.health !== 'idle');
  return (
    <Panel title="Systems in trouble" aside={<Link to="/systems">All systems</Link>}>
      {troubled === undefined && <Bones rows={3} />}
      {troubled?.length === 0 && <p className={styles.calm}>None. All take what they are sent.</p>}
      <ul className={styles.list}>
        {troubled?.map((system) => {
          const health = words(HEALTH, system.health);
          return (
            <li key={system.name} data-tone={health.tone}>
              <span className={styles.light} />
              <div>
                <Link to="/messages" search={{ system: system.name, state: ['waiting'] }}>
                  {system.title}
                </Link>
                <p>
                  {health.label}
                  {system.backlog > 0 && `, ${plural(system.backlog, 'message')} waiting`}
                  {system.reason !== null && ` · ${system.reason}`}
                </p>
              </div>
              <span className="quiet">{system.since !== null && <Since at={system.since} />}</span>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
