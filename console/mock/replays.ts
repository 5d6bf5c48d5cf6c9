import { createHash } from 'node:crypto';
import type { DeliveryDetail, MessageDetail } from '../src/api/types.ts';
import type { Mode, Prediction, ReplayEntry, ReplayPlan, Scope } from '../src/replays/api.ts';
import { FORECAST_OF, PROGRESS_OF } from '../src/replays/words.ts';
import { type Refused, release } from './commands.ts';
import type { MockPlant } from './plant.ts';

export interface MockPlan extends ReplayPlan {
  entries: ReplayEntry[];
  /** How many go at the next step of the plant. */
  speed: number;
}

const ME = 'person:demo';
const NOBODY: ReplayPlan['forecast'] = { wouldPost: 0, duplicate: 0, stillFails: 0, blockedBy: 0 };
const NOTHING = { toGo: 0, underWay: 0, verified: 0, taken: 0, failed: 0, changed: 0 };

export interface Asked {
  mode: Mode;
  scope: Partial<Scope>;
  rate?: number;
  underWay?: number;
  stopAfterFailures?: number;
  reason: string;
}

/** Takes a plan in; its dry run ends with the plant's next step. */
export function makePlan(plant: MockPlant, said: Asked, by = ME): MockPlan {
  const scope: Scope = {
    ...{ case: null, flow: null, system: null, key: null, since: null, until: null },
    ...said.scope,
  };
  const plan: MockPlan = {
    number: plant.replays.length + 1,
    mode: said.mode,
    state: 'planning',
    why: null,
    scope,
    rate: said.rate ?? 20,
    underWay: said.underWay ?? 50,
    stopAfterFailures: said.stopAfterFailures ?? 10,
    plannedBy: by,
    plannedAt: iso(plant),
    reason: said.reason,
    fourEyes: scope.case !== null && (plant.cases.get(scope.case)?.needsApproval ?? false),
    hash: null,
    landscape: null,
    warnings: [],
    forecast: { ...NOBODY },
    approvedBy: null,
    approvedAt: null,
    approval: null,
    startedAt: null,
    endedAt: null,
    progress: { ...NOTHING },
    entries: [],
    speed: 1,
  };
  plant.replays.push(plan);
  return plan;
}

/** What the API shows of a plan. */
export function shownPlan({ entries, speed, ...plan }: MockPlan): ReplayPlan {
  const progress = { ...NOTHING };
  for (const entry of entries) {
    const outcome = outcomeShown(entry);
    if (outcome !== null) progress[PROGRESS_OF[outcome]]++;
  }
  return { ...plan, progress };
}

/** What has not gone yet has no outcome of its own. */
function outcomeShown({ outcome, prediction }: ReplayEntry): ReplayEntry['outcome'] {
  return outcome ?? (prediction === 'would-post' ? 'to-go' : null);
}

/** A step of the plant: dry runs end, and what runs goes on. */
export function advanceReplays(plant: MockPlant): void {
  for (const plan of plant.replays) {
    if (plan.state === 'planning') dryRun(plant, plan);
    else if (plan.startedAt !== null) run(plant, plan);
  }
}

type Pair = [MessageDetail, DeliveryDetail];

function within(plant: MockPlant, { scope }: MockPlan): Pair[] {
  const { since, until, key } = scope;
  return plant.messages
    .filter(
      (message) =>
        (scope.flow === null || message.flow === scope.flow) &&
        (since === null || message.acceptedAt >= since) &&
        (until === null || message.acceptedAt < until) &&
        (key === null || message.businessKey.startsWith(key)),
    )
    .flatMap((message) => message.deliveries.map((one): Pair => [message, one]))
    .filter(([, one]) => scope.system === null || one.system === scope.system)
    .filter(([, one]) => scope.case === null || one.case === scope.case)
    .reverse();
}

function dryRun(plant: MockPlant, plan: MockPlan): void {
  let found = within(plant, plan);
  // In a case of several one fails again, so that what waits behind it is told of too.
  const failing =
    plan.scope.case !== null && found.length > 2
      ? found.findLast(([, one]) => one.behind > 0)
      : undefined;
  const blocked = failing && behind(plant, failing[1]);
  if (blocked !== undefined) found = [...found, blocked];
  plan.entries = found.map(([message, one], index) => ({
    position: index + 1,
    ...{ delivery: one.id, message: message.id, businessKey: message.businessKey },
    ...{ flow: message.flow, system: one.system, state: one.state },
    ...forecastOf(one, { failing: failing?.[1], blocker: failing?.[0] }),
    asksFirst: one.business === 'UNKNOWN',
    outcome: null,
  }));
  for (const { prediction } of plan.entries) plan.forecast[FORECAST_OF[prediction]]++;
  plan.warnings = warningsOf(plant, plan);
  plan.landscape = 3;
  plan.hash = createHash('sha256').update(JSON.stringify(plan.entries)).digest('hex');
  plan.state = plan.entries.length === 0 ? 'refused' : 'planned';
  if (plan.state === 'refused') {
    plan.hash = null;
    plan.why = 'Nothing in its scope waits for a person or has been delivered.';
  }
}

function behind(plant: MockPlant, blocker: DeliveryDetail): Pair | undefined {
  for (const message of plant.messages) {
    const one = message.deliveries.find((each) => each.blockedBy === blocker.id);
    if (one !== undefined && !blocker.id.startsWith(message.id)) return [message, one];
  }
  return undefined;
}

function forecastOf(
  one: DeliveryDetail,
  of: { failing: DeliveryDetail | undefined; blocker: MessageDetail | undefined },
): { prediction: Prediction; reason: string; blockedBy: string | null } {
  if (one === of.failing) {
    const reason = 'The period September 2026 is still closed';
    return { prediction: 'still-fails', reason, blockedBy: null };
  }
  if (one.state === 'BLOCKED') {
    const reason = `${of.blocker?.businessKey} of the same order key waits before it`;
    return { prediction: 'blocked-by', reason, blockedBy: one.blockedBy };
  }
  if (one.state === 'CONFIRMED' && one.reference !== null) {
    return {
      prediction: 'duplicate',
      reason: `It is there as ${one.reference}`,
      blockedBy: null,
    };
  }
  return { prediction: 'would-post', reason: 'It would be sent', blockedBy: null };
}

function warningsOf(plant: MockPlant, plan: MockPlan): string[] {
  return [...new Set(plan.entries.map((entry) => entry.system))].flatMap((system) => {
    const gate = plant.gates.get(system);
    return gate?.health === 'out' || gate?.health === 'held'
      ? [
          `\`${system}\` is held since ${iso(plant)} (out of service): what goes to it waits until it is released.`,
        ]
      : [];
  });
}

function run(plant: MockPlant, plan: MockPlan): void {
  for (const entry of plan.entries) {
    if (entry.outcome === 'under-way') entry.outcome = outcomeOf(plant, entry);
  }
  const ready = plan.entries.filter((entry) => outcomeShown(entry) === 'to-go');
  const busy = plan.entries.some((entry) => entry.outcome === 'under-way');
  if (plan.state === 'running') {
    for (const entry of ready.slice(0, plan.speed)) go(plant, plan, entry);
    plan.speed = Math.min(plan.rate, plan.speed * 2);
    if (ready.length === 0 && !busy) end(plant, plan, 'done', null);
  }
}

function go(plant: MockPlant, plan: MockPlan, entry: ReplayEntry): void {
  const found = plant.delivery(entry.delivery);
  if (found === undefined || found.delivery.state !== entry.state) {
    entry.outcome = 'changed';
    return;
  }
  release(plant, found.message, found.delivery, plan.reason);
  plant.touch(found.message);
  entry.outcome = 'under-way';
}

function outcomeOf(plant: MockPlant, entry: ReplayEntry): ReplayEntry['outcome'] {
  const state = plant.delivery(entry.delivery)?.delivery.state;
  if (state === 'CONFIRMED') return 'verified';
  return state === 'NEEDS_PERSON' ? 'failed' : 'under-way';
}

function end(plant: MockPlant, plan: MockPlan, state: MockPlan['state'], why: string | null) {
  Object.assign(plan, { state, why, endedAt: iso(plant) });
}

/** One of the steps that people take. */
export function step(
  plant: MockPlant,
  number: number,
  verb: string,
  said: Record<string, unknown>,
): ReplayPlan | Refused {
  const plan = plant.replays[number - 1];
  if (plan === undefined) return { status: 404, code: 'not-found', detail: 'No such plan.' };
  const reason = String(said['reason'] ?? '');
  const before: Record<string, MockPlan['state'][]> = {
    approve: ['planned'],
    start: ['approved'],
    pause: ['running'],
    resume: ['paused'],
    stop: ['running', 'paused'],
    discard: ['planning', 'planned', 'approved'],
  };
  if (!before[verb]?.includes(plan.state)) return late(`Replay ${number} is ${plan.state}.`);
  if (verb === 'approve' && plan.fourEyes && plan.plannedBy === ME) {
    return { status: 403, code: 'for-somebody-else', detail: 'Somebody else has to approve it.' };
  }
  if (verb === 'approve' && said['hash'] !== plan.hash) return late('The hash is another one.');
  const moved = verb === 'approve' || verb === 'start' ? changed(plant, plan) : undefined;
  if (moved !== undefined) {
    end(
      plant,
      plan,
      'stale',
      `Since it was planned, ${moved.businessKey} has changed. Make a new plan.`,
    );
    return late(plan.why ?? '');
  }
  take(plant, plan, verb, reason);
  return shownPlan(plan);
}

function take(plant: MockPlant, plan: MockPlan, verb: string, reason: string): void {
  const at = iso(plant);
  if (verb === 'approve') {
    Object.assign(plan, { state: 'approved', approvedBy: ME, approvedAt: at, approval: reason });
  } else if (verb === 'start') {
    Object.assign(plan, { state: 'running', startedAt: at });
  } else if (verb === 'pause') {
    Object.assign(plan, { state: 'paused', why: `paused by demo: ${reason}` });
  } else if (verb === 'resume') {
    Object.assign(plan, { state: 'running', why: null, speed: 1 });
  } else {
    const words = verb === 'stop' ? 'stopped' : 'discarded';
    end(plant, plan, words, `${words} by demo: ${reason}`);
  }
}

function changed(plant: MockPlant, plan: MockPlan): ReplayEntry | undefined {
  return plan.entries.find(
    (entry) => plant.delivery(entry.delivery)?.delivery.state !== entry.state,
  );
}

function late(detail: string): Refused {
  return { status: 409, code: 'state-changed', detail };
}

function iso(plant: MockPlant): string {
  return new Date(plant.now()).toISOString();
}

export function plansOf(plant: MockPlant, asked: URLSearchParams): ReplayPlan[] {
  const is = (name: string, value: string) => asked.get(name) === null || asked.get(name) === value;
  return plant.replays
    .filter((plan) => is('state', plan.state) && is('case', String(plan.scope.case)))
    .toReversed()
    .map(shownPlan);
}

export function entriesOf(plan: MockPlan, asked: URLSearchParams) {
  const limit = Number(asked.get('limit') ?? 100);
  const after = Number(asked.get('after') ?? 0);
  const is = (name: string, value: string | null) =>
    asked.get(name) === null || asked.get(name) === value;
  const fitting = plan.entries.filter(
    (entry) =>
      entry.position > after &&
      is('prediction', entry.prediction) &&
      is('outcome', outcomeShown(entry)),
  );
  const items = fitting.slice(0, limit);
  const last = items.at(-1);
  return { items, ...(items.length < limit || last === undefined ? {} : { next: last.position }) };
}
