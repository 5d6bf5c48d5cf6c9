import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Asked } from '../actions/ActionDialog.tsx';
import { possible } from '../actions/consequences.ts';
import type { DeliveryDetail, MessageDetail } from '../api/types.ts';
import { useNameOf } from '../app/names.ts';
import { useMay } from '../app/rights.ts';
import { Blocker, waitsForAnother } from '../messages/Blocker.tsx';
import { Copy } from '../ui/Copy.tsx';
import { Fact, FactList } from '../ui/Facts.tsx';
import { BusinessPill, TechnicalPill } from '../ui/Pill.tsx';
import { Due } from '../ui/When.tsx';
import { plural } from '../words/numbers.ts';
import { deliveryTitle, standbyOf, standbyWords } from '../words/standby.ts';
import { sentence } from '../words/states.ts';
import { AttemptRow } from './AttemptRow.tsx';
import styles from './MessagePage.module.css';

const BUTTONS = { release: 'Release', settle: 'Done by hand…', cancel: 'Cancel…' } as const;

interface DeliveryCardProps {
  message: MessageDetail;
  delivery: DeliveryDetail;
  ask: (asked: Asked) => void;
}

/** One target: how it stands there, what may be done, and every attempt. */
export function DeliveryCard({ message, delivery, ask }: DeliveryCardProps) {
  const nameOf = useNameOf();
  const mayOperate = useMay('operate');
  const target = nameOf(delivery.system);
  const actions = mayOperate ? possible(delivery.state) : [];
  const standby = standbyOf(message, delivery);
  const title = deliveryTitle(delivery, standby, nameOf);
  const newest = [...delivery.attempts].reverse();
  return (
    <section className={styles.delivery} aria-label={title}>
      <header className={styles.deliveryHead}>
        <div>
          <h2>{title}</h2>
          <p className="quiet">{sentence(delivery.operation)}</p>
          {standby !== null && <p className="quiet">{standbyWords(standby, nameOf)}.</p>}
        </div>
        <div className={styles.pills}>
          <TechnicalPill state={delivery.state} />
          <BusinessPill status={delivery.business} />
        </div>
      </header>
      <FactList>
        {delivery.reference !== null && (
          <Fact name="Their document">
            <span className="key">{delivery.reference}</span>
            <Copy text={delivery.reference} what="the document number" />
          </Fact>
        )}
        {delivery.state === 'BLOCKED' && (
          <Fact name="Waits for">
            {delivery.blockedBy !== null && waitsForAnother(delivery, message.id) ? (
              <Blocker delivery={delivery.blockedBy} businessKey={delivery.blockedByKey} />
            ) : (
              'an earlier target of this message'
            )}
          </Fact>
        )}
        {delivery.behind > 0 && (
          <Fact name="Waiting behind">
            {message.orderKey === null ? (
              plural(delivery.behind, 'message')
            ) : (
              <Link to="/messages" search={{ q: message.orderKey, state: ['BLOCKED'] }}>
                {plural(delivery.behind, 'message')} of {message.orderKey}
              </Link>
            )}
          </Fact>
        )}
        {delivery.nextAt !== null && (
          <Fact name="Next try">
            <Due at={delivery.nextAt} />
          </Fact>
        )}
        {delivery.case !== null && (
          <Fact name="Case">
            <Link to="/cases/$number" params={{ number: String(delivery.case) }}>
              Case {delivery.case}
            </Link>
          </Fact>
        )}
      </FactList>
      {actions.length > 0 && (
        <div className={styles.actions}>
          {actions.map((kind) => (
            <Button
              key={kind}
              variant={kind === 'release' ? 'filled' : 'default'}
              onClick={() =>
                ask({
                  action: { kind, delivery: delivery.id },
                  subject: {
                    of: 'delivery',
                    id: delivery.id,
                    key: message.businessKey,
                    target,
                    state: delivery.state,
                    behind: delivery.behind,
                    doubtful: isDoubtful(delivery),
                  },
                })
              }
            >
              {BUTTONS[kind]}
            </Button>
          ))}
        </div>
      )}
      {newest.length === 0 ? (
        <p className={styles.none}>Nothing was sent to {target} yet.</p>
      ) : (
        <ol className={styles.attempts} aria-label="Attempts, newest first">
          {newest.map((attempt, index) => (
            <AttemptRow
              key={attempt.number}
              attempt={attempt}
              target={target}
              open={index === 0 && attempt.failureClass !== null}
            />
          ))}
        </ol>
      )}
    </section>
  );
}

function isDoubtful(delivery: DeliveryDetail): boolean {
  return (
    delivery.business === 'UNKNOWN' || delivery.attempts.at(-1)?.failureClass === 'unknown-outcome'
  );
}
