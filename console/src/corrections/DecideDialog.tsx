import { useDecide } from '../api/actions.ts';
import type { Correction } from '../api/types.ts';
import { Ask } from '../ui/Ask.tsx';
import { ReasonForm } from '../ui/ReasonForm.tsx';
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

interface DecideDialogProps<T> {
  decision: T;
  onClose: () => void;
}

export function DecideDialog({ decision, onClose }: DecideDialogProps<Decision | null>) {
  return (
    <Ask asked={decision} title={({ verb }) => WORDS[verb].title} onClose={onClose}>
      {(one) => <Form decision={one} onClose={onClose} />}
    </Ask>
  );
}

function Form({ decision: { verb, one }, onClose }: DecideDialogProps<Decision>) {
  return (
    <ReasonForm
      says={[...(one.changes ?? []).map(changeWords), WORDS[verb].says]}
      button={WORDS[verb].button}
      change={useDecide()}
      of={(reason) => ({ number: one.number, verb, reason })}
      done={() => WORDS[verb].done}
      onClose={onClose}
    />
  );
}
