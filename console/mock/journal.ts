import type {
  Attempt,
  BusinessStatus,
  Delivery,
  DeliveryDetail,
  DeliveryState,
  Message,
  MessageDetail,
  StateGroup,
} from '../src/api/types.ts';
import { groupOf } from '../src/words/vocabulary.ts';
import { flowOf, type MockFlow, titleOf } from './landscape.ts';

const WORST_FIRST: StateGroup[] = ['attention', 'waiting', 'moving', 'done'];
const PLATFORM = 'platform:millrace';

/** A message with all its history; the mock's only store. */
export function accepted(flow: MockFlow, order: number, part: number, at: number, id: string) {
  const { order: orderKey, key } = flow.key(order, part);
  const iso = new Date(at).toISOString();
  const message: MessageDetail = {
    id,
    acceptedAt: iso,
    flow: flow.name,
    title: flow.title,
    object: flow.name,
    businessKey: key,
    orderKey,
    sender: flow.sender,
    correlationId: `c-${id.slice(9, 13)}${id.slice(24)}`,
    state: 'READY',
    group: 'moving',
    business: 'PENDING',
    summary: '',
    contract: `${flow.name}@2.1.0`,
    landscapeVersion: 3,
    traceparent: `00-${id.replaceAll('-', '')}-${id.slice(24, 40).padEnd(16, '0')}-01`,
    size: JSON.stringify(flow.payload(order, part)).length,
    deliveries: flow.targets.map((target, index) => ({
      id: `${id}:${index + 1}`,
      step: index + 1,
      system: target.system,
      operation: target.operation,
      state: 'READY',
      business: 'PENDING',
      nextAt: null,
      behind: 0,
      blockedBy: null,
      blockedByKey: null,
      case: null,
      token: `mr-${id.slice(24)}-${index + 1}`,
      reference: null,
      cause: null,
      settleUntil: null,
      attempts: [],
    })),
    callback: null,
    timeline: [
      {
        at: iso,
        step: null,
        kind: 'accepted',
        from: null,
        to: null,
        cause: 'accepted',
        actor: `system:${flow.sender}`,
        text: `${titleOf(flow.sender)} sent it; Millrace keeps it durably`,
        attempt: null,
      },
    ],
  };
  summarise(message);
  return message;
}

export interface Move {
  to: DeliveryState;
  at: number;
  text: string;
  cause: string;
  actor?: string;
  business?: BusinessStatus;
}

export function transition(message: MessageDetail, delivery: DeliveryDetail, move: Move): void {
  message.timeline.push({
    at: new Date(move.at).toISOString(),
    step: delivery.step,
    kind: 'transition',
    from: delivery.state,
    to: move.to,
    cause: move.cause,
    actor: move.actor ?? PLATFORM,
    text: move.text,
    attempt: delivery.attempts.at(-1)?.number ?? null,
  });
  delivery.state = move.to;
  delivery.cause = move.cause;
  if (move.business !== undefined) delivery.business = move.business;
  if (move.to !== 'BLOCKED') Object.assign(delivery, { blockedBy: null, blockedByKey: null });
  if (move.to !== 'NEEDS_PERSON') delivery.case = null;
  if (move.to !== 'RETRY_AT') delivery.nextAt = null;
  summarise(message);
}

export function attempt(
  message: MessageDetail,
  delivery: DeliveryDetail,
  at: number,
  result: Partial<Attempt>,
): Attempt {
  const order = Number(/\d+/.exec(message.orderKey ?? '')?.[0] ?? 1) % 1000;
  const made: Attempt = {
    number: delivery.attempts.length + 1,
    startedAt: new Date(at).toISOString(),
    tookMs: 38,
    status: 200,
    evidence: 'response-read',
    failureClass: null,
    code: null,
    detail: null,
    decision: null,
    request: JSON.stringify(flowOf(message.flow).payload(order, 1)),
    response: null,
    token: delivery.token,
    ...result,
  };
  delivery.attempts.push(made);
  return made;
}

export function summarise(message: MessageDetail): void {
  const worst = WORST_FIRST.find((group) =>
    message.deliveries.some((delivery) => groupOf(delivery.state) === group),
  );
  const speaking =
    message.deliveries.find((delivery) => groupOf(delivery.state) === worst) ??
    message.deliveries[0];
  if (worst === undefined || speaking === undefined) return;
  message.group = worst;
  message.state = speaking.state;
  message.business = speaking.business;
  message.summary = said(speaking);
}

function said(delivery: DeliveryDetail): string {
  const target = titleOf(delivery.system);
  const detail = delivery.attempts.at(-1)?.detail;
  switch (delivery.state) {
    case 'NEEDS_PERSON':
      return detail ?? `${target} stopped it.`;
    case 'BLOCKED':
      return delivery.blockedByKey === null
        ? 'Waits until its earlier step is done'
        : `Waits its turn behind ${delivery.blockedByKey} for ${target}`;
    case 'HELD':
      return `Kept until ${target} takes messages again.`;
    case 'IN_DOUBT':
      return `Sent to ${target}, no answer came. Millrace is asking whether it arrived.`;
    case 'RETRY_AT':
      return `${target} was busy; next try soon.`;
    case 'IN_FLIGHT':
      return `Being sent to ${target}.`;
    case 'CONFIRMED':
      return delivery.reference === null ? `${target} has it.` : `Posted as ${delivery.reference}.`;
    case 'SETTLED_BY_HAND':
      return `Posted by hand in ${target} as ${delivery.reference}.`;
    case 'CANCELLED':
      return 'Cancelled by a person.';
    default:
      return `Next in line for ${target}.`;
  }
}

export function asListed(message: MessageDetail): Message {
  const { contract, landscapeVersion, traceparent, size, timeline, deliveries, callback, ...item } =
    message;
  return { ...item, deliveries: deliveries.map(listed) };
}

function listed(delivery: DeliveryDetail): Delivery {
  const { token, reference, cause, settleUntil, attempts, ...item } = delivery;
  return { ...item, attempts: attempts.length };
}
