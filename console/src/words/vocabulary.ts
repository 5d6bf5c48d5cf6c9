import vocabulary from '../../../docs/reference/vocabulary.json' with { type: 'json' };
import type { DeliveryState, StateGroup } from '../api/types.ts';

/** The node's own words; a test of the node holds this file to what the node means by them. */
export const VOCABULARY: {
  stateGroups: Record<StateGroup, readonly string[]>;
  businessStatuses: readonly string[];
  failureClasses: readonly string[];
  owners: readonly string[];
  health: readonly string[];
} = vocabulary;

/** Which of the four a state belongs to; empty for one that a newer node may send. */
export function groupOf(state: DeliveryState): StateGroup | undefined {
  const found = Object.entries(VOCABULARY.stateGroups).find(([, states]) => states.includes(state));
  return found?.[0] as StateGroup | undefined;
}
