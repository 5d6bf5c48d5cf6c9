import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import styles from '../actions/ActionDialog.module.css';
import { REASON_LIMITS, useCaseChange } from '../api/actions.ts';
import type { Case } from '../api/types.ts';
import { Icon } from '../ui/Icon.tsx';
import { saying } from '../ui/Notice.tsx';
import { tell } from '../ui/toasts.tsx';
import { type AskedVerb, type CaseForm, formOf, saidOf } from './caseForms.ts';

interface CaseDialogProps {
  asked: AskedVerb | null;
  one: Case;
  onClose: () => void;
}

/** Asks for what a change of a case needs, and makes it. */
export function CaseDialog({ asked, one, onClose }: CaseDialogProps) {
  return (
    <Modal
      opened={asked !== null}
      onClose={onClose}
      title={asked && formOf(asked, one, Date.now()).title}
      size={520}
      lockScroll={false}
      centered
    >
      {asked && <Form asked={asked} one={one} onClose={onClose} />}
    </Modal>
  );
}

function Form({ asked, one, onClose }: { asked: AskedVerb; one: Case; onClose: () => void }) {
  // Kept from the moment of opening, with the version that was seen then.
  const [form] = useState<CaseForm>(() => formOf(asked, one, Date.now()));
  const [version] = useState(one.version);
  const [typed, setTyped] = useState(form.field?.value ?? '');
  const [reason, setReason] = useState('');
  const change = useCaseChange();
  const ready = form.reason === 'none' || reason.trim().length >= REASON_LIMITS.least;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready || change.isPending) return;
    change.mutate(
      { number: one.number, version, verb: form.verb, said: saidOf(form, typed, reason) },
      {
        onSuccess: () => {
          tell('done', form.done);
          onClose();
        },
      },
    );
  };

  return (
    <form onSubmit={submit} className={styles.form}>
      <p>{form.says}</p>
      {form.field && (
        <TextInput
          label={form.field.label}
          placeholder={form.field.hint}
          type={form.field.type}
          maxLength={500}
          data-autofocus
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
      {form.reason === 'required' && (
        <Textarea
          label={asked === 'note' ? 'Note' : 'Reason'}
          description="Kept with your name, for whoever asks later."
          required
          rows={3}
          maxLength={REASON_LIMITS.most}
          {...(form.field ? {} : { 'data-autofocus': true })}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      {change.isError && (
        <p className={styles.warning} data-tone="attention" role="alert">
          <Icon name="attention" />
          {saying(change.error)}
        </p>
      )}
      <div className={styles.buttons}>
        <Button variant="default" onClick={onClose}>
          Back
        </Button>
        <Button type="submit" disabled={!ready} loading={change.isPending}>
          {form.button}
        </Button>
      </div>
    </form>
  );
}
