import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from '../api/queries.ts';

/** The signed-in key's name, under which things are assigned and recorded. */
export function useMyName(): string | undefined {
  return useQuery(sessionQuery).data?.name;
}

/** Whether the signed-in key may do this. The server decides; this only spares useless buttons. */
export function useMay(
  right: 'operate' | 'read-payload' | 'correct' | 'approve' | 'emergency-correct',
): boolean {
  const session = useQuery(sessionQuery);
  return session.data?.may.includes(right) ?? false;
}
