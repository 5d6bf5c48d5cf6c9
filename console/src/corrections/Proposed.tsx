import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { proposedQuery } from '../api/queries.ts';
import { useNameOf } from '../app/names.ts';
import { useMay } from '../app/rights.ts';
import { Panel } from '../ui/Page.tsx';
import { When } from '../ui/When.tsx';
import { actorWords } from '../words/actors.ts';
import styles from './Corrections.module.css';

/** What others corrected and somebody has to approve; nothing if there is none. */
export function Proposed() {
  const mayApprove = useMay('approve');
  const nameOf = useNameOf();
  const proposed = useQuery({ ...proposedQuery, enabled: mayApprove }).data ?? [];
  if (!mayApprove || proposed.length === 0) return null;
  return (
    <div className={styles.proposed}>
      <Panel title="Corrections that wait for approval">
        <ul className={styles.list}>
          {proposed.map((one) => (
            <li key={one.number}>
              <Link to="/messages/$id" params={{ id: one.message }}>
                Correction {one.number}
              </Link>{' '}
              <span className="quiet">
                by {actorWords(one.proposedBy, nameOf)}, <When at={one.proposedAt} />: “{one.reason}
                ”
              </span>
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  );
}
