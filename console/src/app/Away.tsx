import { useEffect, useState } from 'react';
import { useConnection } from '../api/live.tsx';
import { Icon } from '../ui/Icon.tsx';
import { clock } from '../words/time.ts';
import styles from './Shell.module.css';

/** Short gaps are nobody's business. */
const PATIENCE_MS = 1_500;

/** Says quietly that what is shown may be old, and that nothing has to be done about it. */
export function Away() {
  const connection = useConnection();
  const since = connection.state === 'away' ? connection.since : null;
  const [patient, setPatient] = useState(true);
  useEffect(() => {
    setPatient(true);
    if (since === null) return undefined;
    const timer = window.setTimeout(() => setPatient(false), PATIENCE_MS);
    return () => window.clearTimeout(timer);
  }, [since]);
  if (since === null || patient) return null;
  return (
    <div role="status" className={styles.away}>
      <Icon name="retry" />
      No connection to Millrace. You see the state of {clock(new Date(since).toISOString())}; the
      console keeps trying and catches up by itself.
    </div>
  );
}
