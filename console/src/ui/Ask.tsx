import { Button, Modal, Textarea } from '@mantine/core';
import type { ReactNode } from 'react';
import { REASON_LIMITS } from '../api/actions.ts';
import styles from './Ask.module.css';
import { Icon } from './Icon.tsx';

interface AskProps<T> {
  asked: T | null;
  title: (asked: T) => string;
  size?: number;
  onClose: () => void;
  children: (asked: T) => ReactNode;
}

/** A dialog, open while something is asked; what was typed is forgotten when it closes. */
export function Ask<T>({ asked, title, size = 540, onClose, children }: AskProps<T>) {
  return (
    <Modal
      opened={asked !== null}
      onClose={onClose}
      title={asked !== null && title(asked)}
      size={size}
      lockScroll={false}
      centered
    >
      {asked !== null && children(asked)}
    </Modal>
  );
}

/** What will happen, one sentence per effect. */
export function Effects({ says }: { says: readonly string[] }) {
  return (
    <ul className={styles.effects}>
      {says.map((effect) => (
        <li key={effect}>{effect}</li>
      ))}
    </ul>
  );
}

/** Before the act in the colour of waiting, after a refusal in that of attention, read out at once. */
export function Warning({ refused = false, children }: { refused?: boolean; children: ReactNode }) {
  return (
    <p
      className={styles.warning}
      data-tone={refused ? 'attention' : 'waiting'}
      {...(refused ? { role: 'alert' } : {})}
    >
      <Icon name="attention" />
      <span>{children}</span>
    </p>
  );
}

export function enough(reason: string): boolean {
  return reason.trim().length >= REASON_LIMITS.least;
}

interface ReasonFieldProps {
  value: string;
  change: (reason: string) => void;
  label?: string;
  focus?: boolean;
}

export function ReasonField({ value, change, label = 'Reason', focus = false }: ReasonFieldProps) {
  return (
    <Textarea
      label={label}
      description="Kept with your name, for whoever asks later."
      placeholder={label === 'Reason' ? 'Why is this right?' : ''}
      required
      rows={3}
      maxLength={REASON_LIMITS.most}
      {...(focus ? { 'data-autofocus': true } : {})}
      value={value}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}

interface ButtonsProps {
  label: string;
  danger?: boolean;
  ready: boolean;
  busy: boolean;
  onClose: () => void;
}

export function Buttons({ label, danger = false, ready, busy, onClose }: ButtonsProps) {
  return (
    <div className={styles.buttons}>
      <Button variant="default" onClick={onClose}>
        Not now
      </Button>
      <Button
        type="submit"
        {...(danger ? { color: 'ember' } : {})}
        disabled={!ready}
        loading={busy}
      >
        {label}
      </Button>
    </div>
  );
}
