import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { casesQuery } from '../api/queries.ts';
import type { Case } from '../api/types.ts';
import { useLiveAgain } from '../api/useLiveAgain.ts';
import { useHotkeys } from '../app/hotkeys.ts';
import { useNameOf } from '../app/names.ts';
import { Bones } from '../ui/Bones.tsx';
import { Failed, Notice } from '../ui/Notice.tsx';
import { Page, Panel } from '../ui/Page.tsx';
import { WordPill } from '../ui/Pill.tsx';
import { Since } from '../ui/When.tsx';
import { count } from '../words/numbers.ts';
import { CASE_STATE, FAILURE, ownerWords, sentence, words } from '../words/states.ts';
import styles from './Cases.module.css';

export function CasesPage() {
  const cases = useQuery(casesQuery);
  const { refetch } = cases;
  useLiveAgain(useCallback(() => refetch({ cancelRefetch: false }), [refetch]));
  const navigate = useNavigate();
  const [at, setAt] = useState(-1);
  const items = cases.data ?? [];
  useHotkeys({
    j: () => setAt(Math.min(items.length - 1, at + 1)),
    k: () => setAt(Math.max(0, at - 1)),
    Enter: (event) => {
      const chosen = items[at];
      if (chosen === undefined || event.target instanceof HTMLAnchorElement) return;
      void navigate({ to: '/cases/$number', params: { number: String(chosen.number) } });
    },
    Escape: () => setAt(-1),
  });
  return (
    <Page
      title="Cases"
      lead="Alike failures together: one cause is one case, however many messages it stopped."
    >
      <Panel>
        {cases.isPending && <Bones rows={5} height={58} />}
        {cases.isError && cases.data === undefined && (
          <Failed failure={cases.error} again={() => refetch()} />
        )}
        {cases.isSuccess && items.length === 0 && (
          <Notice icon="done" title="No open cases">
            Nothing waits for a decision. A case opens by itself when Millrace cannot go on alone.
          </Notice>
        )}
        {items.length > 0 && (
          <table className={styles.table}>
            <thead>
              <tr>
                <th>Case</th>
                <th>State</th>
                <th className={styles.right}>Messages</th>
                <th className={styles.right}>Waiting behind</th>
                <th className={styles.wide}>Who has to act</th>
                <th className={styles.right}>Oldest</th>
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

function Row({ one, selected }: { one: Case; selected: boolean }) {
  const nameOf = useNameOf();
  const failure = words(FAILURE, one.class);
  return (
    <tr data-selected={selected || undefined}>
      <td>
        <Link to="/cases/$number" params={{ number: String(one.number) }} className={styles.title}>
          <span className="quiet">{one.number}</span> {sentence(one.code)} at {nameOf(one.system)}
        </Link>
        <p className={styles.detail}>{one.detail}</p>
        <p className={styles.class}>
          {failure.label} · {sentence(one.flow)}
          <span className={styles.narrow}> · {ownerWords(one.owner)}</span>
        </p>
      </td>
      <td className={styles.state}>
        <WordPill said={words(CASE_STATE, one.state)} />
      </td>
      <td className={styles.number} data-members data-of="stopped">
        {count(one.members)}
      </td>
      <td
        className={styles.number}
        data-some={one.waitingBehind > 0 || undefined}
        data-of="waiting behind"
      >
        {count(one.waitingBehind)}
      </td>
      <td className={styles.wide}>{ownerWords(one.owner)}</td>
      <td className={styles.age}>
        <Since at={one.oldest} />
      </td>
    </tr>
  );
}
