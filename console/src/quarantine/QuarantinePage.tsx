import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../app/rights.ts';
import { Bones } from '../ui/Bones.tsx';
import { Failed, Notice } from '../ui/Notice.tsx';
import { Page, Panel } from '../ui/Page.tsx';
import { Row, Rows } from '../ui/Rows.tsx';
import { Since, When } from '../ui/When.tsx';
import { bytes, count, plural } from '../words/numbers.ts';
import { groupsQuery, type KeptGroup, ofGroupQuery } from './api.ts';
import { type Asked, DecisionDialog } from './DecisionDialog.tsx';
import styles from './Quarantine.module.css';
import { REASONS } from './reasons.ts';

export function QuarantinePage() {
  const groups = useQuery(groupsQuery);
  const [asked, setAsked] = useState<Asked | null>(null);
  return (
    <Page
      title="Quarantine"
      lead="What came in and could not be taken, kept exactly as it came. Its senders cannot be told, so nothing of it is dropped."
    >
      {groups.isPending && <Bones rows={4} height={72} />}
      {groups.isError && groups.data === undefined && (
        <Failed failure={groups.error} again={() => groups.refetch()} />
      )}
      {groups.isSuccess && groups.data.length === 0 && (
        <Panel>
          <Notice icon="done" title="Nothing is in quarantine">
            Everything that came over a channel was understood and taken.
          </Notice>
        </Panel>
      )}
      {groups.data?.map((group) => (
        <Group key={group.alike} group={group} ask={setAsked} />
      ))}
      <DecisionDialog asked={asked} onClose={() => setAsked(null)} />
    </Page>
  );
}

function Group({ group, ask }: { group: KeptGroup; ask: (asked: Asked) => void }) {
  const mayOperate = useMay('operate');
  const [open, setOpen] = useState(false);
  const of = { alike: group.alike };
  const asked = { documents: group.documents, wouldBeTaken: group.wouldBeTaken };
  return (
    <section className={styles.group} aria-label={group.title}>
      <div className={styles.head}>
        <div className={styles.words}>
          <h2 className={styles.title}>{REASONS[group.code] ?? group.code}</h2>
          <p className={styles.what}>{group.title}</p>
          <p className={styles.means}>
            {group.channelTitle} · first <Since at={group.firstAt} /> ago, last{' '}
            <When at={group.lastAt} />
          </p>
        </div>
        <p className={styles.count}>
          <strong className="numeric">{count(group.documents)}</strong>
          <span>waiting</span>
        </p>
      </div>
      {group.wouldBeTaken > 0 && (
        <p className={styles.fit} data-tone="done">
          {plural(group.wouldBeTaken, 'document')} would be taken now: the cause is mended.
        </p>
      )}
      <div className={styles.buttons}>
        <Button variant="default" onClick={() => setOpen(!open)} aria-expanded={open}>
          {open ? 'Hide documents' : 'Show documents'}
        </Button>
        {mayOperate && (
          <>
            <Button
              {...(group.wouldBeTaken === 0 ? { variant: 'default' } : {})}
              onClick={() => ask({ decision: { verb: 'release', of }, ...asked })}
            >
              Release all
            </Button>
            <Button
              variant="default"
              onClick={() => ask({ decision: { verb: 'discard', of }, ...asked })}
            >
              Discard all…
            </Button>
          </>
        )}
      </div>
      {open && <Documents alike={group.alike} all={group.documents} />}
    </section>
  );
}

function Documents({ alike, all }: { alike: string; all: number }) {
  const found = useQuery(ofGroupQuery(alike));
  if (found.isPending) return <Bones rows={2} />;
  if (found.data === undefined) {
    return <Failed failure={found.error} again={() => found.refetch()} />;
  }
  return (
    <>
      <Rows>
        {found.data.map((one) => (
          <Row
            key={one.number}
            link={
              <Link to="/quarantine/$number" params={{ number: String(one.number) }}>
                Document {one.number}
              </Link>
            }
            said={one.detail}
            hint={one.detail}
            extra={bytes(one.size) + (one.times > 1 ? `, came ${count(one.times)} times` : '')}
            at={<When at={one.receivedAt} />}
          />
        ))}
      </Rows>
      {found.data.length < all && (
        <p className={styles.more}>
          The newest {count(found.data.length)} of {count(all)}.
        </p>
      )}
    </>
  );
}
