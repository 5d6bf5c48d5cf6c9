import { Button, Textarea } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useMay } from '../app/rights.ts';
import { enough, ReasonField, Warning } from '../ui/Ask.tsx';
import { Notice, saying } from '../ui/Notice.tsx';
import { Page, Panel } from '../ui/Page.tsx';
import { plural } from '../words/numbers.ts';
import { localTime } from '../words/time.ts';
import { useMakePlan } from './api.ts';
import { ModeChoice } from './ModeChoice.tsx';
import styles from './NewReplay.module.css';
import { Pace } from './Pace.tsx';
import {
  missing,
  PACE,
  type PlanFields,
  type PlanSearch,
  readDocuments,
  requestOf,
} from './planForm.ts';
import { OfCase, Range } from './ScopeFields.tsx';

const route = getRouteApi('/replays/new');
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export function NewReplayPage() {
  const search = route.useSearch();
  const mayOperate = useMay('operate');
  return (
    <Page
      title="Plan a replay"
      lead={
        <>
          <Link to="/replays">Replays</Link> / New plan
        </>
      }
    >
      {mayOperate ? (
        <Form key={JSON.stringify(search)} search={search} />
      ) : (
        <Panel>
          <Notice icon="lock" title="Your key may not make plans">
            That needs the right to operate.
          </Notice>
        </Panel>
      )}
    </Page>
  );
}

/** On the full minute, so that the field is short. */
function lastHour(): number {
  return Math.floor((Date.now() - HOUR_MS) / MINUTE_MS) * MINUTE_MS;
}

function begun(search: PlanSearch): PlanFields {
  return {
    case: search.case ?? null,
    flow: search.flow ?? '',
    system: search.system ?? '',
    key: search.key ?? '',
    since: localTime(search.since === undefined ? lastHour() : Date.parse(search.since)),
    until: search.until === undefined ? '' : localTime(Date.parse(search.until)),
    mode: search.mode ?? 'resend',
    documents: '',
    rate: PACE.rate.usual,
    underWay: PACE.underWay.usual,
    stopAfterFailures: PACE.stopAfterFailures.usual,
    reason: '',
  };
}

function Form({ search }: { search: PlanSearch }) {
  const [fields, setFields] = useState(() => begun(search));
  const navigate = useNavigate();
  const make = useMakePlan();
  const set = (changed: Partial<PlanFields>) => setFields({ ...fields, ...changed });
  const problem = missing(fields, Date.now());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (problem !== null || make.isPending) return;
    make.mutate(requestOf(fields), {
      onSuccess: ({ number }) =>
        void navigate({ to: '/replays/$number', params: { number: String(number) } }),
    });
  };
  return (
    <form onSubmit={submit} className={styles.form}>
      <Panel title="Which messages">
        <div className={styles.part}>
          {fields.case === null ? (
            <Range fields={fields} set={set} />
          ) : (
            <OfCase number={fields.case} />
          )}
        </div>
      </Panel>
      <Panel title="What is to be done with them">
        <div className={styles.part}>
          <ModeChoice mode={fields.mode} choose={(mode) => set({ mode })} />
          {fields.mode === 'settle' && <Numbers fields={fields} set={set} />}
        </div>
      </Panel>
      <Panel title="How fast">
        <div className={styles.part}>
          <Pace fields={fields} set={set} />
        </div>
      </Panel>
      <Panel title="Why">
        <div className={styles.part}>
          <ReasonField value={fields.reason} change={(reason) => set({ reason })} />
          {make.isError && <Warning refused>{saying(make.error)}</Warning>}
          <div className={styles.end}>
            <Button
              type="submit"
              size="md"
              disabled={problem !== null || !enough(fields.reason)}
              loading={make.isPending}
            >
              Make the dry run
            </Button>
            <span className="quiet" role="status">
              {problem ?? 'Nothing is sent by it. What would happen is shown first.'}
            </span>
          </div>
        </div>
      </Panel>
    </form>
  );
}

export interface PartProps {
  fields: PlanFields;
  set: (changed: Partial<PlanFields>) => void;
}

function Numbers({ fields, set }: PartProps) {
  const { count, problem } = readDocuments(fields.documents);
  return (
    <div>
      <Textarea
        label="Document numbers"
        description="One line for each message: its key, then the number in the target. Paste two columns from a spreadsheet."
        placeholder={'PO-1041/3\t4900000016\nPO-1042/3\t4900000017'}
        required
        rows={6}
        classNames={{ input: styles.columns ?? '' }}
        value={fields.documents}
        {...(problem === null || fields.documents === '' ? {} : { error: problem })}
        onChange={(event) => set({ documents: event.currentTarget.value })}
      />
      {count > 0 && <p className="quiet">{plural(count, 'number')} read.</p>}
    </div>
  );
}
