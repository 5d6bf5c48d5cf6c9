import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import type { Message } from '../api/types.ts';
import { plainName, useNameOf } from '../app/names.ts';
import { BusinessPill, TechnicalPill } from '../ui/Pill.tsx';
import { When } from '../ui/When.tsx';
import { plural } from '../words/numbers.ts';
import { sentence } from '../words/states.ts';
import { Blocker, waitsForAnother } from './Blocker.tsx';
import styles from './MessagesPage.module.css';

const WIDEST_TARGETS = 9;

interface MessageRowProps {
  message: Message;
  selected: boolean;
  /** It no longer fits the chosen state: it stays where it is, faded, until the list is read anew. */
  moved: boolean;
}

// biome-ignore-start lint/a11y/useSemanticElements: rows are grids that fold on narrow screens
// biome-ignore-start lint/a11y/useFocusableInteractive: the link in the row takes the focus
export const MessageRow = memo(function MessageRow({ message, selected, moved }: MessageRowProps) {
  const nameOf = useNameOf();
  const behind = message.deliveries.reduce((most, one) => Math.max(most, one.behind), 0);
  return (
    <div
      role="row"
      id={`row-${message.id}`}
      className={styles.row}
      data-tone={message.group}
      aria-selected={selected}
      data-moved={moved || undefined}
    >
      <span role="cell" className={styles.technical}>
        <TechnicalPill state={message.state} />
      </span>
      <span role="cell" className={styles.business}>
        <BusinessPill status={message.business} />
      </span>
      <span role="cell" className={styles.what}>
        <Link to="/messages/$id" params={{ id: message.id }} className={styles.key}>
          {message.businessKey}
        </Link>
        <span className={styles.second}>{sentence(message.object)}</span>
      </span>
      <span role="cell" className={styles.route} title={route(message, nameOf)}>
        {shortRoute(message)}
      </span>
      <span role="cell" className={styles.summary}>
        <span className={styles.said} title={message.summary}>
          <Summary message={message} />
        </span>
        {behind > 0 && (
          <span className={styles.behind}>{plural(behind, 'message')} waiting behind it</span>
        )}
      </span>
      <span role="cell" className={styles.time}>
        <When at={message.acceptedAt} />
      </span>
    </div>
  );
});
// biome-ignore-end lint/a11y/useSemanticElements: rows are grids that fold on narrow screens
// biome-ignore-end lint/a11y/useFocusableInteractive: the link in the row takes the focus

/** The node's sentence; where it names the message that is in the way, the name leads there. */
function Summary({ message }: { message: Message }) {
  const blocked = message.deliveries.find((one) => waitsForAnother(one, message.id));
  const key = blocked?.blockedByKey ?? '';
  const at = key === '' ? -1 : message.summary.indexOf(key);
  if (at < 0 || !blocked?.blockedBy) return message.summary;
  return (
    <>
      {message.summary.slice(0, at)}
      <Blocker delivery={blocked.blockedBy} businessKey={key} />
      {message.summary.slice(at + key.length)}
    </>
  );
}

/** Only few columns are wide: the first target, and how many more. */
function shortRoute(message: Message): string {
  const targets = [...new Set(message.deliveries.map((one) => plainName(one.system)))];
  const all = targets.join(', ');
  const said = all.length <= WIDEST_TARGETS ? all : `${targets[0]} +${targets.length - 1}`;
  return `${plainName(message.sender)} → ${said}`;
}

function route(message: Message, nameOf: (system: string) => string): string {
  const targets = [...new Set(message.deliveries.map((one) => nameOf(one.system)))];
  return `${nameOf(message.sender)} → ${targets.join(', ')}`;
}
