import type {
  Correction,
  CorrectionTrial,
  CorrectionView,
  FieldChange,
  MessageDetail,
} from '../src/api/types.ts';
import type { Refused } from './commands.ts';
import { transition } from './journal.ts';
import { flowOf } from './landscape.ts';
import type { MockPlant } from './plant.ts';

const EDITABLE = ['quantity', 'unit', 'material', 'item'];

function contentOf(plant: MockPlant, message: MessageDetail): Record<string, unknown> {
  const order = Number(/\d+/.exec(message.orderKey ?? '')?.[0] ?? 1) % 1000;
  const content = { ...flowOf(message.flow).payload(order, 1) };
  for (const one of plant.corrections) {
    if (one.message !== message.id || one.state !== 'approved') continue;
    for (const { pointer, to } of one.changes ?? []) content[pointer.slice(1)] = to;
  }
  return content;
}

function waiting(message: MessageDetail) {
  return message.deliveries.filter((one) => one.state === 'NEEDS_PERSON');
}

function needsTwo(plant: MockPlant, message: MessageDetail): boolean {
  return waiting(message).some(
    (one) => one.case !== null && plant.cases.get(one.case)?.needsApproval === true,
  );
}

function versionOf(plant: MockPlant, message: MessageDetail): number {
  const approved = plant.corrections.filter(
    (one) => one.message === message.id && one.state === 'approved',
  );
  return 1 + approved.length;
}

export function viewOf(plant: MockPlant, message: MessageDetail): CorrectionView {
  const content = contentOf(plant, message);
  return {
    message: message.id,
    version: versionOf(plant, message),
    possible: waiting(message).length > 0,
    fourEyes: needsTwo(plant, message),
    fields: EDITABLE.filter((name) => name in content).map((name) => ({
      pointer: `/${name}`,
      value: content[name],
    })),
    corrections: plant.corrections.filter((one) => one.message === message.id),
  };
}

export function trialOf(
  plant: MockPlant,
  message: MessageDetail,
  said: Record<string, unknown>,
): CorrectionTrial {
  const content = contentOf(plant, message);
  const asked = (said['changes'] ?? []) as { pointer: string; to: unknown }[];
  const changes: FieldChange[] = asked.map(({ pointer, to }) => ({
    pointer,
    from: content[pointer.slice(1)] ?? null,
    to,
  }));
  const errors = changes
    .filter(({ pointer, to }) => pointer === '/quantity' && Number.isNaN(Number(to)))
    .map(({ pointer }) => ({ pointer, message: 'must be a number' }));
  const after = { ...content };
  for (const { pointer, to } of changes) after[pointer.slice(1)] = to;
  return {
    good: errors.length === 0,
    basedOn: versionOf(plant, message),
    fourEyes: needsTwo(plant, message),
    changes,
    errors,
    documents: waiting(message).map((one) => ({
      delivery: one.id,
      system: one.system,
      before: content,
      after,
      problem: null,
    })),
  };
}

export function propose(
  plant: MockPlant,
  message: MessageDetail,
  said: Record<string, unknown>,
): Correction | Refused {
  const trial = trialOf(plant, message, said);
  if (waiting(message).length === 0 || said['basedOn'] !== trial.basedOn) {
    return { status: 409, code: 'state-changed', detail: 'It has moved on in the meantime.' };
  }
  const correction: Correction = {
    number: plant.corrections.length + 1,
    message: message.id,
    version: trial.basedOn + 1,
    state: trial.fourEyes ? 'proposed' : 'approved',
    fourEyes: trial.fourEyes,
    emergency: false,
    proposedBy: 'person:demo',
    proposedAt: new Date(plant.now()).toISOString(),
    reason: String(said['reason']),
    changes: trial.changes,
  };
  plant.corrections.push(correction);
  if (!trial.fourEyes) goes(plant, message, correction);
  return correction;
}

export function decide(
  plant: MockPlant,
  number: number,
  verb: string,
  reason: string,
): Correction | Refused {
  const one = plant.corrections.find((correction) => correction.number === number);
  const message = one && plant.find(one.message);
  if (one === undefined || message === undefined) {
    return { status: 404, code: 'not-found', detail: 'There is no such correction.' };
  }
  if (one.state !== 'proposed') {
    return { status: 409, code: 'state-changed', detail: `Correction ${number} is ${one.state}.` };
  }
  if (verb === 'approve' && one.proposedBy === 'person:demo') {
    return { status: 403, code: 'for-somebody-else', detail: 'Somebody else has to approve it.' };
  }
  one.state = verb === 'approve' ? 'approved' : verb === 'reject' ? 'rejected' : 'withdrawn';
  one.decidedBy = 'person:demo';
  one.decidedAt = new Date(plant.now()).toISOString();
  one.decision = reason;
  if (one.state === 'approved') goes(plant, message, one);
  return one;
}

function goes(plant: MockPlant, message: MessageDetail, correction: Correction): void {
  for (const delivery of waiting(message)) {
    transition(message, delivery, {
      to: 'READY',
      at: plant.now(),
      cause: 'corrected',
      actor: 'person:demo',
      text: `Corrected (version ${correction.version}): ${correction.reason}`,
    });
  }
  plant.touch(message);
  plant.announce({ event: 'cases' });
}
