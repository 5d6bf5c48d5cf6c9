import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useCaseChange } from '../api/actions.ts';
import type { Case } from '../api/types.ts';
import { Ask } from '../ui/Ask.tsx';
import { ReasonForm } from '../ui/ReasonForm.tsx';
import { type AskedVerb, formOf, saidOf } from './caseForms.ts';

interface CaseDialogProps<T> {
  asked: T;
  one: Case;
  onClose: () => void;
}

/** Asks for what a change of a case needs, and makes it. */
export function CaseDialog({ asked, one, onClose }: CaseDialogProps<AskedVerb | null>) {
  return (
    <Ask asked={asked} title={(verb) => formOf(verb, one, Date.now()).title} onClose={onClose}>
      {(verb) => <Form asked={verb} one={one} onClose={onClose} />}
    </Ask>
  );
}

function Form({ asked, one, onClose }: CaseDialogProps<AskedVerb>) {
  // Kept from the moment of opening, with the version that was seen then.
  const [form] = useState(() => formOf(asked, one, Date.now()));
  const [version] = useState(one.version);
  const [typed, setTyped] = useState(form.field?.value ?? '');
  return (
    <ReasonForm
      says={form.says}
      reason={form.reason === 'none' ? null : asked === 'note' ? 'Note' : 'Reason'}
      button={form.button}
      change={useCaseChange()}
      of={(reason) => ({
        number: one.number,
        version,
        verb: form.verb,
        said: saidOf(form, typed, reason),
      })}
      done={() => form.done}
      onClose={onClose}
    >
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
    </ReasonForm>
  );
}
