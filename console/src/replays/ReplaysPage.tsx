import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useNameOf } from '../app/names.ts';
import { useMay } from '../app/rights.ts';
import { useWalk } from '../app/useWalk.ts';
import { Bones } from '../ui/Bones.tsx';
import { Failed, Notice } from '../ui/Notice.tsx';
import { Page, Panel } from '../ui/Page.tsx';
import { WordPill } from '../ui/Pill.tsx';
import table from '../ui/Table.module.css';
import { Tabs } from '../ui/Tabs.tsx';
import { When } from '../ui/When.tsx';
import { actorWords } from '../words/actors.ts';
import { count } from '../words/numbers.ts';
import { words } from '../words/states.ts';
import { PLAN_LISTS, type PlanList, plansQueryOf } from './addresses.ts';
import { type ReplayPlan, replaysQuery } from './api.ts';
import { PLAN_STATE, planTitle, rangeWords, total } from './words.ts';

const route = getRouteApi('/replays');

const LISTS: Record<PlanList | 'all', string> = {
  all: 'All',
  planned: 'To be approved',
  running: 'Running',
  done: 'Done',
};

export function ReplaysPage() {
  const search = route.useSearch();
  const plans = useQuery(replaysQuery(plansQueryOf(search)));
  const mayOperate = useMay('operate');
  const ofCase = search.case === undefined ? {} : { case: search.case };
  return (
    <Page
      title="Replays"
      lead="Many messages go again under control: a dry run first, an approval for exactly that, then at a pace that leaves room for the day’s work."
      actions={
        mayOperate && (
          <Button
            size="md"
            renderRoot={(props) => <Link to="/replays/new" search={ofCase} {...props} />}
          >
            Plan a replay
          </Button>
        )
      }
    >
      <Tabs label="Which plans">
        {(['all', ...PLAN_LISTS] as const).map((name) => (
          <Link
            key={name}
            to="/replays"
            search={{ ...ofCase, ...(name === 'all' ? {} : { state: name }) }}
            aria-current={(search.state ?? 'all') === name ? 'page' : undefined}
          >
            {LISTS[name]}
          </Link>
        ))}
        {search.case !== undefined && (
          <Link to="/replays" search={search.state === undefined ? {} : { state: search.state }}>
            Case {search.case} ×
          </Link>
        )}
      </Tabs>
      <Panel>
        {plans.isPending && <Bones rows={4} height={58} />}
        {plans.isError && plans.data === undefined && (
          <Failed failure={plans.error} again={() => plans.refetch()} />
        )}
        {plans.data?.length === 0 && (
          <Notice icon="replays" title="No such plan">
            {mayOperate
              ? 'One is made from a case, or here for a range of time.'
              : 'One is made by those who may operate.'}
          </Notice>
        )}
        {plans.data !== undefined && plans.data.length > 0 && <Plans plans={plans.data} />}
      </Panel>
    </Page>
  );
}

function Plans({ plans }: { plans: ReplayPlan[] }) {
  const navigate = useNavigate();
  const at = useWalk(
    plans,
    ({ number }) => void navigate({ to: '/replays/$number', params: { number: String(number) } }),
  );
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <th>Plan</th>
          <th>State</th>
          <th className={table.right}>Messages</th>
          <th className={table.right}>Had their effect</th>
          <th className={table.right}>Stopped again</th>
          <th className={table.right}>Made</th>
        </tr>
      </thead>
      <tbody>
        {plans.map((plan, index) => (
          <Plan key={plan.number} plan={plan} selected={index === at} />
        ))}
      </tbody>
    </table>
  );
}

function Plan({ plan, selected }: { plan: ReplayPlan; selected: boolean }) {
  const nameOf = useNameOf();
  const range = rangeWords(plan.scope);
  const { progress } = plan;
  return (
    <tr data-selected={selected || undefined}>
      <td>
        <Link
          to="/replays/$number"
          params={{ number: String(plan.number) }}
          className={table.title}
        >
          <span className="quiet">{plan.number}</span> {planTitle(plan, nameOf)}
        </Link>
        <p>“{plan.reason}”</p>
        <p className={table.second}>
          {actorWords(plan.plannedBy, nameOf)}
          {range !== null && ` · ${range}`}
        </p>
      </td>
      <td>
        <WordPill said={words(PLAN_STATE, plan.state)} />
      </td>
      <td className={table.number} data-always data-of="planned">
        {count(total(plan.forecast))}
      </td>
      <td
        className={table.number}
        data-always={plan.startedAt !== null || undefined}
        data-of="done"
      >
        {plan.startedAt === null ? '–' : count(progress.verified)}
      </td>
      <td className={table.number} data-some={progress.failed > 0 || undefined} data-of="stopped">
        {plan.startedAt === null ? '–' : count(progress.failed)}
      </td>
      <td className={table.age}>
        <When at={plan.plannedAt} />
      </td>
    </tr>
  );
}
