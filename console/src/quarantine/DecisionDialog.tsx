import { Ask } from '../ui/Ask.tsx';
import { ReasonForm } from '../ui/ReasonForm.tsx';
import { plural } from '../words/numbers.ts';
import { type Decided, type Decision, useDecide } from './api.ts';

export interface Asked {
  decision: Decision;
  /** How many it is about. */
  documents: number;
  wouldBeTaken: number;
}

const VERB = { release: 'Release', discard: 'Discard' } as const;

interface DecisionDialogProps<T> {
  asked: T;
  onClose: () => void;
}

export function DecisionDialog({ asked, onClose }: DecisionDialogProps<Asked | null>) {
  return (
    <Ask
      asked={asked}
      title={({ decision, documents }) => `${VERB[decision.verb]} ${plural(documents, 'document')}`}
      onClose={onClose}
    >
      {(one) => <Form asked={one} onClose={onClose} />}
    </Ask>
  );
}

function Form({ asked, onClose }: DecisionDialogProps<Asked>) {
  const { decision } = asked;
  return (
    <ReasonForm
      says={effectsOf(asked)}
      button={VERB[decision.verb]}
      danger={decision.verb === 'discard'}
      change={useDecide()}
      of={(reason) => ({ decision, reason })}
      done={doneWords}
      onClose={onClose}
    />
  );
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
