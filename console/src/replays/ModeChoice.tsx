import { MODES, type Mode } from './api.ts';
import styles from './NewReplay.module.css';
import { MODE } from './words.ts';

interface ModeChoiceProps {
  mode: Mode;
  choose: (mode: Mode) => void;
}

/** Chosen by what it does and when that is right. */
export function ModeChoice({ mode, choose }: ModeChoiceProps) {
  return (
    <fieldset className={styles.modes}>
      <legend className="unseen">What is to be done with them</legend>
      {MODES.map((one) => (
        <label key={one} className={styles.mode}>
          <input
            type="radio"
            name="mode"
            value={one}
            checked={one === mode}
            onChange={() => choose(one)}
          />
          <span>
            <strong>{MODE[one].label}</strong>
            <span>{MODE[one].means}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
