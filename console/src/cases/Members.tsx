import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useLive } from '../api/live.tsx';
import { fetchMessages, LARGEST_PAGE } from '../api/queries.ts';
import type { Case, Message } from '../api/types.ts';
import { useNameOf } from '../app/names.ts';
import { Bones } from '../ui/Bones.tsx';
import { Failed } from '../ui/Notice.tsx';
import { When } from '../ui/When.tsx';
import { plural } from '../words/numbers.ts';
import styles from './Cases.module.css';

/** Messages have no filter by case: they are picked from the stopped ones of its flow and target. */
export function Members({ one }: { one: Case }) {
  const live = useLive();
  const query = new URLSearchParams({
    flow: one.flow,
    system: one.system,
    state: 'NEEDS_PERSON',
  });
  const members = useQuery({
    queryKey: ['messages', 'of-case', one.number],
    queryFn: async () =>
      (await fetchMessages(query, null, LARGEST_PAGE)).items.filter((message) =>
        message.deliveries.some((delivery) => delivery.case === one.number),
      ),
  });
  const { refetch } = members;
  useEffect(() => live.messages(() => void refetch({ cancelRefetch: false })), [live, refetch]);
  if (members.isPending) return <Bones rows={4} />;
  if (members.isError) return <Failed failure={members.error} again={() => refetch()} />;
  if (members.data.length === 0) {
    return <p className={styles.none}>None any more. They have gone on.</p>;
  }
  return (
    <ul className={styles.members}>
      {members.data.map((message) => (
        <Member key={message.id} message={message} one={one} />
      ))}
      {members.data.length < one.members && (
        <li className={styles.none}>
          The newest {plural(members.data.length, 'message')} of {one.members}.
        </li>
      )}
    </ul>
  );
}

function Member({ message, one }: { message: Message; one: Case }) {
  const nameOf = useNameOf();
  // What all of them have in common stands above the list already.
  const aside = message.summary === one.detail ? `From ${nameOf(message.sender)}` : message.summary;
  const behind = message.deliveries.find((delivery) => delivery.case === one.number)?.behind ?? 0;
  return (
    <li>
      <Link to="/messages/$id" params={{ id: message.id }} className={styles.memberKey}>
        {message.businessKey}
      </Link>
      <span className={styles.memberSaid}>{aside}</span>
      <span className={styles.behind}>{behind > 0 && `${plural(behind, 'message')} behind`}</span>
      <span className="quiet">
        <When at={message.acceptedAt} />
      </span>
    </li>
  );
}
