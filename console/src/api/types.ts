/** The HTTP API as documented in docs/reference/api.md. Times are RFC 3339 in UTC. */

export const DELIVERY_STATES = [
  'BLOCKED',
  'READY',
  'IN_FLIGHT',
  'RETRY_AT',
  'HELD',
  'IN_DOUBT',
  'NEEDS_PERSON',
  'DELIVERED',
  'CONFIRMED',
  'REJECTED',
  'SETTLED_BY_HAND',
  'CANCELLED',
  'REROUTED',
  'SKIPPED',
] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export const STATE_GROUPS = ['moving', 'waiting', 'attention', 'done'] as const;
export type StateGroup = (typeof STATE_GROUPS)[number];

export type BusinessStatus =
  | 'PENDING'
  | 'CONFIRMED'
  | 'REJECTED'
  | 'UNKNOWN'
  | 'COMPENSATED'
  | 'SETTLED_BY_HAND';

export type FailureClass =
  | 'transient'
  | 'outage'
  | 'unknown-outcome'
  | 'data-quality'
  | 'business-rule'
  | 'duplicate';

export interface Delivery {
  id: string;
  step: number;
  system: string;
  operation: string;
  state: DeliveryState;
  business: BusinessStatus;
  attempts: number;
  nextAt: string | null;
  /** How many later deliveries of the same order key wait for this one. */
  behind: number;
  /** Id of the delivery that this one waits for. */
  blockedBy: string | null;
  /** That one's business key; null where it is an earlier step of the same message. */
  blockedByKey: string | null;
  case: number | null;
}

export interface Message {
  id: string;
  acceptedAt: string;
  flow: string;
  title: string;
  object: string;
  businessKey: string;
  orderKey: string | null;
  sender: string;
  correlationId: string;
  state: DeliveryState;
  group: StateGroup;
  business: BusinessStatus;
  summary: string;
  deliveries: Delivery[];
}

export interface MessagePage {
  items: Message[];
  next: string | null;
}

export interface Attempt {
  number: number;
  startedAt: string;
  tookMs: number | null;
  status: number | null;
  evidence: string | null;
  failureClass: FailureClass | null;
  code: string | null;
  detail: string | null;
  decision: string | null;
  request: string | null;
  response: string | null;
  token: string | null;
  /** Of the document that it sent or asked about; 1 is what came. */
  contentVersion?: number;
}

export interface DeliveryDetail extends Omit<Delivery, 'attempts'> {
  token: string | null;
  reference: string | null;
  cause: string | null;
  settleUntil: string | null;
  attempts: Attempt[];
}

export interface TimelineEntry {
  at: string;
  step: number | null;
  kind: string;
  from: DeliveryState | null;
  to: DeliveryState | null;
  cause: string | null;
  /** `person:ada`, `system:mes` or `platform:millrace`. */
  actor: string;
  text: string;
  attempt: number | null;
}

export type WebhookState = 'due' | 'delivered' | 'given-up' | 'kept-back' | 'superseded';

export interface Webhook {
  /** Such as `message.completed`. */
  event: string;
  state: WebhookState;
  occurredAt: string;
  tries: number;
  nextAt: string | null;
  status: number | null;
  detail: string | null;
}

/** What the sender of a message is told of it, in the order of events. */
export interface Callback {
  endpoint: string;
  webhooks: Webhook[];
}

export interface MessageDetail extends Omit<Message, 'deliveries'> {
  contract: string;
  landscapeVersion: number;
  traceparent: string | null;
  /** Bytes of the document as it came. */
  size: number;
  deliveries: DeliveryDetail[];
  callback: Callback | null;
  timeline: TimelineEntry[];
}

export type Health = 'ok' | 'degraded' | 'held' | 'out' | 'idle';

export interface SystemStatus {
  name: string;
  title: string;
  kind: string;
  adapter: string;
  health: Health;
  since: string | null;
  reason: string | null;
  backlog: number;
  inFlight: number;
  /** When the oldest waiting delivery was accepted. */
  oldestWaiting: string | null;
  deliveredLastMinute: number;
  failedLastMinute: number;
  p95Ms: number | null;
  concurrency: number;
  lastSuccess: string | null;
  flows: string[];
}

/** The last 60 minutes, oldest first; the last one is not over yet. */
export interface SystemHistory {
  name: string;
  perMinute: { minute: string; delivered: number; failed: number }[];
}

export interface Minute {
  minute: string;
  accepted: number;
  confirmed: number;
  failed: number;
}

export interface Summary {
  environment: string;
  landscape: { name: string; version: number; appliedAt: string };
  counts: {
    moving: number;
    waiting: number;
    attention: number;
    doneToday: number;
    acceptedToday: number;
  };
  perMinute: Minute[];
  cases: { open: number };
  quarantine: { waiting: number };
}

export type CaseState =
  | 'new'
  | 'acknowledged'
  | 'investigating'
  | 'waiting'
  | 'replaying'
  | 'verified'
  | 'closed';

export interface CaseRelease {
  at: string;
  actor: string;
  reason: string;
  state: 'running' | 'awaiting' | 'done';
  members: number;
  released: number;
  reached: number | null;
  failed: number | null;
}

export interface Case {
  number: number;
  title: string;
  flow: string;
  system: string;
  class: FailureClass;
  code: string;
  owner: string;
  pattern: string;
  collecting: boolean;
  state: CaseState;
  version: number;
  members: number;
  waitingBehind: number;
  openedAt: string;
  oldest: string;
  dueAt: string;
  detail: string;
  needsApproval: boolean;
  resendable: boolean;
  releaseOn: string | null;
  assignee: string | null;
  snoozedUntil: string | null;
  ticket: string | null;
  tags: string[];
  reopened: number;
  closedAt: string | null;
  closedBy: string | null;
  solution: string | null;
  escalation: CaseEscalation | null;
  release: CaseRelease | null;
}

export interface CaseEscalation {
  to: string | null;
  at: string | null;
  next: { to: string; at: string } | null;
  paused: boolean;
}

export interface CaseEvent {
  at: string;
  kind: string;
  from: string | null;
  to: string | null;
  value: string | null;
  actor: string;
  reason: string | null;
  text: string;
}

export interface SimilarCase {
  number: number;
  title: string;
  flow: string;
  system: string;
  sameError: boolean;
  closedAt: string;
  closedBy: string | null;
  solution: string | null;
}

export interface CaseDetail extends Case {
  hint: string | null;
  runbook: string | null;
  similar: SimilarCase[];
  releases: CaseRelease[];
  history: CaseEvent[];
}

export interface FieldChange {
  pointer: string;
  from: unknown;
  to: unknown;
}

export interface Correction {
  number: number;
  message: string;
  version: number;
  state: 'proposed' | 'approved' | 'rejected' | 'withdrawn';
  fourEyes: boolean;
  emergency: boolean;
  proposedBy: string;
  proposedAt: string;
  reason: string;
  decidedBy?: string;
  decidedAt?: string;
  decision?: string | null;
  /** Only where values may be seen. */
  changes?: FieldChange[];
}

export interface CorrectionView {
  message: string;
  version: number;
  possible: boolean;
  fourEyes: boolean;
  fields: { pointer: string; value: unknown }[];
  corrections: Correction[];
}

export interface CorrectionTrial {
  good: boolean;
  basedOn: number;
  fourEyes: boolean;
  changes: FieldChange[];
  errors: { pointer: string; message: string }[];
  documents: {
    delivery: string;
    system: string;
    before?: unknown;
    after?: unknown;
    problem: string | null;
  }[];
}

export interface Session {
  name: string;
  may: string[];
}

/** RFC 9457. */
export interface ProblemBody {
  type?: string;
  title?: string;
  status?: number;
  detail?: string;
  correlationId?: string;
  errors?: { pointer: string; message: string }[];
}

export interface Items<T> {
  items: T[];
}
