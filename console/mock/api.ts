import type { IncomingMessage, ServerResponse } from 'node:http';
import type { MessageDetail } from '../src/api/types.ts';
import { listed } from './cases.ts';
import { act } from './commands.ts';
import { decide, propose, trialOf, viewOf } from './corrections.ts';
import { asListed } from './journal.ts';
import { flowOf } from './landscape.ts';
import type { MockPlant } from './plant.ts';
import { type Asked, entriesOf, makePlan, plansOf, shownPlan, step } from './replays.ts';

export const MOCK_KEY = 'mr_demo';
const COOKIE = 'millrace-session=mock';
const LARGEST_BODY = 1_000_000;
const EVENTS_EVERY_MS = 250;

/** Answers /v1 as docs/reference/api.md describes it. True if the request was for the API. */
export function mockApiHandler(plant: MockPlant) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const url = new URL(request.url ?? '/', 'http://mock');
    if (!url.pathname.startsWith('/v1/')) return false;
    const method = request.method ?? 'GET';
    if (url.pathname === '/v1/session') {
      await session(method, request, response);
    } else if (!(request.headers.cookie ?? '').includes(COOKIE)) {
      problem(response, 401, 'unauthenticated', 'Sign in first.');
    } else if (method === 'GET') {
      read(plant, url, response);
    } else if (request.headers['millrace-console'] !== '1') {
      problem(response, 403, 'cross-site', 'The header Millrace-Console is missing.');
    } else {
      const said = await body(request);
      if (url.pathname.startsWith('/v1/quarantine/')) {
        decideKept(plant, url.pathname, said, response);
        return true;
      }
      const answer =
        correct(plant, url.pathname, said) ??
        replay(plant, url.pathname, said) ??
        act(plant, url.pathname, said);
      if (answer === null) response.writeHead(204).end();
      else if ('status' in answer) {
        problem(response, answer.status, answer.code, answer.detail);
      } else json(response, answer);
    }
    return true;
  };
}

/** Undefined if the address is about something else. */
function correct(plant: MockPlant, path: string, said: Record<string, unknown>) {
  const [, , resource = '', name = '', part, verb] = path.split('/').map(decodeURIComponent);
  const reason = typeof said['reason'] === 'string' ? said['reason'] : '';
  if (resource === 'corrections') return decide(plant, Number(name), part ?? '', reason);
  const message = plant.find(name);
  if (resource !== 'messages' || part !== 'corrections' || message === undefined) return undefined;
  return verb === 'check' ? trialOf(plant, message, said) : propose(plant, message, said);
}

/** Undefined if the address is about something else. */
function replay(plant: MockPlant, path: string, said: Record<string, unknown>) {
  const [, , resource = '', number, verb = ''] = path.split('/');
  if (resource !== 'replays') return undefined;
  return number === undefined
    ? shownPlan(makePlan(plant, said as unknown as Asked))
    : step(plant, Number(number), verb, said);
}

async function session(method: string, request: IncomingMessage, response: ServerResponse) {
  const signedIn = (request.headers.cookie ?? '').includes(COOKIE);
  if (method === 'POST') {
    const { key } = await body(request);
    if (key !== MOCK_KEY) {
      problem(response, 401, 'unknown-credential', 'Unknown key.');
      return;
    }
    response.writeHead(204, { 'Set-Cookie': `${COOKIE}; HttpOnly; SameSite=Strict; Path=/` }).end();
  } else if (method === 'DELETE') {
    response
      .writeHead(204, { 'Set-Cookie': `${COOKIE}; HttpOnly; SameSite=Strict; Path=/; Max-Age=0` })
      .end();
  } else if (signedIn) {
    json(response, {
      name: 'demo',
      may: ['read', 'read-payload', 'operate', 'correct', 'approve'],
    });
  } else {
    problem(response, 401, 'unauthenticated', 'Sign in first.');
  }
}

function read(plant: MockPlant, url: URL, response: ServerResponse): void {
  if (url.pathname === '/v1/stream') {
    stream(plant, response);
    return;
  }
  if (url.pathname.endsWith('/content')) {
    content(plant, url, response);
    return;
  }
  const found = resourceAt(plant, url);
  if (found === undefined) problem(response, 404, 'not-found', 'There is nothing here.');
  else json(response, found);
}

function resourceAt(plant: MockPlant, url: URL): unknown {
  const [, , resource = '', id, part] = url.pathname.split('/').map(decodeURIComponent);
  switch (resource) {
    case 'summary':
      return plant.summary();
    case 'systems':
      return id === undefined ? { items: plant.systems() } : plant.history(id);
    case 'corrections':
      return {
        items: plant.corrections
          .filter((one) => one.state === 'proposed')
          .map(({ changes: _, ...one }) => one),
      };
    case 'cases': {
      if (id === undefined) return { items: listed(plant, url.searchParams) };
      const one = plant.cases.get(Number(id));
      return one && plant.counted(one);
    }
    case 'replays': {
      if (id === undefined) return { items: plansOf(plant, url.searchParams) };
      const plan = plant.replays[Number(id) - 1];
      if (plan === undefined) return undefined;
      return part === 'entries' ? entriesOf(plan, url.searchParams) : shownPlan(plan);
    }
    case 'quarantine': {
      if (id === 'groups') return { items: plant.quarantine.groups() };
      if (id !== undefined) return plant.quarantine.find(Number(id));
      const alike = url.searchParams.get('alike');
      const waiting = plant.quarantine.waiting().filter((one) => one.alike === alike);
      return { items: waiting.toReversed() };
    }
    case 'messages': {
      if (id === undefined) return list(plant, url);
      const message = plant.find(id);
      if (message !== undefined && part === 'corrections') return viewOf(plant, message);
      return message !== undefined && part === 'payload' ? payloadOf(message) : message;
    }
    default:
      return undefined;
  }
}

function content(plant: MockPlant, url: URL, response: ServerResponse): void {
  const found = plant.quarantine.bodies.get(Number(url.pathname.split('/')[3]));
  if (found === undefined) {
    problem(response, 404, 'not-found', 'There is nothing here.');
    return;
  }
  response.writeHead(200, {
    'Content-Type': 'application/octet-stream',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(found);
}

function decideKept(
  plant: MockPlant,
  path: string,
  said: Record<string, unknown>,
  response: ServerResponse,
): void {
  const [, , , first = '', second] = path.split('/');
  const verb = second ?? first;
  const which = plant.quarantine
    .waiting()
    .filter((one) =>
      second === undefined ? one.alike === said['alike'] : one.number === Number(first),
    );
  if (which.length === 0) {
    problem(response, 409, 'state-changed', 'Nothing of it waits in quarantine.');
    return;
  }
  const done = plant.quarantine.decide(verb, which, String(said['reason']));
  if (done.stillRefused === which.length) {
    problem(response, 422, 'still-refused', `Nothing was released: ${which[0]?.detail}`);
  } else {
    json(response, done);
  }
}

function list(plant: MockPlant, url: URL) {
  const asked = url.searchParams;
  const limit = Math.min(200, Number(asked.get('limit') ?? 50));
  const before = asked.get('before');
  const fitting = plant.messages.filter(
    (message) => (before === null || message.id < before) && fits(message, asked),
  );
  const items = fitting.slice(0, limit);
  return {
    items: items.map(asListed),
    next: fitting.length > limit ? (items.at(-1)?.id ?? null) : null,
  };
}

function fits(message: MessageDetail, asked: URLSearchParams): boolean {
  const is = (name: string, ...values: string[]) => {
    const wanted = asked.get(name);
    return wanted === null || values.includes(wanted);
  };
  const q = asked.get('q')?.toLowerCase();
  const keys = [message.businessKey, message.orderKey ?? '', message.correlationId];
  const states = asked.getAll('state');
  const since = asked.get('since');
  return (
    is('flow', message.flow) &&
    is('case', ...message.deliveries.map((one) => String(one.case))) &&
    is('object', message.object) &&
    is('system', message.sender, ...message.deliveries.map((one) => one.system)) &&
    (q === undefined || keys.some((key) => key.toLowerCase().startsWith(q))) &&
    (states.length === 0 ||
      states.includes(message.group) ||
      message.deliveries.some((one) => states.includes(one.state))) &&
    (since === null || message.acceptedAt >= since)
  );
}

function payloadOf(message: MessageDetail): unknown {
  const order = Number(/\d+/.exec(message.orderKey ?? '')?.[0] ?? 1) % 1000;
  return flowOf(message.flow).payload(order, 1);
}

function stream(plant: MockPlant, response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  response.write(': hello\n\n');
  const send = (event: string, data: unknown) =>
    response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  const unsubscribe = plant.onChange((change) => {
    if (change.event === 'messages') send('messages', { ids: change.ids });
    else if (change.event === 'systems') send('systems', { items: plant.systems() });
    else if (change.event === 'summary') send('summary', plant.summary());
    else send('cases', { open: plant.openCases().length });
  });
  const timer = setInterval(() => plant.flush(), EVENTS_EVERY_MS);
  response.on('close', () => {
    clearInterval(timer);
    unsubscribe();
  });
}

async function body(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > LARGEST_BODY) return {};
  }
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function json(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  response.end(JSON.stringify(value));
}

function problem(response: ServerResponse, status: number, code: string, detail: string): void {
  response.writeHead(status, { 'Content-Type': 'application/problem+json' });
  response.end(JSON.stringify({ type: `/problems/${code}`, title: code, status, detail }));
}
