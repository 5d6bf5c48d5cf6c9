import type { MessageDetail } from '../api/types.ts';
import { useNameOf } from '../app/names.ts';
import { Icon } from '../ui/Icon.tsx';
import { BusinessPill, TechnicalPill } from '../ui/Pill.tsx';
import { When } from '../ui/When.tsx';
import { standbyOf, standbyWords } from '../words/standby.ts';
import { TECHNICAL, type Tone, words } from '../words/states.ts';
import { stopped, whereabouts } from '../words/whereabouts.ts';
import styles from './Journey.module.css';

/** From whom, through Millrace, to whom; where it is now and who holds it. */
export function Journey({ message }: { message: MessageDetail }) {
  const nameOf = useNameOf();
  const now = whereabouts(message, nameOf);
  return (
    <section className={styles.journey} data-tone={now.tone} aria-label="Where it is now">
      <div className={styles.now}>
        <span className={styles.mark}>
          <Icon name={now.tone} size={22} />
        </span>
        <div>
          <p className={styles.where}>{now.where}</p>
          <p className={styles.holder}>
            {stopped(message.summary)}
            {now.holder !== null && <> {now.holder}</>}
          </p>
        </div>
        <dl className={styles.both}>
          <div>
            <dt>Technical</dt>
            <dd>
              <TechnicalPill state={message.state} />
            </dd>
          </div>
          <div>
            <dt>Business</dt>
            <dd>
              <BusinessPill status={message.business} />
            </dd>
          </div>
        </dl>
      </div>
      <ol className={styles.race}>
        <li className={styles.stop} data-tone="done">
          <span className={styles.knot} />
          <Reach tone={toneAt(message, 0)} />
          <strong>{nameOf(message.sender)}</strong>
          <span className="quiet">
            sent it <When at={message.acceptedAt} />
          </span>
        </li>
        {message.deliveries.map((delivery, index) => {
          const said = words(TECHNICAL, delivery.state);
          const standby = standbyOf(message, delivery);
          return (
            <li key={delivery.id} className={styles.stop} data-tone={said.tone}>
              <span className={styles.knot} />
              <Reach tone={toneAt(message, index + 1)} />
              <strong>{nameOf(delivery.system)}</strong>
              {standby !== null && (
                <span className="quiet" title={standbyWords(standby, nameOf)}>
                  stands by, {standby.kind === 'replaces' ? 'gets it instead' : 'takes back'}
                </span>
              )}
              <span className={styles.stopState}>{said.label}</span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** The stretch of channel after a stop, in the colour of where it leads. */
function Reach({ tone }: { tone: Tone | null }) {
  return tone === null ? null : <span className={styles.reach} data-tone={tone} />;
}

function toneAt(message: MessageDetail, index: number): Tone | null {
  const delivery = message.deliveries[index];
  return delivery === undefined ? null : words(TECHNICAL, delivery.state).tone;
}
