import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { ActionDialog, type Asked } from '../actions/ActionDialog.tsx';
import { messageQuery } from '../api/queries.ts';
import type { DeliveryDetail, MessageDetail } from '../api/types.ts';
import { useHotkeys } from '../app/hotkeys.ts';
import { Corrections } from '../corrections/Corrections.tsx';
import { Bones } from '../ui/Bones.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Failed } from '../ui/Notice.tsx';
import { Columns, Page, Panel } from '../ui/Page.tsx';
import { sentence, TECHNICAL, words } from '../words/states.ts';
import { DeliveryCard } from './DeliveryCard.tsx';
import { Facts } from './Facts.tsx';
import { Journey } from './Journey.tsx';
import styles from './MessagePage.module.css';
import { Payload } from './Payload.tsx';
import { Timeline } from './Timeline.tsx';

const route = getRouteApi('/messages/$id');

export function MessagePage() {
  const { id } = route.useParams();
  const message = useQuery(messageQuery(id));
  const back = useBack();
  useHotkeys({ Escape: back });
  return (
    <>
      <button type="button" className={styles.back} onClick={back}>
        <Icon name="back" size={16} />
        Messages
      </button>
      {message.isPending && <Bones rows={6} height={72} />}
      {message.isError && message.data === undefined && (
        <Failed failure={message.error} again={() => message.refetch()} />
      )}
      {message.data && <Found message={message.data} />}
    </>
  );
}

function Found({ message }: { message: MessageDetail }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  return (
    <Page
      title={message.businessKey}
      tab={`${message.businessKey} · ${sentence(message.object)}`}
      lead={message.title}
    >
      <Journey message={message} />
      <Columns
        aside={
          <>
            <Facts message={message} />
            <Panel title="What happened">
              <Timeline message={message} />
            </Panel>
          </>
        }
      >
        {openFirst(message.deliveries).map((delivery) => (
          <DeliveryCard key={delivery.id} message={message} delivery={delivery} ask={setAsked} />
        ))}
        <Corrections key={message.id} message={message} />
        <Panel title="What came in">
          <Payload id={message.id} size={message.size} />
        </Panel>
      </Columns>
      <ActionDialog asked={asked} onClose={() => setAsked(null)} />
    </Page>
  );
}

/** What needs somebody stands first; the way it went is shown above. */
function openFirst(deliveries: DeliveryDetail[]): DeliveryDetail[] {
  const rank = (delivery: DeliveryDetail) =>
    ['attention', 'waiting', 'moving'].indexOf(words(TECHNICAL, delivery.state).tone);
  const last = (rank: number) => (rank < 0 ? Number.POSITIVE_INFINITY : rank);
  return [...deliveries].sort((one, other) =>
    last(rank(one)) === last(rank(other))
      ? one.step - other.step
      : last(rank(one)) - last(rank(other)),
  );
}

/** Back to the list as it was left, or to all messages for those who came by a link. */
function useBack(): () => void {
  const router = useRouter();
  const navigate = useNavigate();
  return () => {
    if (router.history.canGoBack()) router.history.back();
    else void navigate({ to: '/messages' });
  };
}
