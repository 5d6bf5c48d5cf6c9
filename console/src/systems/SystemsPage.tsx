import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ActionDialog, type Asked } from '../actions/ActionDialog.tsx';
import { systemsQuery } from '../api/queries.ts';
import type { Health, SystemStatus } from '../api/types.ts';
import { Bones } from '../ui/Bones.tsx';
import { Failed, Notice } from '../ui/Notice.tsx';
import { Page } from '../ui/Page.tsx';
import { SystemCard } from './SystemCard.tsx';
import styles from './SystemsPage.module.css';

/** The ones in trouble first; then in the order of the landscape. */
const ORDER: Health[] = ['out', 'held', 'degraded', 'ok', 'idle'];

export function SystemsPage() {
  const systems = useQuery(systemsQuery);
  const [asked, setAsked] = useState<Asked | null>(null);
  return (
    <Page title="Systems" lead="Who is connected, how they are, and what waits for them.">
      {systems.isPending && <Bones rows={4} height={150} />}
      {systems.isError && systems.data === undefined && (
        <Failed failure={systems.error} again={() => systems.refetch()} />
      )}
      {systems.data?.length === 0 && (
        <Notice icon="systems" title="No systems yet">
          Declare the first one in the landscape, under <code>systems/</code>.
        </Notice>
      )}
      {systems.data && (
        <div className={styles.grid}>
          {byTrouble(systems.data).map((system) => (
            <SystemCard key={system.name} system={system} ask={setAsked} />
          ))}
        </div>
      )}
      <ActionDialog asked={asked} onClose={() => setAsked(null)} />
    </Page>
  );
}

function byTrouble(systems: SystemStatus[]): SystemStatus[] {
  return [...systems].sort((one, other) => ORDER.indexOf(one.health) - ORDER.indexOf(other.health));
}
