import type { Outcome, Prediction, ReplayEntry } from '../src/replays/api.ts';
import { FORECAST_OF } from '../src/replays/words.ts';
import { flowOf } from './landscape.ts';
import type { MockPlant } from './plant.ts';
import { type Asked, type MockPlan, makePlan } from './replays.ts';

const HOUR = 3_600_000;

/** What was planned before: one that is done, one that stopped itself, one that waits for approval. */
export function earlierReplays(plant: MockPlant, start: number): void {
  const done = earlier(plant, start - 20 * HOUR, {
    mode: 'resend',
    scope: { system: 'carrier', since: ago(start, 26), until: ago(start, 21) },
    reason: 'Northline was away all evening',
  });
  fill(plant, done, 46, (index) => (index % 15 === 7 ? 'duplicate' : 'would-post'));
  started(done, start - 19.8 * HOUR, () => 'verified');
  Object.assign(done, { state: 'done', endedAt: ago(start, 19.7) });

  const halted = earlier(plant, start - 3 * HOUR, {
    mode: 'remap',
    scope: { flow: 'goods-receipt', since: ago(start, 8), until: ago(start, 3) },
    reason: 'The unit mapping was mended',
  });
  fill(plant, halted, 90, () => 'would-post');
  started(halted, start - 2.8 * HOUR, (index) =>
    index > 38 ? null : index % 4 === 1 ? 'failed' : 'verified',
  );
  Object.assign(halted, {
    state: 'stopped',
    why: '10 failed again, which is where it was to stop',
    endedAt: ago(start, 2.7),
  });

  const waits = earlier(plant, start - 9 * 60_000, {
    mode: 'resend',
    scope: {
      flow: 'shipment-notice',
      system: 'carrier',
      since: ago(start, 1),
      until: ago(start, 0),
    },
    reason: 'Northline lost what it took before its restart',
  });
  const kinds: Prediction[] = ['duplicate', 'still-fails', 'blocked-by'];
  fill(plant, waits, 128, (index) => kinds[(index * 7) % 40] ?? 'would-post');
  waits.fourEyes = true;
  waits.warnings = [
    `\`carrier\` is held since ${ago(start, 0.4)} (out of service): what goes to it waits until it is released.`,
  ];
}

function earlier(plant: MockPlant, at: number, asked: Asked): MockPlan {
  const plan = makePlan(plant, asked, 'person:ada');
  return Object.assign(plan, { state: 'planned', plannedAt: new Date(at).toISOString() });
}

const REASONS: Record<Prediction, string> = {
  'would-post': 'It would be sent',
  duplicate: 'The target has it already, as S-77120',
  'still-fails': 'The gate G9 is not known at Northline freight',
  'blocked-by': 'DN-30264 of the same order key waits before it',
};

function fill(
  plant: MockPlant,
  plan: MockPlan,
  entries: number,
  of: (index: number) => Prediction,
): void {
  const flow = flowOf(plan.scope.flow ?? 'shipment-notice');
  const some = plant.messages.filter((one) => one.flow === flow.name);
  for (let index = 0; index < entries; index++) {
    const message = some[index % some.length];
    const delivery = message?.deliveries[0];
    if (message === undefined || delivery === undefined) return;
    const prediction = of(index);
    plan.entries.push({
      ...{ position: index + 1, delivery: delivery.id, message: message.id },
      ...{ businessKey: flow.key(index, 1).key, flow: flow.name, system: delivery.system },
      ...{ state: delivery.state, prediction, reason: REASONS[prediction], outcome: null },
      asksFirst: false,
      blockedBy: prediction === 'blocked-by' ? delivery.id : null,
    });
    plan.forecast[FORECAST_OF[prediction]]++;
  }
  plan.landscape = 3;
  plan.hash = `${plan.number}f2c41d0`.padEnd(64, 'a7e9');
}

function started(plan: MockPlan, at: number, of: (index: number) => Outcome | null): void {
  const moment = new Date(at).toISOString();
  Object.assign(plan, { startedAt: moment, approvedAt: moment, approvedBy: 'person:ben' });
  plan.approval = 'Looked through with the shift lead';
  const going = plan.entries.filter((entry: ReplayEntry) => entry.prediction === 'would-post');
  for (const [index, entry] of going.entries()) entry.outcome = of(index);
}

function ago(start: number, hours: number): string {
  return new Date(start - hours * HOUR).toISOString();
}
