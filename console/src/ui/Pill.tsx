import { Tooltip } from '@mantine/core';
import type { BusinessStatus, DeliveryState } from '../api/types.ts';
import { BUSINESS, TECHNICAL, type Words, words } from '../words/states.ts';
import { Icon, type IconName } from './Icon.tsx';
import styles from './Pill.module.css';

const STATE_ICON: Partial<Record<DeliveryState, IconName>> = {
  RETRY_AT: 'retry',
  IN_DOUBT: 'doubt',
  BLOCKED: 'chain',
  SETTLED_BY_HAND: 'hand',
  CANCELLED: 'cross',
  REJECTED: 'cross',
};

/** Technical state: what happened to the pipe. Filled, with an icon. */
export function TechnicalPill({ state }: { state: DeliveryState }) {
  const said = words(TECHNICAL, state);
  return (
    <Hint text={`${said.means} (${state})`}>
      <span className={styles.technical} data-tone={said.tone}>
        <Icon name={STATE_ICON[state] ?? said.tone} size={14} />
        {said.label}
      </span>
    </Hint>
  );
}

/** Business status: what happened to the business. Never filled, so that the two are never confused. */
export function BusinessPill({ status }: { status: BusinessStatus }) {
  const said = words(BUSINESS, status);
  return (
    <Hint text={`Business status: ${said.means}`}>
      <span className={styles.business} data-tone={said.tone}>
        {said.label}
      </span>
    </Hint>
  );
}

export function WordPill({ said }: { said: Words }) {
  return (
    <Hint text={said.means}>
      <span className={styles.technical} data-tone={said.tone}>
        {said.label}
      </span>
    </Hint>
  );
}

function Hint({ text, children }: { text: string; children: React.ReactElement }) {
  return (
    <Tooltip label={text} multiline maw={280} openDelay={350} withArrow fz="xs">
      {children}
    </Tooltip>
  );
}
