import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from '../api/queries.ts';

/** Whether the signed-in key may do this. The server decides; this only spares useless buttons. */
export function useMay(right: 'operate' | 'read-payload'): boolean {
  const session = useQuery(sessionQuery);
  return session.data?.may.includes(right) ?? false;
}
