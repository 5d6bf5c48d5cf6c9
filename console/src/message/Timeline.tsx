import type { MessageDetail, TimelineEntry } from '../api/types.ts';
import { useNameOf } from '../app/names.ts';
import { actorWords } from '../words/actors.ts';
import { TECHNICAL, type Tone, words } from '../words/states.ts';
import { clock, exact } from '../words/time.ts';
import styles from './Timeline.module.css';

/** Every transition, oldest first, with its cause and who caused it. */
export function Timeline({ message }: { message: MessageDetail }) {
  const nameOf = useNameOf();
  const several = message.deliveries.length > 1;
  const targetOf = (step: number | null) =>
    message.deliveries.find((delivery) => delivery.step === step)?.system;
  return (
    <ol className={styles.timeline}>
      {message.timeline.map((entry, index) => {
        const target = several ? targetOf(entry.step) : undefined;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the time line only grows at its end
          <li key={index} data-tone={toneOf(entry)}>
            <span className={styles.dot} />
            <time dateTime={entry.at} title={exact(entry.at)}>
              {clock(entry.at)}
            </time>
            <div>
              <p className={styles.text}>{entry.text}</p>
              <p className={styles.by}>
                {actorWords(entry.actor, nameOf)}
                {target !== undefined && <> · {nameOf(target)}</>}
                {entry.to !== null && <> · {words(TECHNICAL, entry.to).label}</>}
              </p>
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function toneOf(entry: TimelineEntry): Tone {
  return entry.to === null ? 'neutral' : words(TECHNICAL, entry.to).tone;
}
