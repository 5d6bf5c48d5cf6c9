import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useHotkeys } from '../app/hotkeys.ts';
import { useNameOf } from '../app/names.ts';
import { useMay } from '../app/rights.ts';
import { Bones } from '../ui/Bones.tsx';
import { Document } from '../ui/Document.tsx';
import { Fact, FactList } from '../ui/Facts.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Failed } from '../ui/Notice.tsx';
import { Columns, Page, Panel, Story } from '../ui/Page.tsx';
import { bytes, plural } from '../words/numbers.ts';
import { sentence } from '../words/states.ts';
import { exact } from '../words/time.ts';
import { contentQuery, documentQuery, type KeptDocument } from './api.ts';
import { type Asked, DecisionDialog } from './DecisionDialog.tsx';
import styles from './Quarantine.module.css';
import { REASONS } from './reasons.ts';

const route = getRouteApi('/quarantine/$number');

export function DocumentPage() {
  const { number } = route.useParams();
  const found = useQuery(documentQuery(Number(number)));
  const navigate = route.useNavigate();
  useHotkeys({ Escape: () => void navigate({ to: '/quarantine' }) });
  if (found.isPending) return <Bones rows={5} height={72} />;
  if (found.data === undefined) {
    return <Failed failure={found.error} again={() => found.refetch()} />;
  }
  return <Found one={found.data} />;
}

function Found({ one }: { one: KeptDocument }) {
  const nameOf = useNameOf();
  const mayOperate = useMay('operate');
  const [asked, setAsked] = useState<Asked | null>(null);
  const ask = (verb: 'release' | 'discard') =>
    setAsked({
      decision: { verb, of: { number: one.number } },
      documents: 1,
      wouldBeTaken: one.wouldBeTaken ? 1 : 0,
    });
  return (
    <Page
      title={`${REASONS[one.code] ?? sentence(one.code)}: from ${nameOf(one.sender)}`}
      tab={`Document ${one.number}`}
      lead={
        <>
          <Link to="/quarantine">Quarantine</Link> / Document {one.number}
        </>
      }
      actions={
        mayOperate &&
        one.state === 'waiting' && (
          <>
            <Button size="md" onClick={() => ask('release')}>
              Release
            </Button>
            <Button size="md" variant="default" onClick={() => ask('discard')}>
              Discard…
            </Button>
          </>
        )
      }
    >
      <State one={one} />
      <Columns aside={<About one={one} />}>
        <Panel title="What came">
          <Content number={one.number} size={one.size} />
        </Panel>
      </Columns>
      <DecisionDialog asked={asked} onClose={() => setAsked(null)} />
    </Page>
  );
}

function About({ one }: { one: KeptDocument }) {
  const nameOf = useNameOf();
  return (
    <Panel title="About this document">
      <FactList>
        <Fact name="Channel">{one.channelTitle}</Fact>
        <Fact name="From">{nameOf(one.sender)}</Fact>
        {one.operation !== null && <Fact name="Asks for">{sentence(one.operation)}</Fact>}
        <Fact name="Received">{exact(one.receivedAt)}</Fact>
        <Fact name="Came">
          {one.times === 1 ? 'Once' : `${plural(one.times, 'time')}, last ${exact(one.lastAt)}`}
        </Fact>
        <Fact name="Size">{bytes(one.size)}</Fact>
        <Fact name="Correlation">
          <span className="key">{one.correlationId}</span>
        </Fact>
        {Object.entries(one.headers ?? {}).map(([name, value]) => (
          <Fact key={name} name={name}>
            <span className={styles.header}>{value}</span>
          </Fact>
        ))}
      </FactList>
    </Panel>
  );
}

function State({ one }: { one: KeptDocument }) {
  const waits = one.state === 'waiting';
  const fit = waits && one.wouldBeTaken;
  return (
    <Story
      tone={waits && !fit ? 'attention' : 'done'}
      title={fit ? 'Its flow would take it now.' : one.detail}
    >
      <p>
        {one.state === 'released' && one.message !== null && (
          <>
            Released by {one.endedBy} on {exact(one.endedAt ?? '')}: {one.endedReason}.{' '}
            <Link to="/messages/$id" params={{ id: one.message }}>
              See what became of it
            </Link>
          </>
        )}
        {one.state === 'discarded' &&
          `Discarded by ${one.endedBy} on ${exact(one.endedAt ?? '')}: ${one.endedReason}.`}
        {fit && `When it came: ${one.detail}`}
        {waits &&
          !fit &&
          'It waits here until the landscape or its channel is mended, or somebody discards it. After every change it is looked at again.'}
      </p>
    </Story>
  );
}

/** As text and nothing else, whatever it claims to be. */
function Content({ number, size }: { number: number; size: number }) {
  const may = useMay('read-payload');
  const [wanted, setWanted] = useState(false);
  const content = useQuery({ ...contentQuery(number), enabled: may && wanted });
  if (!may) {
    return (
      <p className={styles.none}>
        <Icon name="lock" size={16} /> Your key may not read the contents of documents.
      </p>
    );
  }
  if (!wanted) {
    return (
      <div className={styles.offer}>
        <Button variant="default" onClick={() => setWanted(true)}>
          Show the document ({bytes(size)})
        </Button>
      </div>
    );
  }
  return (
    <div className={styles.content}>
      {content.isPending && <Bones rows={3} height={22} />}
      {content.isError && <Failed failure={content.error} again={() => content.refetch()} />}
      {content.data !== undefined && <Document source={content.data} what="the document" />}
    </div>
  );
}
