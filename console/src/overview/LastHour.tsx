import { useState } from 'react';
import type { Minute } from '../api/types.ts';
import { Panel } from '../ui/Page.tsx';
import { count } from '../words/numbers.ts';
import { MinuteChart, minuteOf } from './MinuteChart.tsx';
import styles from './Overview.module.css';

/** The chart; its legend tells the numbers of the minute under the pointer, else of the last one. */
export function LastHour({ minutes }: { minutes: Minute[] }) {
  const [pointed, setPointed] = useState<number | null>(null);
  const shown = minutes.find((one) => Date.parse(one.minute) / 1000 === pointed) ?? minutes.at(-2);
  return (
    <Panel
      title="The last hour, per minute"
      aside={
        shown !== undefined && (
          <dl className={styles.legend}>
            <span className="quiet numeric">{minuteOf(Date.parse(shown.minute) / 1000)}</span>
            <Entry tone="moving" name="Accepted" value={shown.accepted} />
            <Entry tone="done" name="Confirmed" value={shown.confirmed} />
            <Entry tone="attention" name="Failed" value={shown.failed} />
          </dl>
        )
      }
    >
      <MinuteChart minutes={minutes} onPoint={setPointed} />
    </Panel>
  );
}

function Entry({ tone, name, value }: { tone: string; name: string; value: number }) {
  return (
    <div data-tone={tone}>
      <dt>{name}</dt>
      <dd className="numeric">{count(value)}</dd>
    </div>
  );
}
