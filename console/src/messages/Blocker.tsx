import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { messageQuery } from '../api/queries.ts';

/** Whether it waits for another message, and not for an earlier step of its own. */
export function waitsForAnother(delivery: { blockedBy: string | null }, message: string): boolean {
  return delivery.blockedBy !== null && !delivery.blockedBy.startsWith(message);
}

/** Names the message that holds up this one. The list gives its delivery's id only. */
export function Blocker({ delivery }: { delivery: string }) {
  const id = delivery.split(':')[0] ?? delivery;
  const blocker = useQuery({ ...messageQuery(id), staleTime: 30_000 });
  return (
    <Link to="/messages/$id" params={{ id }} className="key">
      {blocker.data?.businessKey ?? 'an earlier one'}
    </Link>
  );
}
