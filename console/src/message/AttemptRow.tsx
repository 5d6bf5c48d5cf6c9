import { useState } from 'react';
import type { Attempt } from '../api/types.ts';
import { Document } from '../ui/Document.tsx';
import { Fact, FactList } from '../ui/Facts.tsx';
import { Icon } from '../ui/Icon.tsx';
import { When } from '../ui/When.tsx';
import { attemptWords, decisionWords } from '../words/attempts.ts';
import { FAILURE, words } from '../words/states.ts';
import { exact, took } from '../words/time.ts';
import styles from './MessagePage.module.css';

interface AttemptRowProps {
  attempt: Attempt;
  target: string;
  open: boolean;
}

export function AttemptRow({ attempt, target, open }: AttemptRowProps) {
  const [opened, setOpened] = useState(open);
  const said = attemptWords(attempt, target);
  const panel = `attempt-${attempt.startedAt}-${attempt.number}`;
  return (
    <li className={styles.attempt} data-tone={said.tone}>
      <button
        type="button"
        className={styles.attemptHead}
        aria-expanded={opened}
        aria-controls={panel}
        onClick={() => setOpened(!opened)}
      >
        <span className={styles.attemptMark}>
          <Icon name={said.tone} size={14} />
        </span>
        <span className={styles.attemptText}>
          <span className="quiet">Try {attempt.number}</span> {said.text}
        </span>
        <span className={styles.attemptTime}>
          {attempt.tookMs !== null && <span className="numeric">{took(attempt.tookMs)}</span>}
          <When at={attempt.startedAt} />
          <span className={styles.chevron} data-open={opened || undefined}>
            <Icon name="next" size={14} />
          </span>
        </span>
      </button>
      {opened && (
        <div id={panel} className={styles.attemptBody}>
          {attempt.request !== null && (
            <section>
              <h3>Sent to {target}</h3>
              <Document source={attempt.request} what="what was sent" />
            </section>
          )}
          {attempt.response !== null && (
            <section>
              <h3>Answer</h3>
              <Document source={attempt.response} what="the answer" />
            </section>
          )}
          {attempt.request === null && attempt.response === null && (
            <p className="quiet">What was sent and answered is not kept for this try.</p>
          )}
          <TechnicalFacts attempt={attempt} />
        </div>
      )}
    </li>
  );
}

function TechnicalFacts({ attempt }: { attempt: Attempt }) {
  return (
    <details className={styles.technical}>
      <summary>Technical view</summary>
      <FactList>
        <Fact name="Started">{exact(attempt.startedAt)}</Fact>
        {attempt.status !== null && <Fact name="Status">{attempt.status}</Fact>}
        {attempt.failureClass !== null && (
          <Fact name="Failure">
            {words(FAILURE, attempt.failureClass).label}
            {attempt.code !== null && <span className="key quiet"> {attempt.code}</span>}
          </Fact>
        )}
        {attempt.decision !== null && (
          <Fact name="Decision">{decisionWords(attempt.decision)}</Fact>
        )}
        {attempt.evidence !== null && <Fact name="Evidence">{attempt.evidence}</Fact>}
        {attempt.token !== null && (
          <Fact name="Token">
            <span className={styles.cut}>{attempt.token}</span>
          </Fact>
        )}
      </FactList>
    </details>
  );
}
