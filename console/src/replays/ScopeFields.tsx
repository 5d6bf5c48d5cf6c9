import { Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { caseQuery, systemsQuery } from '../api/queries.ts';
import { useNameOf } from '../app/names.ts';
import { plural } from '../words/numbers.ts';
import { sentence } from '../words/states.ts';
import styles from './NewReplay.module.css';
import type { PartProps } from './NewReplayPage.tsx';
import { LONGEST_RANGE_DAYS } from './planForm.ts';

/** All that waits in a case. */
export function OfCase({ number }: { number: string }) {
  const one = useQuery(caseQuery(Number(number))).data;
  const nameOf = useNameOf();
  return (
    <>
      <p>
        All that waits in{' '}
        <Link to="/cases/$number" params={{ number }}>
          case {number}
        </Link>
        {one !== undefined && (
          <>
            : <strong>{plural(one.members, 'message')}</strong>, {sentence(one.code).toLowerCase()}{' '}
            at {nameOf(one.system)}.
          </>
        )}
      </p>
      {one !== undefined && (
        <p className="quiet">
          {one.members === 0 ? 'Nothing waits in it any more; a plan would be empty.' : one.detail}
        </p>
      )}
      <p>
        <Link to="/replays/new" search={{}}>
          Choose by time instead
        </Link>
      </p>
    </>
  );
}

/** What a flow or a target took in a range of time. */
export function Range({ fields, set }: PartProps) {
  const systems = useQuery(systemsQuery).data ?? [];
  const flows = [...new Set(systems.flatMap((system) => system.flows))].sort();
  const targets = systems.filter((system) => system.adapter !== 'none');
  const time = (name: 'since' | 'until', label: string, description: string) => (
    <TextInput
      type="datetime-local"
      step="any"
      label={label}
      description={description}
      required={name === 'since'}
      value={fields[name]}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
    />
  );
  const choice = (name: 'flow' | 'system', label: string, data: [string, string][]) => (
    <Select
      label={label}
      description="All, if nothing is chosen."
      placeholder="All"
      data={withChosen(data, fields[name]).map(([value, text]) => ({ value, label: text }))}
      value={fields[name] === '' ? null : fields[name]}
      onChange={(value) => set({ [name]: value ?? '' })}
      searchable={data.length > 6}
      clearable
      nothingFoundMessage="None"
    />
  );
  return (
    <div className={styles.fields}>
      {time('since', 'Accepted from', `At most ${LONGEST_RANGE_DAYS} days.`)}
      {time('until', 'Accepted until', 'Until now, if it is empty.')}
      {choice(
        'flow',
        'Flow',
        flows.map((flow) => [flow, sentence(flow)]),
      )}
      {choice(
        'system',
        'Target',
        targets.map((system) => [system.name, system.title]),
      )}
      <TextInput
        label="Key begins with"
        description="An order number, or a part of one."
        placeholder="PO-10"
        maxLength={255}
        value={fields.key}
        onChange={(event) => set({ key: event.currentTarget.value })}
      />
    </div>
  );
}

/** What a link names is shown, even if no system tells of it by now. */
function withChosen(data: [string, string][], chosen: string): [string, string][] {
  const known = chosen === '' || data.some(([value]) => value === chosen);
  return known ? data : [...data, [chosen, sentence(chosen)]];
}
