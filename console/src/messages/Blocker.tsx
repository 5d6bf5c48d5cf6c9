import { Link } from '@tanstack/react-router';

/** Whether it waits for another message, and not for an earlier step of its own. */
export function waitsForAnother(delivery: { blockedBy: string | null }, message: string): boolean {
  return delivery.blockedBy !== null && !delivery.blockedBy.startsWith(message);
}

interface BlockerProps {
  /** Id of the delivery that holds up this one. */
  delivery: string;
  businessKey: string | null;
}

/** Leads to the message that holds up this one. */
export function Blocker({ delivery, businessKey }: BlockerProps) {
  const id = delivery.split(':')[0] ?? delivery;
  return (
    <Link to="/messages/$id" params={{ id }} className="key">
      {businessKey ?? 'an earlier one'}
    </Link>
  );
}
