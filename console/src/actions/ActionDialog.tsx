import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type Action, REASON_LIMITS, useAct } from '../api/actions.ts';
import { Refusal } from '../api/http.ts';
import { Icon } from '../ui/Icon.tsx';
import { saying } from '../ui/Notice.tsx';
import { tell } from '../ui/toasts.tsx';
import styles from './ActionDialog.module.css';
import { consequences, type Subject } from './consequences.ts';

export interface Asked {
  action: Action;
  subject: Subject;
}

/** Says what will happen, asks for the reason, and does it. */
export function ActionDialog({ asked, onClose }: { asked: Asked | null; onClose: () => void }) {
  return (
    <Modal
      opened={asked !== null}
      onClose={onClose}
      title={asked && consequences(asked.action, asked.subject).title}
      size={540}
      lockScroll={false}
      centered
    >
      {asked && <Form asked={asked} onClose={onClose} />}
    </Modal>
  );
}

function Form({ asked, onClose }: { asked: Asked; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const [document, setDocument] = useState('');
  const act = useAct();
  // Kept from the moment of opening: what was read is what is agreed to, while numbers go on moving.
  const [said] = useState(() => consequences(asked.action, asked.subject));
  const ready =
    reason.trim().length >= REASON_LIMITS.least &&
    (!said.needsDocument || document.trim().length > 0);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready || act.isPending) return;
    act.mutate(
      {
        action: asked.action,
        said: {
          reason: reason.trim(),
          ...(said.needsDocument ? { document: document.trim() } : {}),
        },
      },
      {
        onSuccess: () => {
          tell('done', said.done);
          onClose();
        },
      },
    );
  };

  return (
    <form onSubmit={submit} className={styles.form}>
      <ul className={styles.effects}>
        {said.effects.map((effect) => (
          <li key={effect}>{effect}</li>
        ))}
      </ul>
      {said.warning !== null && (
        <p className={styles.warning} data-tone="waiting">
          <Icon name="attention" />
          {said.warning}
        </p>
      )}
      {said.needsDocument && (
        <TextInput
          label="Document number"
          placeholder="4711"
          maxLength={100}
          required
          data-autofocus
          value={document}
          onChange={(event) => setDocument(event.currentTarget.value)}
        />
      )}
      <Textarea
        label="Reason"
        description="Kept with your name, for whoever asks later."
        placeholder="Why is this right?"
        required
        rows={3}
        maxLength={REASON_LIMITS.most}
        {...(said.needsDocument ? {} : { 'data-autofocus': true })}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {act.isError && (
        <p className={styles.warning} data-tone="attention" role="alert">
          <Icon name="attention" />
          {failureWords(act.error)}
        </p>
      )}
      <div className={styles.buttons}>
        <Button variant="default" onClick={onClose}>
          Not now
        </Button>
        <Button
          type="submit"
          {...(said.danger ? { color: 'ember' } : {})}
          disabled={!ready}
          loading={act.isPending}
        >
          {said.button}
        </Button>
      </div>
    </form>
  );
}

function failureWords(failure: unknown): string {
  if (failure instanceof Refusal && failure.code === 'state-changed') {
    return 'It has moved on in the meantime, so nothing was done. Close this and look again.';
  }
  return saying(failure);
}
