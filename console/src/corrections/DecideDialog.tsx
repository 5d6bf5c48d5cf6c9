import { Button, Modal, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import dialog from '../actions/ActionDialog.module.css';
import { REASON_LIMITS, useDecide } from '../api/actions.ts';
import type { Correction } from '../api/types.ts';
import { Icon } from '../ui/Icon.tsx';
import { saying } from '../ui/Notice.tsx';
import { tell } from '../ui/toasts.tsx';
import { changeWords } from './values.ts';

export interface Decision {
  verb: 'approve' | 'reject' | 'withdraw';
  one: Correction;
}

const WORDS = {
  approve: {
    title: 'Approve this correction',
    says: 'The corrected message is sent at once.',
    button: 'Approve and send',
    done: 'Approved: the corrected message is on its way.',
  },
  reject: {
    title: 'Reject this correction',
    says: 'Nothing is sent. The message goes on waiting.',
    button: 'Reject',
    done: 'The correction is rejected.',
  },
  withdraw: {
    title: 'Withdraw your correction',
    says: 'Nothing is sent. The message goes on waiting.',
    button: 'Withdraw',
    done: 'Your correction is withdrawn.',
  },
} as const;

export function DecideDialog({
  decision,
  onClose,
}: {
  decision: Decision | null;
  onClose: () => void;
}) {
  return (
    <Modal
      opened={decision !== null}
      onClose={onClose}
      title={decision && WORDS[decision.verb].title}
      size={520}
      lockScroll={false}
      centered
    >
      {decision && <Form decision={decision} onClose={onClose} />}
    </Modal>
  );
}

function Form({ decision, onClose }: { decision: Decision; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const decide = useDecide();
  const said = WORDS[decision.verb];
  const ready = reason.trim().length >= REASON_LIMITS.least;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready || decide.isPending) return;
    decide.mutate(
      { number: decision.one.number, verb: decision.verb, reason: reason.trim() },
      {
        onSuccess: () => {
          tell('done', said.done);
          onClose();
        },
      },
    );
  };
  return (
    <form onSubmit={submit} className={dialog.form}>
      <ul className={dialog.effects}>
        {(decision.one.changes ?? []).map((change) => (
          <li key={change.pointer}>{changeWords(change)}</li>
        ))}
        <li>{said.says}</li>
      </ul>
      <Textarea
        label="Reason"
        description="Kept with your name, for whoever asks later."
        required
        rows={3}
        maxLength={REASON_LIMITS.most}
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {decide.isError && (
        <p className={dialog.warning} data-tone="attention" role="alert">
          <Icon name="attention" />
          {saying(decide.error)}
        </p>
      )}
      <div className={dialog.buttons}>
        <Button variant="default" onClick={onClose}>
          Not now
        </Button>
        <Button type="submit" disabled={!ready} loading={decide.isPending}>
          {said.button}
        </Button>
      </div>
    </form>
  );
}
