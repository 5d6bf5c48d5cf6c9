import { Kbd, Modal } from '@mantine/core';
import { TechnicalPill } from '../ui/Pill.tsx';
import { TECHNICAL } from '../words/states.ts';
import styles from './Shell.module.css';

const KEYS: [string[], string][] = [
  [['/'], 'Search messages'],
  [['j', 'k'], 'Next, previous'],
  [['Enter'], 'Open'],
  [['Esc'], 'Back'],
  [['n'], 'Show new arrivals'],
  [['g', 'o'], 'Overview'],
  [['g', 'm'], 'Messages'],
  [['g', 's'], 'Systems'],
  [['g', 'c'], 'Cases'],
  [['g', 'r'], 'Replays'],
  [['?'], 'This help'],
];

const EXPLAINED = [
  'READY',
  'RETRY_AT',
  'BLOCKED',
  'HELD',
  'IN_DOUBT',
  'NEEDS_PERSON',
  'DELIVERED',
  'CONFIRMED',
  'SETTLED_BY_HAND',
] as const;

export function Help({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Keyboard and words"
      size={760}
      lockScroll={false}
      centered
    >
      <div className={styles.helpColumns}>
        <section>
          <h3 className={styles.helpTitle}>Keys</h3>
          <dl className={styles.help}>
            {KEYS.map(([keys, means]) => (
              <div key={means} style={{ display: 'contents' }}>
                <dt>
                  {keys.map((key) => (
                    <Kbd key={key}>{key}</Kbd>
                  ))}
                </dt>
                <dd>{means}</dd>
              </div>
            ))}
          </dl>
        </section>
        <section>
          <h3 className={styles.helpTitle}>What the states mean</h3>
          <dl className={styles.help}>
            {EXPLAINED.map((state) => (
              <div key={state} style={{ display: 'contents' }}>
                <dt>
                  <TechnicalPill state={state} />
                </dt>
                <dd>{TECHNICAL[state].means}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </Modal>
  );
}
