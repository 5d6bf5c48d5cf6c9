import type { Message, MessagePage } from '../api/types.ts';

export interface Merged {
  pages: MessagePage[];
  /** Arrived since, newest first, not shown yet. */
  held: Message[];
}

/**
 * Brings what the server has now into what the reader sees. Known messages change in place; new ones
 * go on top, or are held back while `hold` is set, so that no row moves under the reader's cursor.
 */
export function merge(
  pages: MessagePage[],
  held: Message[],
  latest: Message[],
  hold: boolean,
): Merged {
  const fresh = new Map(latest.map((message) => [message.id, message]));
  const known = new Set(pages.flatMap((page) => page.items.map((message) => message.id)));
  const updated = pages.map((page) => ({
    ...page,
    items: page.items.map((message) => fresh.get(message.id) ?? message),
  }));
  const arrived = newestFirst([
    ...latest.filter((message) => !known.has(message.id) && isNewer(message, pages)),
    ...held.filter((message) => !fresh.has(message.id) && !known.has(message.id)),
  ]);
  if (hold || arrived.length === 0) return { pages: updated, held: arrived };
  return { pages: onTop(updated, arrived), held: [] };
}

/** Shows what was held back. */
export function reveal(pages: MessagePage[], held: Message[]): MessagePage[] {
  return held.length === 0 ? pages : onTop(pages, newestFirst(held));
}

function onTop(pages: MessagePage[], arrived: Message[]): MessagePage[] {
  const [first, ...others] = pages;
  if (first === undefined) return [{ items: arrived, next: null }];
  return [{ ...first, items: [...arrived, ...first.items] }, ...others];
}

/** Ids are UUIDs of version 7: their order is the order of acceptance. */
function newestFirst(messages: Message[]): Message[] {
  return messages.sort((one, other) => (one.id < other.id ? 1 : -1));
}

/** Older ones come by paging, where they belong; taken here they would appear twice. */
function isNewer(message: Message, pages: MessagePage[]): boolean {
  const oldest = pages.at(-1)?.items.at(-1);
  return oldest === undefined || message.id > oldest.id;
}
