import type { Case, CaseDetail, CaseEvent, CaseState } from '../src/api/types.ts';
import type { Refused } from './commands.ts';
import type { MockPlant } from './plant.ts';

/** What a case needs beside what its failure says. */
export type Opened = Pick<
  Case,
  | 'number'
  | 'title'
  | 'flow'
  | 'system'
  | 'class'
  | 'code'
  | 'owner'
  | 'openedAt'
  | 'oldest'
  | 'detail'
  | 'needsApproval'
  | 'releaseOn'
>;

const DUE_MS = 30 * 60_000;
const ESCALATED_MS = 60 * 60_000;

export function opened(one: Opened): CaseDetail {
  return {
    ...one,
    pattern: one.detail.toLowerCase().replace(/\S*\d\S*/g, '#'),
    collecting: false,
    state: 'new',
    resendable: true,
    version: 0,
    members: 0,
    waitingBehind: 0,
    dueAt: new Date(Date.parse(one.openedAt) + DUE_MS).toISOString(),
    assignee: null,
    snoozedUntil: null,
    ticket: null,
    tags: [],
    reopened: 0,
    closedAt: null,
    closedBy: null,
    solution: null,
    escalation: {
      to: null,
      at: null,
      next: {
        to: 'shift-lead',
        at: new Date(Date.parse(one.openedAt) + ESCALATED_MS).toISOString(),
      },
      paused: false,
    },
    release: null,
    hint: null,
    runbook: null,
    similar: [],
    releases: [],
    history: [
      {
        at: one.openedAt,
        kind: 'opened',
        from: null,
        to: 'new',
        value: null,
        actor: 'platform:millrace',
        reason: null,
        text: 'The first failure opened it',
      },
    ],
  };
}

/** The cases that an address asks for. */
export function listed(plant: MockPlant, asked: URLSearchParams): Case[] {
  const is = (name: string, value: string | null) =>
    asked.get(name) === null || asked.get(name) === value;
  const closed = asked.get('state') === 'closed';
  return [...plant.cases.values()]
    .map((one) => plant.counted(one))
    .filter(
      (one) =>
        (one.state === 'closed') === closed &&
        is('mine', one.assignee === 'demo' ? 'true' : 'false') &&
        is('unassigned', one.assignee === null ? 'true' : 'false') &&
        is('snoozed', one.snoozedUntil === null ? 'false' : 'true') &&
        (asked.get('tag') === null || one.tags.includes(asked.get('tag') ?? '')),
    );
}

interface Entry {
  kind: string;
  text: string;
  actor?: string;
  reason?: string | null;
}

/** Moves a case on and writes it down. */
export function moved(plant: MockPlant, one: CaseDetail, to: CaseState, entry: Entry): void {
  const event: CaseEvent = {
    at: new Date(plant.now()).toISOString(),
    kind: entry.kind,
    from: one.state,
    to,
    value: null,
    actor: entry.actor ?? 'person:demo',
    reason: entry.reason ?? null,
    text: entry.text,
  };
  one.history.push(event);
  one.state = to;
  one.version++;
  if (to === 'closed') {
    one.closedAt = event.at;
    one.closedBy = event.actor;
  }
  plant.announce({ event: 'cases' });
}

/** Everything but the release; null when it was done. */
export function changed(
  plant: MockPlant,
  one: CaseDetail,
  verb: string,
  said: Record<string, unknown>,
): Refused | null {
  if (said['version'] !== undefined && said['version'] !== one.version) {
    return { status: 409, code: 'state-changed', detail: `Case ${one.number} has changed.` };
  }
  const text = (name: string) => (typeof said[name] === 'string' ? String(said[name]) : null);
  const reason = text('reason');
  const to: Record<string, CaseState> = {
    acknowledge: 'acknowledged',
    investigate: 'investigating',
    wait: 'waiting',
    close: 'closed',
  };
  const words: Record<string, string> = {
    acknowledge: 'demo has seen it',
    investigate: 'demo looks for the cause',
    wait: 'demo waits for somebody else',
    close: 'demo closed it',
    note: 'demo noted',
    wake: 'demo took it up again',
    snooze: `demo put it aside until ${text('until')}`,
    assign: text('to') === 'demo' ? 'demo took it' : `demo gave it to ${text('to') ?? 'nobody'}`,
    ticket: `demo linked the ticket ${text('url')}`,
    tags: `demo tagged it ${String(said['tags'])}`,
  };
  const said_ = words[verb];
  if (said_ === undefined) return { status: 404, code: 'not-found', detail: 'Nothing here.' };
  if (verb === 'assign') one.assignee = text('to');
  if (verb === 'snooze') one.snoozedUntil = text('until');
  if (verb === 'wake') one.snoozedUntil = null;
  if (verb === 'ticket') one.ticket = text('url');
  if (verb === 'tags') one.tags = (said['tags'] as string[]) ?? [];
  if (verb === 'close') one.solution = reason;
  moved(plant, one, to[verb] ?? one.state, { kind: verb, text: said_, reason });
  return null;
}

/** Cases whose messages have all gone and arrived verify and close themselves. */
export function verify(plant: MockPlant): void {
  for (const one of plant.cases.values()) {
    const release = one.release;
    if (one.state !== 'replaying' || release === null || plant.counted(one).members > 0) continue;
    const open = plant.messages.some((message) =>
      message.deliveries.some(
        (delivery) =>
          plant.releasedBy.get(delivery.id) === one.number && delivery.state !== 'CONFIRMED',
      ),
    );
    if (open) continue;
    release.state = 'done';
    release.reached = release.released;
    release.failed = 0;
    one.solution = release.reason;
    const by = { actor: 'platform:millrace' };
    const counts = `${release.released} of ${release.released} released had their effect`;
    moved(plant, one, 'verified', { kind: 'verified', text: counts, ...by });
    moved(plant, one, 'closed', { kind: 'closed', text: 'Millrace closed it', ...by });
  }
}
