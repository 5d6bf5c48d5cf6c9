import { Button, Modal, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import styles from '../actions/ActionDialog.module.css';
import { REASON_LIMITS } from '../api/actions.ts';
import { Refusal } from '../api/http.ts';
import { Icon } from '../ui/Icon.tsx';
import { saying } from '../ui/Notice.tsx';
import { tell } from '../ui/toasts.tsx';
import { plural } from '../words/numbers.ts';
import { type Decided, type Decision, useDecide } from './api.ts';

export interface Asked {
  decision: Decision;
  /** How many it is about. */
  documents: number;
  wouldBeTaken: number;
}

/** Says what will happen, asks for the reason, and does it. */
export function DecisionDialog({ asked, onClose }: { asked: Asked | null; onClose: () => void }) {
  return (
    <Modal
      opened={asked !== null}
      onClose={onClose}
      title={asked && titleOf(asked)}
      size={540}
      lockScroll={false}
      centered
    >
      {asked && <Form asked={asked} onClose={onClose} />}
    </Modal>
  );
}

function titleOf({ decision, documents }: Asked): string {
  const what = plural(documents, 'document');
  return decision.verb === 'release' ? `Release ${what}` : `Discard ${what}`;
}

function effectsOf({ decision, documents, wouldBeTaken }: Asked): string[] {
  const it = documents === 1 ? 'It' : 'Each of them';
  if (decision.verb === 'discard') {
    return [
      `${it} is marked as not to be taken. No system gets it.`,
      'What came stays on record, with your name and reason. This cannot be undone.',
    ];
  }
  return [
    `${it} is taken in as if it had come just now, and goes to its targets.`,
    wouldBeTaken === documents
      ? 'By the landscape in force that works.'
      : 'What its flow still does not take stays here; nothing is lost.',
  ];
}

function doneWords(decided: Decided): string {
  const done =
    decided.discarded === undefined
      ? `${plural(decided.released ?? 0, 'document')} released.`
      : `${plural(decided.discarded, 'document')} discarded.`;
  return decided.stillRefused === 0
    ? done
    : `${done} ${plural(decided.stillRefused, 'document')} still not taken.`;
}

function Form({ asked, onClose }: { asked: Asked; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const decide = useDecide();
  const ready = reason.trim().length >= REASON_LIMITS.least;
  const discards = asked.decision.verb === 'discard';

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready || decide.isPending) return;
    decide.mutate(
      { decision: asked.decision, reason: reason.trim() },
      {
        onSuccess: (decided) => {
          tell('done', doneWords(decided));
          onClose();
        },
      },
    );
  };

  return (
    <form onSubmit={submit} className={styles.form}>
      <ul className={styles.effects}>
        {effectsOf(asked).map((effect) => (
          <li key={effect}>{effect}</li>
        ))}
      </ul>
      <Textarea
        label="Reason"
        description="Kept with your name, for whoever asks later."
        placeholder="Why is this right?"
        required
        rows={3}
        maxLength={REASON_LIMITS.most}
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {decide.isError && (
        <p className={styles.warning} data-tone="attention" role="alert">
          <Icon name="attention" />
          {failureWords(decide.error)}
        </p>
      )}
      <div className={styles.buttons}>
        <Button variant="default" onClick={onClose}>
          Not now
        </Button>
        <Button
          type="submit"
          {...(discards ? { color: 'ember' } : {})}
          disabled={!ready}
          loading={decide.isPending}
        >
          {discards ? 'Discard' : 'Release'}
        </Button>
      </div>
    </form>
  );
}

function failureWords(failure: unknown): string {
  if (failure instanceof Refusal && failure.code === 'state-changed') {
    return 'Somebody has decided about it already. Close this and look again.';
  }
  return saying(failure);
}
