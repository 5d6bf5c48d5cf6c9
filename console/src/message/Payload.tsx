import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { payloadQuery } from '../api/queries.ts';
import { useMay } from '../app/rights.ts';
import { Bones } from '../ui/Bones.tsx';
import { Document } from '../ui/Document.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Failed } from '../ui/Notice.tsx';
import { bytes } from '../words/numbers.ts';
import styles from './MessagePage.module.css';

/** Read only when asked for: every reading of a payload goes into the audit log. */
export function Payload({ id, size }: { id: string; size: number }) {
  const may = useMay('read-payload');
  const [wanted, setWanted] = useState(false);
  const payload = useQuery({ ...payloadQuery(id), enabled: may && wanted });
  if (!may) {
    return (
      <p className={styles.none}>
        <Icon name="lock" size={16} /> Your key may not read the contents of messages.
      </p>
    );
  }
  if (!wanted) {
    return (
      <div className={styles.payloadOffer}>
        <Button variant="default" onClick={() => setWanted(true)}>
          Show the document ({bytes(size)})
        </Button>
        <span className="quiet">Reading it is recorded under your name.</span>
      </div>
    );
  }
  return (
    <div className={styles.payload}>
      {payload.isPending && <Bones rows={3} height={22} />}
      {payload.isError && <Failed failure={payload.error} again={() => payload.refetch()} />}
      {payload.data !== undefined && <Document source={payload.data} what="the document" />}
    </div>
  );
}
