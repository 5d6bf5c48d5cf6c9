import type { ProblemBody } from './types.ts';

/** How long the console waits for any answer before it says that the server is away. */
const PATIENCE_MS = 20_000;

/** A refusal by the server, in words made for people. */
export class Refusal extends Error {
  readonly status: number;
  readonly problem: ProblemBody;

  constructor(status: number, problem: ProblemBody) {
    super(problem.detail ?? problem.title ?? `The server answered ${status}`);
    this.status = status;
    this.problem = problem;
  }

  /** Last part of the problem's type, for example `state-changed`. */
  get code(): string {
    return this.problem.type?.split('/').pop() ?? String(this.status);
  }
}

/** No answer at all: network, node or gateway. */
export class Unreachable extends Error {}

export async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await reach(method, path, body);
  if (!response.ok) throw await refusal(response);
  if (response.status === 204) return undefined as T;
  const text = await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

/** The document as it came, byte for byte as text: formatting is the viewer's business. */
export async function text(path: string): Promise<string> {
  const response = await reach('GET', path);
  if (!response.ok) throw await refusal(response);
  return response.text();
}

async function reach(method: string, path: string, body?: unknown): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json, application/problem+json' };
  // A header that no cross-site form can set: the server refuses changes by cookie without it.
  if (method !== 'GET') headers['Millrace-Console'] = '1';
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  try {
    const response = await fetch(path, {
      method,
      headers,
      credentials: 'same-origin',
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (response.status === 502 || response.status === 504) throw new Unreachable();
    return response;
  } catch {
    throw new Unreachable('The Millrace server does not answer.');
  }
}

async function refusal(response: Response): Promise<Refusal> {
  let problem: ProblemBody = {};
  try {
    problem = (await response.json()) as ProblemBody;
  } catch {
    // Not every refusal has a body; the status alone is then shown.
  }
  return new Refusal(response.status, problem);
}
