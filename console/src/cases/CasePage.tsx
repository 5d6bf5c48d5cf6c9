import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { ActionDialog, type Asked } from '../actions/ActionDialog.tsx';
import { caseQuery } from '../api/queries.ts';
import type { CaseDetail, CaseRelease } from '../api/types.ts';
import { useLiveAgain } from '../api/useLiveAgain.ts';
import { useHotkeys } from '../app/hotkeys.ts';
import { useNameOf } from '../app/names.ts';
import { useMay } from '../app/rights.ts';
import { ReplaysOf } from '../replays/ReplaysOf.tsx';
import { Bones } from '../ui/Bones.tsx';
import { Fact, FactList } from '../ui/Facts.tsx';
import { Failed } from '../ui/Notice.tsx';
import { Columns, Page, Panel, Story } from '../ui/Page.tsx';
import { WordPill } from '../ui/Pill.tsx';
import { Tile, Tiles } from '../ui/Tiles.tsx';
import { Due, Since, When } from '../ui/When.tsx';
import { count, plural } from '../words/numbers.ts';
import { CASE_STATE, FAILURE, ownerWords, sentence, words } from '../words/states.ts';
import { exact } from '../words/time.ts';
import { CaseActions } from './CaseActions.tsx';
import { CaseHelp, CaseHistory } from './CaseHelp.tsx';
import styles from './Cases.module.css';
import { Members } from './Members.tsx';

const route = getRouteApi('/cases/$number');

export function CasePage() {
  const { number } = route.useParams();
  const found = useQuery(caseQuery(Number(number)));
  const { refetch } = found;
  useLiveAgain(useCallback(() => refetch({ cancelRefetch: false }), [refetch]));
  const navigate = route.useNavigate();
  useHotkeys({ Escape: () => void navigate({ to: '/cases' }) });
  if (found.isPending) return <Bones rows={5} height={72} />;
  if (found.data === undefined) {
    return <Failed failure={found.error} again={() => refetch()} />;
  }
  return <Found one={found.data} />;
}

function Found({ one }: { one: CaseDetail }) {
  const nameOf = useNameOf();
  const mayOperate = useMay('operate');
  const [asked, setAsked] = useState<Asked | null>(null);
  const target = nameOf(one.system);
  const failure = words(FAILURE, one.class);
  const closed = one.state === 'closed';
  const release = () =>
    setAsked({
      action: { kind: 'release-case', number: one.number, version: one.version },
      subject: { of: 'case', case: one, target },
    });
  return (
    <Page
      title={`${sentence(one.code)} at ${target}`}
      tab={`Case ${one.number}`}
      lead={
        <>
          <Link to="/cases">Cases</Link> / Case {one.number}
        </>
      }
      actions={
        mayOperate && (
          <>
            <CaseActions one={one} />
            {one.members > 0 && (
              <Button
                size="md"
                variant="default"
                renderRoot={(props) => (
                  <Link to="/replays/new" search={{ case: String(one.number) }} {...props} />
                )}
              >
                Plan a replay
              </Button>
            )}
            {one.members > 0 && one.resendable && one.release?.state !== 'running' && (
              <Button size="md" onClick={release}>
                Release {plural(one.members, 'message')}
              </Button>
            )}
          </>
        )
      }
    >
      <Story tone={closed ? 'done' : failure.tone} title={one.detail}>
        <p>
          {closed ? (
            closedWords(one)
          ) : (
            <>
              {failure.label}. {failure.means}{' '}
              {one.releaseOn !== null && (
                <>
                  Release it once this has happened:{' '}
                  <strong>{sentence(one.releaseOn.replace('.', ' '))}</strong>.
                </>
              )}
            </>
          )}
        </p>
        {one.state === 'replaying' && one.release !== null && <Going release={one.release} />}
      </Story>
      <Tiles>
        <Tile name="Stopped" value={count(one.members)} />
        <Tile name="Waiting behind" value={count(one.waitingBehind)} />
        <Tile name="Oldest" value={closed ? '–' : <Since at={one.oldest} />} />
        <Tile
          name={closed ? 'Opened' : 'Open for'}
          value={closed ? <When at={one.openedAt} /> : <Since at={one.openedAt} />}
        />
      </Tiles>
      <Columns
        aside={
          <>
            <CaseHelp one={one} />
            <ReplaysOf number={one.number} />
            <About one={one} />
          </>
        }
      >
        <Panel
          title="Stopped messages"
          aside={
            one.members > 0 && (
              <Link to="/messages" search={{ case: String(one.number) }}>
                Search in them
              </Link>
            )
          }
        >
          <Members one={one} />
        </Panel>
        <CaseHistory one={one} />
      </Columns>
      <ActionDialog asked={asked} onClose={() => setAsked(null)} />
    </Page>
  );
}

function About({ one }: { one: CaseDetail }) {
  const nameOf = useNameOf();
  return (
    <Panel title="About this case">
      <FactList>
        <Fact name="State">
          <WordPill said={words(CASE_STATE, one.state)} />
        </Fact>
        <Fact name="Assigned to">{one.assignee ?? <span className="quiet">Nobody</span>}</Fact>
        {one.state !== 'closed' && (
          <Fact name="Due">
            <DueBy at={one.dueAt} />
          </Fact>
        )}
        {one.snoozedUntil !== null && <Fact name="Put aside until">{exact(one.snoozedUntil)}</Fact>}
        {one.escalation?.to != null && one.escalation.at !== null && (
          <Fact name="Escalated to">
            <span>
              {one.escalation.to}, <When at={one.escalation.at} />
            </span>
          </Fact>
        )}
        {one.escalation?.next != null && (
          <Fact name={one.escalation.to === null ? 'Escalates to' : 'Then to'}>
            {one.escalation.next.to}, {exact(one.escalation.next.at)}
            {one.escalation.paused && ' (paused while put aside)'}
          </Fact>
        )}
        {one.reopened > 0 && <Fact name="Came back">{plural(one.reopened, 'time')}</Fact>}
        {one.ticket !== null && (
          <Fact name="Ticket">
            <a href={one.ticket} target="_blank" rel="noreferrer noopener">
              {one.ticket.replace(/^https?:\/\//, '')}
            </a>
          </Fact>
        )}
        {one.tags.length > 0 && (
          <Fact name="Tags">
            <span>
              {one.tags.map((tag) => (
                <Link key={tag} to="/cases" search={{ tag }} className={styles.tag}>
                  {tag}
                </Link>
              ))}
            </span>
          </Fact>
        )}
        <Fact name="Who has to act">{ownerWords(one.owner)}</Fact>
        <Fact name="Approval">{one.needsApproval ? 'Needed' : 'Not needed'}</Fact>
        <Fact name="Flow">
          <Link to="/messages" search={{ flow: one.flow }}>
            {sentence(one.flow)}
          </Link>
        </Fact>
        <Fact name="Target">
          <Link to="/messages" search={{ system: one.system }}>
            {nameOf(one.system)}
          </Link>
        </Fact>
        <Fact name="Code">
          <span className="key">{one.code}</span>
        </Fact>
        {one.pattern !== '' && <Fact name="Alike are">{one.pattern}</Fact>}
        {one.collecting && <Fact name="Alike are">Various errors of this code</Fact>}
      </FactList>
    </Panel>
  );
}

function DueBy({ at }: { at: string }) {
  return Date.parse(at) > Date.now() ? (
    <Due at={at} />
  ) : (
    <span className={styles.overdue}>
      <When at={at} />, overdue
    </span>
  );
}

function closedWords(one: CaseDetail): string {
  const how = one.solution === null ? '' : ` “${one.solution}”`;
  const release = one.release;
  return release?.reached === release?.released && (release?.released ?? 0) > 0
    ? `This case is closed: its messages have had their effect.${how}`
    : `This case is closed: its messages have gone on.${how}`;
}

/** How far a release is. */
function Going({ release }: { release: CaseRelease }) {
  const share = release.members === 0 ? 1 : release.released / release.members;
  return (
    <div className={styles.going}>
      <progress max={1} value={Math.min(1, share)} aria-label="Let go so far" />
      <span>
        {count(release.released)} of {count(release.members)} let go
        {release.state === 'running'
          ? '; the others follow as these arrive.'
          : '; it closes by itself when all of them have had their effect.'}
      </span>
    </div>
  );
}
