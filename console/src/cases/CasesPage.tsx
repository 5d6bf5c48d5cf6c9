import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { casesQuery } from '../api/queries.ts';
import type { Case } from '../api/types.ts';
import { useLiveAgain } from '../api/useLiveAgain.ts';
import { useNameOf } from '../app/names.ts';
import { useWalk } from '../app/useWalk.ts';
import { Proposed } from '../corrections/Proposed.tsx';
import { Bones } from '../ui/Bones.tsx';
import { Failed, Notice } from '../ui/Notice.tsx';
import { Page, Panel } from '../ui/Page.tsx';
import { WordPill } from '../ui/Pill.tsx';
import table from '../ui/Table.module.css';
import { Tabs } from '../ui/Tabs.tsx';
import { Since } from '../ui/When.tsx';
import { count, plural } from '../words/numbers.ts';
import { CASE_STATE, FAILURE, ownerWords, sentence, words } from '../words/states.ts';
import { exact } from '../words/time.ts';
import styles from './Cases.module.css';
import { INBOX_WORDS, INBOXES, type InboxSearch, queryOf } from './inbox.ts';

const route = getRouteApi('/cases');

export function CasesPage() {
  const search = route.useSearch();
  const shown = INBOX_WORDS[search.show ?? 'all'];
  const cases = useQuery(casesQuery(queryOf(search)));
  const { refetch } = cases;
  useLiveAgain(useCallback(() => refetch({ cancelRefetch: false }), [refetch]));
  const navigate = useNavigate();
  const items = cases.data ?? [];
  const at = useWalk(
    items,
    ({ number }) => void navigate({ to: '/cases/$number', params: { number: String(number) } }),
  );
  return (
    <Page
      title="Cases"
      lead="Alike failures together: one cause is one case, however many messages it stopped."
    >
      <Proposed />
      <Inboxes search={search} />
      <Panel>
        {cases.isPending && <Bones rows={5} height={58} />}
        {cases.isError && cases.data === undefined && (
          <Failed failure={cases.error} again={() => refetch()} />
        )}
        {cases.isSuccess && items.length === 0 && (
          <Notice icon="done" title={shown.empty}>
            {search.show === undefined && search.tag === undefined
              ? 'Nothing waits for a decision. A case opens by itself when Millrace cannot go on alone.'
              : 'Other cases stand in the other lists.'}
          </Notice>
        )}
        {items.length > 0 && (
          <table className={table.table}>
            <thead>
              <tr>
                <th>Case</th>
                <th>State</th>
                <th className={table.right}>Messages</th>
                <th className={table.right}>Waiting behind</th>
                <th className={table.wide}>Who has to act</th>
                <th className={table.right}>Oldest</th>
              </tr>
            </thead>
            <tbody>
              {items.map((one, index) => (
                <Row key={one.number} one={one} selected={index === at} />
              ))}
            </tbody>
          </table>
        )}
      </Panel>
    </Page>
  );
}

function Inboxes({ search }: { search: InboxSearch }) {
  const all = (['all', ...INBOXES] as const).map((name) => ({
    name,
    show: name === 'all' ? {} : { show: name },
  }));
  return (
    <Tabs label="Which cases">
      {all.map(({ name, show }) => (
        <Link
          key={name}
          to="/cases"
          search={{ ...show, ...(search.tag === undefined ? {} : { tag: search.tag }) }}
          aria-current={(search.show ?? 'all') === name ? 'page' : undefined}
        >
          {INBOX_WORDS[name].label}
        </Link>
      ))}
      {search.tag !== undefined && (
        <Link
          to="/cases"
          search={search.show === undefined ? {} : { show: search.show }}
          className={styles.tag}
          data-tag
          title="Without this tag"
        >
          {search.tag} ×
        </Link>
      )}
    </Tabs>
  );
}

function Row({ one, selected }: { one: Case; selected: boolean }) {
  const nameOf = useNameOf();
  const failure = words(FAILURE, one.class);
  return (
    <tr data-selected={selected || undefined}>
      <td>
        <Link to="/cases/$number" params={{ number: String(one.number) }} className={table.title}>
          <span className="quiet">{one.number}</span> {sentence(one.code)} at {nameOf(one.system)}
        </Link>
        <p className={styles.detail}>{one.detail}</p>
        <p className={table.second}>
          {failure.label} · {sentence(one.flow)} · {one.assignee ?? 'nobody’s'}
          {one.reopened > 0 && ` · came back ${plural(one.reopened, 'time')}`}
          {one.snoozedUntil !== null && ` · put aside until ${exact(one.snoozedUntil)}`}
          {one.tags.map((tag) => (
            <span key={tag} className={styles.tagOf}>
              {tag}
            </span>
          ))}
          <span className={table.narrow}> · {ownerWords(one.owner)}</span>
        </p>
      </td>
      <td className={table.desk}>
        <WordPill said={words(CASE_STATE, one.state)} />
      </td>
      <td className={table.number} data-always data-of="stopped">
        {count(one.members)}
      </td>
      <td
        className={table.number}
        data-some={one.waitingBehind > 0 || undefined}
        data-of="waiting behind"
      >
        {count(one.waitingBehind)}
      </td>
      <td className={table.wide}>{ownerWords(one.owner)}</td>
      <td className={table.age}>
        <Since at={one.oldest} />
      </td>
    </tr>
  );
}
