import type {
  Case,
  CaseDetail,
  Correction,
  DeliveryDetail,
  Health,
  MessageDetail,
  Minute,
  Summary,
  SystemHistory,
  SystemStatus,
} from '../src/api/types.ts';
import { listed, verify } from './cases.ts';
import { accepted, attempt, transition } from './journal.ts';
import { FLOWS, flowOf, type MockFlow, SYSTEMS, titleOf } from './landscape.ts';
import { MockQuarantine } from './quarantine.ts';
import { seeded, uuid7 } from './random.ts';
import { advanceReplays, type MockPlan } from './replays.ts';

export type Change =
  | { event: 'messages'; ids: string[] }
  | { event: 'systems' }
  | { event: 'summary' }
  | { event: 'cases' };

interface Gate {
  health: Health;
  since: number | null;
  reason: string | null;
}

const MINUTE = 60_000;
const HELD_BACK = new Set(['NEEDS_PERSON', 'HELD', 'IN_DOUBT', 'BLOCKED', 'RETRY_AT']);

/** A plant at work: messages arrive, move, get stuck and are let go. One instance per mock server. */
export class MockPlant {
  readonly messages: MessageDetail[] = [];
  readonly cases = new Map<number, CaseDetail>();
  readonly corrections: Correction[] = [];
  /** By which case's release a delivery went again. */
  readonly releasedBy = new Map<string, number>();
  readonly gates = new Map<string, Gate>();
  readonly minutes: Minute[] = [];
  readonly quarantine = new MockQuarantine();
  readonly replays: MockPlan[] = [];
  readonly random: () => number;
  doneBefore = 0;
  private readonly listeners = new Set<(change: Change) => void>();
  private changed = new Set<string>();
  private orders = 400;

  constructor(
    seed: number,
    readonly now: () => number,
  ) {
    this.random = seeded(seed);
    for (const system of SYSTEMS) {
      this.gates.set(system.name, { health: 'ok', since: null, reason: null });
    }
  }

  onChange(listener: (change: Change) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  announce(change: Change): void {
    for (const listener of this.listeners) listener(change);
  }

  /** Tells the listeners what changed since the last time. */
  flush(): void {
    if (this.changed.size === 0) return;
    const ids = [...this.changed];
    this.changed = new Set();
    this.announce({ event: 'messages', ids });
    this.announce({ event: 'summary' });
    this.announce({ event: 'systems' });
  }

  find(id: string): MessageDetail | undefined {
    return this.messages.find((message) => message.id === id);
  }

  delivery(id: string): { message: MessageDetail; delivery: DeliveryDetail } | undefined {
    for (const message of this.messages) {
      const delivery = message.deliveries.find((one) => one.id === id);
      if (delivery !== undefined) return { message, delivery };
    }
    return undefined;
  }

  /** Takes a message in; it waits its turn behind an earlier one of its order key. */
  arrive(flow: MockFlow = this.anyFlow(), at = this.now(), order = this.orders++, part = 1) {
    const message = accepted(flow, order, part, at, uuid7(at, this.random));
    for (const delivery of message.deliveries) {
      const before = this.holderOf(message, delivery);
      if (before !== undefined) this.block(message, delivery, before, at);
      else if (this.gates.get(delivery.system)?.health === 'out') this.hold(message, delivery, at);
    }
    this.messages.unshift(message);
    this.touch(message);
    const minute = this.minutes.at(-1);
    if (minute !== undefined) minute.accepted++;
    return message;
  }

  complete(message: MessageDetail, delivery: DeliveryDetail, at: number): void {
    const number = String(4_500_000_000 + Math.floor(this.random() * 90_000));
    delivery.reference = delivery.system === 'analytics' ? null : number;
    attempt(message, delivery, at, {
      tookMs: 18 + Math.floor(this.random() * 140),
      response: JSON.stringify({ state: 'done', document: number }),
    });
    transition(message, delivery, {
      to: 'CONFIRMED',
      business: 'CONFIRMED',
      at,
      cause: 'http-200',
      text: `${titleOf(delivery.system)} took it and posted ${number}`,
    });
    this.unblock(delivery, at);
    this.touch(message);
    const minute = this.minutes.at(-1);
    if (minute !== undefined) minute.confirmed++;
  }

  /** One step of the plant: what is under way moves on. */
  step(): void {
    const at = this.now();
    this.turnMinute(at);
    for (const message of this.messages) {
      for (const delivery of message.deliveries) this.advance(message, delivery, at);
    }
    advanceReplays(this);
    verify(this);
  }

  touch(message: MessageDetail): void {
    this.changed.add(message.id);
  }

  block(message: MessageDetail, delivery: DeliveryDetail, before: DeliveryDetail, at: number) {
    before.behind++;
    transition(message, delivery, {
      to: 'BLOCKED',
      at,
      cause: 'order',
      text: 'Waits its turn behind an earlier one of the same order',
    });
    this.setBlocker(delivery, before);
  }

  private setBlocker(delivery: DeliveryDetail, before: DeliveryDetail): void {
    delivery.blockedBy = before.id;
    delivery.blockedByKey = this.delivery(before.id)?.message.businessKey ?? null;
  }

  hold(message: MessageDetail, delivery: DeliveryDetail, at: number): void {
    transition(message, delivery, {
      to: 'HELD',
      at,
      cause: 'outage',
      text: `${titleOf(delivery.system)} is out of service; kept until it is back`,
    });
  }

  /** A later step of the same message, which goes only after an earlier one. */
  await(message: MessageDetail, delivery: DeliveryDetail, before: DeliveryDetail, at: number) {
    transition(message, delivery, {
      to: 'BLOCKED',
      at,
      cause: 'step',
      text: `Goes after ${titleOf(before.system)} has it`,
    });
    delivery.blockedBy = before.id;
  }

  unblock(done: DeliveryDetail, at: number): void {
    const own = this.find(done.id.split(':')[0] ?? '');
    for (const delivery of own?.deliveries ?? []) {
      if (own === undefined || delivery.blockedBy !== done.id) continue;
      transition(own, delivery, { to: 'READY', at, cause: 'step', text: 'It is its turn now' });
    }
    const followers = this.messages.filter((message) =>
      message.deliveries.some((delivery) => delivery.blockedBy === done.id),
    );
    const [first, ...others] = followers.reverse();
    done.behind = 0;
    if (first === undefined) return;
    const next = first.deliveries.find((delivery) => delivery.blockedBy === done.id);
    if (next === undefined) return;
    transition(first, next, { to: 'READY', at, cause: 'order', text: 'It is its turn now' });
    this.touch(first);
    for (const message of others) {
      for (const delivery of message.deliveries) {
        if (delivery.blockedBy !== done.id) continue;
        this.setBlocker(delivery, next);
        next.behind++;
        this.touch(message);
      }
    }
  }

  summary(): Summary {
    const of = (group: string) => this.messages.filter((one) => one.group === group).length;
    const done = this.doneBefore + of('done');
    return {
      environment: 'demo',
      landscape: {
        name: 'discrete-plant',
        version: 3,
        appliedAt: new Date(this.now() - 26 * 60 * MINUTE).toISOString(),
      },
      counts: {
        moving: of('moving'),
        waiting: of('waiting'),
        attention: of('attention'),
        doneToday: done,
        acceptedToday: this.doneBefore + this.messages.length,
      },
      perMinute: this.minutes.slice(-60),
      cases: { open: this.openCases().length },
      quarantine: { waiting: 0 },
    };
  }

  systems(): SystemStatus[] {
    return SYSTEMS.map((system) => this.status(system.name));
  }

  openCases(): Case[] {
    return listed(this, new URLSearchParams({ snoozed: 'false' }));
  }

  counted(one: CaseDetail): CaseDetail {
    const members = this.messages.flatMap((message) =>
      message.deliveries.filter((delivery) => delivery.case === one.number),
    );
    const behind = members.reduce((total, delivery) => total + delivery.behind, 0);
    return { ...one, members: members.length, waitingBehind: behind };
  }

  private advance(message: MessageDetail, delivery: DeliveryDetail, at: number): void {
    const gate = this.gates.get(delivery.system);
    if (delivery.state === 'READY' && (gate?.health === 'held' || gate?.health === 'out')) {
      this.hold(message, delivery, at);
      this.touch(message);
    } else if (delivery.state === 'READY') {
      transition(message, delivery, {
        to: 'IN_FLIGHT',
        at,
        cause: 'turn',
        text: `Sending to ${titleOf(delivery.system)}`,
      });
      this.touch(message);
    } else if (delivery.state === 'IN_FLIGHT') {
      this.complete(message, delivery, at);
    }
  }

  private holderOf(message: MessageDetail, delivery: DeliveryDetail): DeliveryDetail | undefined {
    for (const other of this.messages) {
      if (other.flow !== message.flow || other.orderKey !== message.orderKey) continue;
      const same = other.deliveries.find((one) => one.system === delivery.system);
      if (same === undefined || !HELD_BACK.has(same.state)) continue;
      // One that waits for its own message's earlier step holds up nobody yet.
      if (same.blockedBy?.startsWith(other.id)) continue;
      const root = same.blockedBy === null ? same : this.delivery(same.blockedBy)?.delivery;
      return root ?? same;
    }
    return undefined;
  }

  private status(name: string): SystemStatus {
    const system = SYSTEMS.find((one) => one.name === name);
    const gate = this.gates.get(name);
    if (system === undefined || gate === undefined) throw new Error(`No system ${name}`);
    const to = this.messages.flatMap((message) =>
      message.deliveries
        .filter((delivery) => delivery.system === name)
        .map((delivery) => ({ at: message.acceptedAt, state: delivery.state })),
    );
    const waiting = to.filter((one) => HELD_BACK.has(one.state) || one.state === 'READY');
    const rate = SYSTEMS.indexOf(system) * 7 + 12 + Math.floor(this.random() * 9);
    const sends = system.adapter !== 'none' && gate.health !== 'out' && gate.health !== 'held';
    return {
      name,
      title: system.title,
      kind: system.kind,
      adapter: system.adapter,
      health: gate.health,
      since: gate.since === null ? null : new Date(gate.since).toISOString(),
      reason: gate.reason,
      backlog: waiting.length,
      inFlight: to.filter((one) => one.state === 'IN_FLIGHT').length,
      oldestWaiting: waiting.at(-1)?.at ?? null,
      deliveredLastMinute: sends ? rate : 0,
      failedLastMinute: gate.health === 'degraded' ? 3 : 0,
      p95Ms: system.adapter === 'none' ? null : system.p95Ms,
      concurrency: system.concurrency,
      lastSuccess: sends ? new Date(this.now() - 4_000).toISOString() : null,
      flows: FLOWS.filter(
        (flow) => flow.sender === name || flow.targets.some((target) => target.system === name),
      ).map((flow) => flow.name),
    };
  }

  /** The hour's wave in this system's size; nothing but failures since it went out of service. */
  history(name: string): SystemHistory | undefined {
    const system = SYSTEMS.find((one) => one.name === name);
    const gate = this.gates.get(name);
    if (system === undefined || gate === undefined) return undefined;
    const size = this.status(name).deliveredLastMinute;
    return {
      name,
      perMinute: this.minutes.slice(-60).map(({ minute, accepted }, index) => {
        const out = gate.health === 'out' && gate.since !== null && Date.parse(minute) > gate.since;
        return {
          minute,
          delivered: out ? 0 : Math.round((accepted * (size || 12)) / 48),
          failed: out || index % 19 !== 7 ? 0 : 1 + (index % 3),
        };
      }),
    };
  }

  private turnMinute(at: number): void {
    const minute = new Date(Math.floor(at / MINUTE) * MINUTE).toISOString();
    if (this.minutes.at(-1)?.minute === minute) return;
    this.minutes.push({ minute, accepted: 0, confirmed: 0, failed: 0 });
  }

  private anyFlow(): MockFlow {
    const total = FLOWS.reduce((sum, flow) => sum + flow.weight, 0);
    let at = this.random() * total;
    for (const flow of FLOWS) {
      at -= flow.weight;
      if (at < 0) return flow;
    }
    return flowOf('production-confirmation');
  }
}
