import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useHotkeys } from '../app/hotkeys.ts';
import { useNameOf } from '../app/names.ts';
import { useMay, useMyName } from '../app/rights.ts';
import { Bones } from '../ui/Bones.tsx';
import { Copy } from '../ui/Copy.tsx';
import { Fact, FactList } from '../ui/Facts.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Failed } from '../ui/Notice.tsx';
import { Columns, Page, Panel, Story } from '../ui/Page.tsx';
import { WordPill } from '../ui/Pill.tsx';
import { actorWords } from '../words/actors.ts';
import { words } from '../words/states.ts';
import { exact } from '../words/time.ts';
import { type PlanVerb, type ReplayPlan, replayQuery } from './api.ts';
import { DryRun, Forecasts } from './DryRun.tsx';
import { Going } from './Going.tsx';
import { searchOf } from './planForm.ts';
import styles from './Replays.module.css';
import { StepDialog } from './StepDialog.tsx';
import { possible, type Viewer, wantsAnother } from './steps.ts';
import { storyOf } from './story.ts';
import { Way } from './Way.tsx';
import {
  MODE,
  PLAN_STATE,
  plainly,
  planTitle,
  rangeWords,
  scopeWords,
  shortHash,
  shortPaceWords,
} from './words.ts';

const route = getRouteApi('/replays/$number');

const BUTTONS: Record<PlanVerb, string> = {
  approve: 'Approve…',
  start: 'Start…',
  pause: 'Pause…',
  resume: 'Resume…',
  stop: 'Stop…',
  discard: 'Discard…',
};

export function ReplayPage() {
  const { number } = route.useParams();
  const found = useQuery(replayQuery(Number(number)));
  const navigate = useNavigate();
  const nameOf = useNameOf();
  useHotkeys({ Escape: () => void navigate({ to: '/replays' }) });
  if (found.isPending) return <Bones rows={5} height={72} />;
  if (found.data === undefined) {
    return <Failed failure={found.error} again={() => found.refetch()} />;
  }
  const { warnings } = found.data;
  return <Found plan={{ ...found.data, warnings: warnings.map((one) => plainly(one, nameOf)) }} />;
}

function Found({ plan }: { plan: ReplayPlan }) {
  const nameOf = useNameOf();
  const filter = route.useSearch();
  const viewer: Viewer = {
    name: useMyName(),
    mayOperate: useMay('operate'),
    mayApprove: useMay('approve'),
  };
  const [asked, setAsked] = useState<PlanVerb | null>(null);
  const story = storyOf(plan, viewer);
  const range = rangeWords(plan.scope);
  const planned = plan.hash !== null;
  return (
    <Page
      title={planTitle(plan, nameOf)}
      tab={`Replay ${plan.number}`}
      lead={
        <>
          <Link to="/replays">Replays</Link> / Replay {plan.number}
          {range !== null && ` · ${range}`}
        </>
      }
      actions={<Actions plan={plan} viewer={viewer} ask={setAsked} />}
    >
      <Way plan={plan} />
      <Story tone={story.tone} title={story.title}>
        <p>{story.next}</p>
        {plan.state === 'planning' && <progress className={styles.planning} aria-label="Dry run" />}
      </Story>
      {plan.startedAt !== null && <Going plan={plan} filter={filter} />}
      {planned && <Forecasts plan={plan} filter={filter} />}
      {planned ? (
        <Columns aside={<About plan={plan} />}>
          {plan.warnings.length > 0 && <Warnings plan={plan} />}
          <DryRun key={plan.number} plan={plan} filter={filter} />
        </Columns>
      ) : (
        <About plan={plan} />
      )}
      <StepDialog asked={asked} plan={plan} viewer={viewer} onClose={() => setAsked(null)} />
    </Page>
  );
}

interface ActionsProps {
  plan: ReplayPlan;
  viewer: Viewer;
  ask: (verb: PlanVerb) => void;
}

function Actions({ plan, viewer, ask }: ActionsProps) {
  const verbs = possible(plan, viewer);
  const first = verbs.find((verb) => verb !== 'discard' && verb !== 'stop' && verb !== 'pause');
  return (
    <>
      {verbs.toReversed().map((verb) => (
        <Button
          key={verb}
          size="md"
          variant={verb === first ? 'filled' : 'default'}
          onClick={() => ask(verb)}
        >
          {BUTTONS[verb]}
        </Button>
      ))}
      {wantsAnother(plan) && viewer.mayOperate && (
        <Button
          size="md"
          renderRoot={(props) => (
            <Link to="/replays/new" search={searchOf(plan.scope, plan.mode)} {...props} />
          )}
        >
          Plan it again
        </Button>
      )}
    </>
  );
}

function Warnings({ plan }: { plan: ReplayPlan }) {
  const ahead = plan.startedAt === null && plan.endedAt === null;
  return (
    <Panel title={ahead ? 'To know before it goes' : 'Warnings of the dry run'}>
      <ul className={styles.warnings}>
        {plan.warnings.map((one) => (
          <li key={one} data-tone="waiting">
            <Icon name="attention" size={16} />
            <span>{one}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function About({ plan }: { plan: ReplayPlan }) {
  const nameOf = useNameOf();
  const { since, until } = plan.scope;
  return (
    <Panel title="About this plan">
      <FactList>
        <Fact name="State">
          <WordPill said={words(PLAN_STATE, plan.state)} />
        </Fact>
        <Fact name="Which">
          {plan.scope.case === null ? (
            scopeWords(plan.scope, nameOf)
          ) : (
            <Link to="/cases/$number" params={{ number: String(plan.scope.case) }}>
              Case {plan.scope.case}
            </Link>
          )}
        </Fact>
        {since !== null && <Fact name="Accepted from">{exact(since)}</Fact>}
        {until !== null && <Fact name="Accepted until">{exact(until)}</Fact>}
        <Fact name="What is done">{MODE[plan.mode].means}</Fact>
        <Fact name="How fast">{shortPaceWords(plan)}</Fact>
        <Fact name="Made by">
          {actorWords(plan.plannedBy, nameOf)}, {exact(plan.plannedAt)}: “{plan.reason}”
        </Fact>
        {plan.approvedBy !== null && plan.approvedAt !== null && (
          <Fact name="Approved by">
            {actorWords(plan.approvedBy, nameOf)}, {exact(plan.approvedAt)}
            {plan.approval !== null && `: “${plan.approval}”`}
          </Fact>
        )}
        {plan.hash !== null && (
          <Fact name="Four eyes">
            {plan.fourEyes ? 'Asked for: not by who made it' : 'Not asked for'}
          </Fact>
        )}
        {plan.landscape !== null && <Fact name="Landscape">version {plan.landscape}</Fact>}
        {plan.hash !== null && (
          <Fact name="Dry run">
            <span className="key">{shortHash(plan.hash)}</span>
            <Copy text={plan.hash} what="the whole hash of the dry run" />
          </Fact>
        )}
      </FactList>
    </Panel>
  );
}
