import { TextInput } from '@mantine/core';
import styles from './NewReplay.module.css';
import type { PartProps } from './NewReplayPage.tsx';
import { PACE } from './planForm.ts';

type Part = keyof typeof PACE;

const PARTS: [Part, string, string][] = [
  ['rate', 'Most a second', 'It begins with one a second.'],
  ['underWay', 'Most under way', 'So many are on their way at once.'],
  ['stopAfterFailures', 'Stops at failures', 'So many that fail again stop the run.'],
];

/** What is usual stands there already. */
export function Pace({ fields, set }: PartProps) {
  return (
    <div className={styles.fields}>
      {PARTS.map(([part, label, description]) => (
        <TextInput
          key={part}
          type="number"
          min={1}
          max={PACE[part].most}
          label={label}
          description={description}
          required
          value={fields[part] || ''}
          onChange={(event) => set({ [part]: Number(event.currentTarget.value) })}
        />
      ))}
    </div>
  );
}
