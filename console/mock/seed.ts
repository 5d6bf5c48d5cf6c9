import type { CaseDetail, DeliveryDetail, FailureClass, MessageDetail } from '../src/api/types.ts';
import { type Opened, opened } from './cases.ts';
import { attempt, transition } from './journal.ts';
import { flowOf, titleOf } from './landscape.ts';
import { MockPlant } from './plant.ts';
import { earlierReplays } from './replaySeed.ts';

const MINUTE = 60_000;
const HISTORY_MINUTES = 60;
const HISTORY_MESSAGES = 220;

/** A plant in the middle of an ordinary morning, with ordinary troubles. */
export function ordinaryMorning(seed: number, now: () => number): MockPlant {
  const plant = new MockPlant(seed, now);
  const start = now();
  history(plant, start);
  closedPeriod(plant, start);
  wrongUnit(plant, start);
  unknownOutcome(plant, start);
  inQuarantine(plant);
  plant.gates.set('carrier', {
    health: 'out',
    since: start - 23 * MINUTE,
    reason: 'It refuses the connection. Millrace asks every 30 s.',
  });
  plant.gates.set('qms', { health: 'idle', since: null, reason: null });
  plant.gates.set('wms', {
    health: 'degraded',
    since: start - 4 * MINUTE,
    reason: 'Answers late; some sends are tried again.',
  });
  for (let late = 0; late < 9; late++) {
    plant.arrive(flowOf('shipment-notice'), start - (21 - late * 2) * MINUTE, 60 + late);
  }
  earlierReplays(plant, start);
  plant.messages.sort((one, other) => (one.id < other.id ? 1 : -1));
  plant.doneBefore = 18_020;
  minutesOf(plant, start);
  plant.flush();
  return plant;
}

/** Drawn, not counted: the few messages kept here would make a thin hour. */
function minutesOf(plant: MockPlant, start: number): void {
  plant.minutes.length = 0;
  for (let index = HISTORY_MINUTES; index > 0; index--) {
    const wave = 34 + 14 * Math.sin(index / 7) + 9 * plant.random();
    const breakTime = index > 24 && index < 31 ? 0.35 : 1;
    const accepted = Math.round(wave * breakTime);
    const failed = index > 19 && index < 24 ? Math.round(plant.random() * 7) : 0;
    plant.minutes.push({
      minute: new Date(Math.floor(start / MINUTE) * MINUTE - index * MINUTE).toISOString(),
      accepted,
      confirmed: Math.max(0, accepted - failed - Math.round(plant.random() * 3)),
      failed,
    });
  }
}

function history(plant: MockPlant, start: number): void {
  for (let index = HISTORY_MESSAGES; index > 0; index--) {
    const at = start - 30_000 - Math.round((index / HISTORY_MESSAGES) * 55 * MINUTE);
    const message = plant.arrive(undefined, at);
    for (const delivery of message.deliveries) {
      if (delivery.state === 'READY') plant.complete(message, delivery, at + 140);
    }
  }
}

interface Stop {
  system: string;
  class: FailureClass;
  code: string;
  detail: string;
  number: number;
  response: string | null;
}

function stop(plant: MockPlant, message: MessageDetail, how: Stop): DeliveryDetail {
  const delivery = message.deliveries.find((one) => one.system === how.system);
  if (delivery === undefined) throw new Error(`${message.flow} does not go to ${how.system}`);
  const at = Date.parse(message.acceptedAt);
  attempt(message, delivery, at + 90, {
    status: how.response === null ? null : 422,
    tookMs: how.response === null ? 10_000 : 61,
    failureClass: how.class,
    code: how.code,
    detail: how.detail,
    decision: 'open-case',
    response: how.response,
  });
  transition(message, delivery, {
    to: 'NEEDS_PERSON',
    at: at + 155,
    cause: how.code,
    text: `${how.detail} Case ${how.number} decides`,
  });
  delivery.case = how.number;
  for (const other of message.deliveries) {
    if (other.state !== 'READY') continue;
    if (other.step > delivery.step) plant.await(message, other, delivery, at);
    else plant.complete(message, other, at + 400);
  }
  plant.touch(message);
  return delivery;
}

function open(plant: MockPlant, one: Opened, more: Partial<CaseDetail> = {}): void {
  plant.cases.set(one.number, { ...opened(one), ...more });
}

function closedPeriod(plant: MockPlant, start: number): void {
  const flow = flowOf('production-confirmation');
  const detail = `${titleOf('erp')} refused it: the period October 2026 is closed.`;
  const how: Stop = {
    system: 'erp',
    class: 'business-rule',
    code: 'closed-period',
    detail,
    number: 17,
    response:
      '{"error":{"code":"PERIOD_CLOSED","message":"Posting date 2026-10-31 lies in a closed period","period":"2026-10"}}',
  };
  const since = start - 38 * MINUTE;
  open(
    plant,
    {
      number: 17,
      title: 'closed-period at erp',
      flow: flow.name,
      system: 'erp',
      class: how.class,
      code: how.code,
      owner: 'finance-or-operations',
      openedAt: new Date(since).toISOString(),
      oldest: new Date(since).toISOString(),
      detail,
      needsApproval: true,
      releaseOn: 'fiscal-period.reopened',
    },
    {
      hint: 'Ask finance whether the period is reopened, or the posting date is wrong.',
      runbook:
        '1. Look up the posting date of the first message.\n2. If it lies in last month, finance decides.\n3. Release the case once the period is open.',
      similar: [
        {
          number: 9,
          title: 'closed-period at erp',
          flow: flow.name,
          system: 'erp',
          sameError: true,
          closedAt: new Date(start - 21 * 24 * 60 * MINUTE).toISOString(),
          closedBy: 'person:ada',
          solution: 'Finance reopened September for a day',
        },
      ],
    },
  );
  [
    [41, 3],
    [42, 1],
    [57, 4],
    [12, 0],
  ].forEach(([order = 1, behind = 0], index) => {
    const at = since + index * 4 * MINUTE;
    stop(plant, plant.arrive(flow, at, order, 3), how);
    for (let part = 1; part <= behind; part++) {
      const follower = plant.arrive(flow, at + part * 6 * MINUTE, order, 3 + part);
      const [first, ...others] = follower.deliveries;
      for (const other of others) {
        if (first !== undefined) plant.await(follower, other, first, at + part * 6 * MINUTE);
      }
    }
  });
}

function wrongUnit(plant: MockPlant, start: number): void {
  const flow = flowOf('goods-receipt');
  const detail = `${titleOf('erp')} does not know the unit "kgm" for this material.`;
  const how: Stop = {
    system: 'erp',
    class: 'data-quality',
    code: 'unit-mismatch',
    detail,
    number: 18,
    response:
      '{"error":{"code":"UOM","message":"Unit of measure kgm is not maintained","field":"unit"}}',
  };
  const since = start - 11 * MINUTE;
  open(plant, {
    number: 18,
    title: 'unit-mismatch at erp',
    flow: flow.name,
    system: 'erp',
    class: how.class,
    code: how.code,
    owner: 'business-support',
    openedAt: new Date(since).toISOString(),
    oldest: new Date(since).toISOString(),
    detail,
    needsApproval: false,
    releaseOn: null,
  });
  for (const [index, order] of [101, 118].entries()) {
    stop(plant, plant.arrive(flow, since + index * 3 * MINUTE, order, 1), how);
  }
}

function unknownOutcome(plant: MockPlant, start: number): void {
  const flow = flowOf('inspection-result');
  const detail = `It was sent to ${titleOf('mes')}; no answer came, and ${titleOf('mes')} cannot be asked.`;
  const since = start - 6 * MINUTE;
  open(plant, {
    number: 19,
    title: 'no-answer at mes',
    flow: flow.name,
    system: 'mes',
    class: 'unknown-outcome',
    code: 'no-answer',
    owner: 'integration-operations',
    openedAt: new Date(since).toISOString(),
    oldest: new Date(since).toISOString(),
    detail,
    needsApproval: false,
    releaseOn: null,
  });
  const message = plant.arrive(flow, since, 207, 1);
  const delivery = stop(plant, message, {
    system: 'mes',
    class: 'unknown-outcome',
    code: 'no-answer',
    detail,
    number: 19,
    response: null,
  });
  delivery.business = 'UNKNOWN';
  message.business = 'UNKNOWN';
}

/** Three of the carrier's documents with one cause, one of them hostile, and one that is fit by now. */
function inQuarantine(plant: MockPlant): void {
  for (const status of ['IN_CUSTOMS', '<img src=x onerror=alert(1)>', 'LOST']) {
    plant.quarantine.keep(`{"shipment": "S-4711", "status": "${status}"}`, {});
  }
  plant.quarantine.keep('{"shipment": "S-4712", "status": "DELIVERED"', {
    alike: '5f3c0000-0000-0000-0000-000000000002',
    code: 'unreadable',
    title: 'The body is no acceptable JSON: Unexpected end-of-input',
    detail: 'The body is no acceptable JSON: Unexpected end-of-input (line 1, column 45)',
    operation: null,
    times: 3,
  });
  plant.quarantine.keep('{"shipment": "S-4713", "status": "AT_GATE"}', {
    alike: '5f3c0000-0000-0000-0000-000000000003',
    code: 'unidentified',
    title: 'What it asks for is not known',
    detail: 'What it asks for is not known: `operation.from` yields no text for it.',
    operation: null,
    wouldBeTaken: true,
  });
}
