import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCallback } from 'react';
import { membersQuery } from '../api/queries.ts';
import type { Case, Message } from '../api/types.ts';
import { useLiveAgain } from '../api/useLiveAgain.ts';
import { useNameOf } from '../app/names.ts';
import { Bones } from '../ui/Bones.tsx';
import { Failed } from '../ui/Notice.tsx';
import { More, Row, Rows } from '../ui/Rows.tsx';
import { When } from '../ui/When.tsx';
import { count, plural } from '../words/numbers.ts';
import styles from './Cases.module.css';

/** What waits in a case, newest first. */
export function Members({ one }: { one: Case }) {
  const members = useInfiniteQuery(membersQuery(one.number));
  const { refetch } = members;
  useLiveAgain(useCallback(() => refetch({ cancelRefetch: false }), [refetch]));
  if (members.isPending) return <Bones rows={4} />;
  if (members.data === undefined) {
    return <Failed failure={members.error} again={() => refetch()} />;
  }
  const shown = members.data.pages.flatMap((page) => page.items);
  if (shown.length === 0) {
    return <p className={styles.none}>{none(one)}</p>;
  }
  return (
    <>
      <Rows>
        {shown.map((message) => (
          <Member key={message.id} message={message} one={one} />
        ))}
      </Rows>
      <More list={members}>
        The newest {count(shown.length)} of {plural(one.members, 'message')}.
      </More>
    </>
  );
}

/** What went wrong with this one, where that is not word for word what stands above the list. */
function ownWords(message: Message, one: Case): string | null {
  if (message.summary.endsWith(one.detail)) return null;
  return message.summary.slice(message.summary.indexOf(': ') + 1).trim();
}

function Member({ message, one }: { message: Message; one: Case }) {
  const nameOf = useNameOf();
  const behind = message.deliveries.find((delivery) => delivery.case === one.number)?.behind ?? 0;
  return (
    <Row
      link={
        <Link to="/messages/$id" params={{ id: message.id }} className="key">
          {message.businessKey}
        </Link>
      }
      said={ownWords(message, one) ?? `From ${nameOf(message.sender)}`}
      hint={message.summary}
      extra={
        behind > 0 && <span className={styles.behind}>{plural(behind, 'message')} behind</span>
      }
      at={<When at={message.acceptedAt} />}
    />
  );
}

/** An outage is a case that never had members. */
function none(one: Case): string {
  return one.class === 'outage' && !one.resendable
    ? 'None. What waits goes by itself as soon as the system works again, and then this case closes.'
    : 'None any more. They have gone on.';
}
