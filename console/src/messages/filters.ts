import {
  DELIVERY_STATES,
  type DeliveryState,
  STATE_GROUPS,
  type StateGroup,
} from '../api/types.ts';

/** What the list shows; lives in the address bar, so that a view can be shared or bookmarked. */
export interface MessageFilters {
  q?: string;
  flow?: string;
  object?: string;
  system?: string;
  /** Number of a case. */
  case?: string;
  state?: (StateGroup | DeliveryState)[];
  since?: string;
  until?: string;
}

const NAMES = ['q', 'flow', 'object', 'system', 'case', 'since', 'until'] as const;
const CASE_NUMBER = /^\d{1,18}$/;
const KNOWN_STATES = new Set<string>([...STATE_GROUPS, ...DELIVERY_STATES]);
const LONGEST_VALUE = 255;

/** Reads the address bar. Whatever is not understood is dropped: links must never break the page. */
export function readFilters(search: Record<string, unknown>): MessageFilters {
  const filters: MessageFilters = {};
  for (const name of NAMES) {
    const value = search[name];
    if (name === 'case' && !CASE_NUMBER.test(String(value))) continue;
    if ((typeof value === 'string' || typeof value === 'number') && String(value).trim() !== '') {
      filters[name] = String(value).slice(0, LONGEST_VALUE);
    }
  }
  const given = search['state'];
  const states = (Array.isArray(given) ? given : [given]).filter(isState);
  if (states.length > 0) filters.state = [...new Set(states)];
  return filters;
}

/** The query of GET /v1/messages. */
export function toQuery(filters: MessageFilters): URLSearchParams {
  const query = new URLSearchParams();
  for (const name of NAMES) {
    const value = filters[name];
    if (value !== undefined) query.set(name, value.trim());
  }
  for (const state of filters.state ?? []) query.append('state', state);
  return query;
}

/** Sets or clears one filter, leaving the others. */
export function withFilter<N extends keyof MessageFilters>(
  filters: MessageFilters,
  name: N,
  value: MessageFilters[N] | null,
): MessageFilters {
  const { [name]: _, ...rest } = filters;
  const empty = value === null || value === undefined || value.length === 0;
  return empty ? rest : { ...rest, [name]: value };
}

export function isFiltered(filters: MessageFilters): boolean {
  return Object.keys(filters).length > 0;
}

/** The one group chosen, if exactly one is. */
export function chosenGroup(filters: MessageFilters): StateGroup | null {
  const [only, ...others] = filters.state ?? [];
  return others.length === 0 && isGroup(only) ? only : null;
}

/** Whether a message still belongs to the chosen case and states; the rest does not change. */
export function stillFits(
  filters: MessageFilters,
  message: { group: StateGroup; deliveries: { state: DeliveryState; case: number | null }[] },
): boolean {
  const { case: number, state } = filters;
  if (number !== undefined && !message.deliveries.some((one) => String(one.case) === number)) {
    return false;
  }
  if (state === undefined) return true;
  return state.some(
    (wanted) =>
      wanted === message.group || message.deliveries.some((delivery) => delivery.state === wanted),
  );
}

function isState(value: unknown): value is StateGroup | DeliveryState {
  return typeof value === 'string' && KNOWN_STATES.has(value);
}

function isGroup(value: unknown): value is StateGroup {
  return STATE_GROUPS.some((group) => group === value);
}
