import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { correctionsQuery } from '../api/queries.ts';
import type { Correction, MessageDetail } from '../api/types.ts';
import { useNameOf } from '../app/names.ts';
import { useMay, useMyName } from '../app/rights.ts';
import { Panel } from '../ui/Page.tsx';
import { When } from '../ui/When.tsx';
import { actorWords } from '../words/actors.ts';
import { CorrectDialog } from './CorrectDialog.tsx';
import styles from './Corrections.module.css';
import { DecideDialog, type Decision } from './DecideDialog.tsx';
import { changeWords } from './values.ts';

const STATE = {
  proposed: 'waits for approval',
  approved: 'in force',
  rejected: 'rejected',
  withdrawn: 'withdrawn',
} as const;

/** What was changed in a message, by whom, and what may be changed now. */
export function Corrections({ message }: { message: MessageDetail }) {
  const maySee = useMay('read-payload');
  const waits = message.deliveries.some((one) => one.state === 'NEEDS_PERSON');
  const corrected = message.deliveries.some((one) =>
    one.attempts.some((attempt) => (attempt.contentVersion ?? 1) > 1),
  );
  // Once shown it stays: what was just corrected no longer waits, and its dialog has to end first.
  const [wasShown, setWasShown] = useState(false);
  const shown = waits || corrected;
  if (shown && !wasShown) setWasShown(true);
  return maySee && (shown || wasShown) ? <Found message={message} /> : null;
}

function Found({ message }: { message: MessageDetail }) {
  const view = useQuery(correctionsQuery(message.id)).data;
  const mayCorrect = useMay('correct');
  const [correcting, setCorrecting] = useState(false);
  const [decision, setDecision] = useState<Decision | null>(null);
  if (view === undefined) return null;
  const pending = view.corrections.some((one) => one.state === 'proposed');
  const able = mayCorrect && view.possible && !pending && view.fields.length > 0;
  if (!able && view.corrections.length === 0) return null;
  return (
    <Panel
      title="Corrections"
      aside={able && <Button onClick={() => setCorrecting(true)}>Correct it…</Button>}
    >
      {view.corrections.length === 0 ? (
        <p className={styles.none}>
          If the message itself is wrong, it can be corrected and sent again. What came in is kept.
        </p>
      ) : (
        <ul className={styles.list}>
          {view.corrections.toReversed().map((one) => (
            <One key={one.number} one={one} decide={setDecision} />
          ))}
        </ul>
      )}
      <CorrectDialog view={view} opened={correcting} onClose={() => setCorrecting(false)} />
      <DecideDialog decision={decision} onClose={() => setDecision(null)} />
    </Panel>
  );
}

function One({ one, decide }: { one: Correction; decide: (decision: Decision) => void }) {
  const nameOf = useNameOf();
  const me = useMyName();
  const mayApprove = useMay('approve');
  const own = one.proposedBy.split(':')[1] === me;
  return (
    <li>
      <p>
        <strong>Version {one.version}</strong>, {STATE[one.state]}
        {one.emergency && <span className={styles.emergency}>Emergency</span>}
      </p>
      <ul className={styles.changes}>
        {(one.changes ?? []).map((change) => (
          <li key={change.pointer}>{changeWords(change)}</li>
        ))}
      </ul>
      <p className="quiet">
        {actorWords(one.proposedBy, nameOf)}, <When at={one.proposedAt} />: “{one.reason}”
      </p>
      {one.decidedBy !== undefined && one.decision && (
        <p className="quiet">
          {actorWords(one.decidedBy, nameOf)}: “{one.decision}”
        </p>
      )}
      {one.state === 'proposed' && (
        <div className={styles.buttons}>
          {mayApprove && !own && (
            <>
              <Button onClick={() => decide({ verb: 'approve', one })}>Approve and send…</Button>
              <Button variant="default" onClick={() => decide({ verb: 'reject', one })}>
                Reject…
              </Button>
            </>
          )}
          {own && (
            <>
              <span className="quiet">Somebody else has to approve it.</span>
              <Button variant="default" onClick={() => decide({ verb: 'withdraw', one })}>
                Withdraw…
              </Button>
            </>
          )}
        </div>
      )}
    </li>
  );
}
