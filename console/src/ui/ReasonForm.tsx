import type { UseMutationResult } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Refusal } from '../api/http.ts';
import styles from './Ask.module.css';
import { Buttons, Effects, enough, ReasonField, Warning } from './Ask.tsx';
import { saying } from './Notice.tsx';
import { tell } from './toasts.tsx';

const MOVED_ON = 'It has moved on in the meantime, so nothing was done. Close this and look again.';

interface ReasonFormProps<Change, Answer> {
  /** What will happen: a sentence, or one for each effect. */
  says: string | readonly string[];
  warning?: string | null;
  /** Fields beside the reason; `ready` says whether they hold enough. */
  children?: ReactNode;
  ready?: boolean;
  /** What the reason is called here; null where none is asked for. */
  reason?: 'Reason' | 'Note' | null;
  button: string;
  danger?: boolean;
  change: UseMutationResult<Answer, Error, Change>;
  of: (reason: string) => Change;
  done: (answer: Answer) => string;
  /** What to do if somebody or something was faster. */
  late?: string;
  onClose: () => void;
}

/** Says what will happen, asks for the reason, does it, and says what came of it. */
export function ReasonForm<Change, Answer>(props: ReasonFormProps<Change, Answer>) {
  const { says, warning, children, ready = true, reason = 'Reason', change } = props;
  const [typed, setTyped] = useState('');
  const complete = ready && (reason === null || enough(typed));

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!complete || change.isPending) return;
    change.mutate(props.of(typed.trim()), {
      onSuccess: (answer) => {
        tell('done', props.done(answer));
        props.onClose();
      },
    });
  };

  return (
    <form onSubmit={submit} className={styles.form}>
      {typeof says === 'string' ? <p>{says}</p> : <Effects says={says} />}
      {warning && <Warning>{warning}</Warning>}
      {children}
      {reason !== null && (
        <ReasonField label={reason} value={typed} change={setTyped} focus={!children} />
      )}
      {change.isError && <Warning refused>{failureWords(change.error, props.late)}</Warning>}
      <Buttons
        label={props.button}
        danger={props.danger ?? false}
        ready={complete}
        busy={change.isPending}
        onClose={props.onClose}
      />
    </form>
  );
}

function failureWords(failure: unknown, late = MOVED_ON): string {
  return failure instanceof Refusal && failure.code === 'state-changed' ? late : saying(failure);
}
