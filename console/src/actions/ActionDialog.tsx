import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { type Action, useAct } from '../api/actions.ts';
import { Ask } from '../ui/Ask.tsx';
import { ReasonForm } from '../ui/ReasonForm.tsx';
import { consequences, type Subject } from './consequences.ts';

export interface Asked {
  action: Action;
  subject: Subject;
}

interface ActionDialogProps<T> {
  asked: T;
  onClose: () => void;
}

export function ActionDialog({ asked, onClose }: ActionDialogProps<Asked | null>) {
  return (
    <Ask
      asked={asked}
      title={({ action, subject }) => consequences(action, subject).title}
      onClose={onClose}
    >
      {(one) => <Form asked={one} onClose={onClose} />}
    </Ask>
  );
}

function Form({ asked: { action, subject }, onClose }: ActionDialogProps<Asked>) {
  const [document, setDocument] = useState('');
  // Kept from the moment of opening: what was read is what is agreed to, while numbers go on moving.
  const [said] = useState(() => consequences(action, subject));
  return (
    <ReasonForm
      says={said.effects}
      warning={said.warning}
      ready={!said.needsDocument || document.trim().length > 0}
      button={said.button}
      danger={said.danger}
      change={useAct()}
      of={(reason) => ({
        action,
        said: { reason, ...(said.needsDocument ? { document: document.trim() } : {}) },
      })}
      done={() => said.done}
      onClose={onClose}
    >
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
    </ReasonForm>
  );
}
