import type { Attempt } from '../api/types.ts';
import { FAILURE, type Tone, words } from './states.ts';

export interface AttemptWords {
  tone: Tone;
  text: string;
}

/** What came of one attempt, in a sentence that needs no knowledge of HTTP. */
export function attemptWords(attempt: Attempt, target: string): AttemptWords {
  if (attempt.failureClass === null) {
    return attempt.tookMs === null
      ? { tone: 'moving', text: `Sent to ${target}; no answer yet` }
      : { tone: 'done', text: `${target} took it` };
  }
  const failure = words(FAILURE, attempt.failureClass);
  return { tone: failure.tone, text: attempt.detail ?? failure.means };
}

const DECISIONS: Record<string, string> = {
  retry: 'Millrace tried again by itself',
  'hold-target': 'the target’s queue was held',
  'ask-target': 'Millrace asks the target before sending again',
  'open-case': 'a person has to decide',
  'take-as-delivered': 'the target had it already: nothing was doubled',
};

/** What Millrace decided to do about it; what is not known is shown as the server named it. */
export function decisionWords(decision: string): string {
  return DECISIONS[decision] ?? decision;
}
