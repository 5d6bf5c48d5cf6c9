import { TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { usePropose, useTrial } from '../api/actions.ts';
import type { CorrectionTrial, CorrectionView } from '../api/types.ts';
import { useNameOf } from '../app/names.ts';
import { useMay } from '../app/rights.ts';
import dialog from '../ui/Ask.module.css';
import { Ask, Buttons, enough, ReasonField, Warning } from '../ui/Ask.tsx';
import { saying } from '../ui/Notice.tsx';
import { tell } from '../ui/toasts.tsx';
import styles from './Corrections.module.css';
import { changesOf, changeWords, place, shown } from './values.ts';

interface CorrectDialogProps {
  view: CorrectionView;
  opened: boolean;
  onClose: () => void;
}

/** Only the declared fields; what would be sent is shown before it is. */
export function CorrectDialog({ view, opened, onClose }: CorrectDialogProps) {
  return (
    <Ask
      asked={opened ? view : null}
      title={() => 'Correct this message'}
      size={640}
      onClose={onClose}
    >
      {(seen) => <Form view={seen} onClose={onClose} />}
    </Ask>
  );
}

function Form({ view, onClose }: { view: CorrectionView; onClose: () => void }) {
  // Kept from the moment of opening: what was seen is what is changed.
  const [seen] = useState(view);
  const [texts, setTexts] = useState<Record<string, string>>({});
  const [reason, setReason] = useState('');
  const [emergency, setEmergency] = useState(false);
  const mayHurry = useMay('emergency-correct');
  const trial = useTrial();
  const propose = usePropose();
  const changes = changesOf(seen.fields, texts);
  const looked = trial.data;
  const good = looked?.good === true;

  const type = (pointer: string, text: string) => {
    setTexts({ ...texts, [pointer]: text });
    trial.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (trial.isPending || propose.isPending || changes.length === 0) return;
    if (!good) {
      trial.mutate({ message: seen.message, said: { changes } });
      return;
    }
    if (!enough(reason)) return;
    const said = { changes, basedOn: seen.version, reason: reason.trim() };
    propose.mutate(
      { message: seen.message, said: emergency ? { ...said, emergency } : said },
      {
        onSuccess: (correction) => {
          tell(
            'done',
            correction.state === 'proposed'
              ? 'The correction waits for somebody else’s approval.'
              : 'The corrected message is on its way.',
          );
          onClose();
        },
      },
    );
  };

  return (
    <form onSubmit={submit} className={dialog.form}>
      <p>What came in is kept as it is. Your correction is a new version, with your name.</p>
      <div className={styles.fields}>
        {seen.fields.map(({ pointer, value }, index) => (
          <TextInput
            key={pointer}
            label={place(pointer)}
            value={texts[pointer] ?? shown(value)}
            placeholder="(nothing)"
            {...(index === 0 ? { 'data-autofocus': true } : {})}
            onChange={(event) => type(pointer, event.currentTarget.value)}
          />
        ))}
      </div>
      {looked !== undefined && <Looked trial={looked} />}
      {good && <ReasonField value={reason} change={setReason} />}
      {good && looked.fourEyes && mayHurry && (
        <label className={styles.hurry}>
          <input
            type="checkbox"
            checked={emergency}
            onChange={(event) => setEmergency(event.currentTarget.checked)}
          />
          Emergency: send it without a second person. This is marked for good.
        </label>
      )}
      {[trial.error, propose.error].map(
        (error) =>
          error !== null && (
            <Warning key={saying(error)} refused>
              {saying(error)}
            </Warning>
          ),
      )}
      <Buttons
        label={good ? (looked.fourEyes && !emergency ? 'Propose' : 'Correct and send') : 'Check'}
        danger={emergency}
        ready={changes.length > 0 && (!good || enough(reason))}
        busy={trial.isPending || propose.isPending}
        onClose={onClose}
      />
    </form>
  );
}

function Looked({ trial }: { trial: CorrectionTrial }) {
  const nameOf = useNameOf();
  return (
    <div className={styles.looked}>
      <ul className={styles.changes}>
        {trial.changes.map((change) => (
          <li key={change.pointer}>{changeWords(change)}</li>
        ))}
      </ul>
      {trial.errors.map((error) => (
        <Warning key={`${error.pointer} ${error.message}`} refused>
          {error.pointer === '' ? '' : `${place(error.pointer)}: `}
          {error.message}
        </Warning>
      ))}
      {trial.documents.map((document) => (
        <details key={document.delivery} open={document.problem !== null}>
          <summary>
            {document.problem === null
              ? `What ${nameOf(document.system)} would get`
              : `${nameOf(document.system)}: ${document.problem}`}
          </summary>
          {document.after !== undefined && (
            <div className={styles.both}>
              <pre>{JSON.stringify(document.before ?? null, null, 2)}</pre>
              <pre>{JSON.stringify(document.after, null, 2)}</pre>
            </div>
          )}
        </details>
      ))}
      {trial.good && trial.fourEyes && <p>Somebody else has to approve this before it is sent.</p>}
    </div>
  );
}
