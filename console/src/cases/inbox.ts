/** Which cases are listed; part of the address, so that a list can be shared. */
export const INBOXES = ['mine', 'unassigned', 'snoozed', 'closed'] as const;

export type Inbox = (typeof INBOXES)[number];

export interface InboxSearch {
  show?: Inbox;
  tag?: string;
}

export const INBOX_WORDS: Record<Inbox | 'all', { label: string; empty: string }> = {
  all: { label: 'All open', empty: 'No open cases' },
  mine: { label: 'Mine', empty: 'Nothing waits for you' },
  unassigned: { label: 'Nobody’s', empty: 'Every case has somebody' },
  snoozed: { label: 'Put aside', empty: 'Nothing is put aside' },
  closed: { label: 'Closed', empty: 'No case was closed yet' },
};

export function readInbox(search: Record<string, unknown>): InboxSearch {
  const show = INBOXES.find((one) => one === search['show']);
  const tag = search['tag'];
  return {
    ...(show === undefined ? {} : { show }),
    ...(typeof tag === 'string' && tag !== '' ? { tag } : {}),
  };
}

/** The address's part for the API. What is put aside is only in its own list. */
export function queryOf({ show, tag }: InboxSearch): string {
  const query = new URLSearchParams();
  if (show === 'closed') query.set('state', 'closed');
  else query.set('snoozed', String(show === 'snoozed'));
  if (show === 'mine') query.set('mine', 'true');
  if (show === 'unassigned') query.set('unassigned', 'true');
  if (tag !== undefined) query.set('tag', tag);
  return query.toString();
}
