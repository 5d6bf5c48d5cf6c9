import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('../../millrace', import.meta.url));
/** Ten plant minutes in a second: an order every half second, a message forty times a second. */
const SPEED = '600';
const FREE_PORTS = ['--port', '0', '--plant-port', '0'];
const START_LIMIT_MS = 90_000;
/** The demo promises to end within this time. */
export const STOP_LIMIT_MS = 30_000;
const LOG_TAIL = 4_000;

export interface Ended {
  status: number | null;
  signal: NodeJS.Signals | null;
  tookMs: number;
}

/** `./millrace demo` as a person starts it from this checkout, on free ports and with data of its own. */
export class DemoProcess {
  private constructor(
    private readonly process: ChildProcess,
    private readonly data: string,
    private readonly said: () => string,
    readonly console: string,
    readonly key: string,
    readonly plant: string,
  ) {}

  /** Returns when the demo has printed where it is and with which key to open it. */
  static async start(data: string, ports = FREE_PORTS): Promise<DemoProcess> {
    await mkdir(data, { recursive: true });
    const process = spawn(
      SCRIPT,
      ['demo', '--data', data, '--speed', SPEED, '--calm', ...ports],
      // A group of its own: Ctrl-C in a terminal reaches all of it, and only it.
      { detached: true, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let said = '';
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
    };
    process.stdout.on('data', hear);
    process.stderr.on('data', hear);
    const printed = (name: string) => new RegExp(`^ +${name} +(\\S+)`, 'm').exec(said)?.[1];
    const begun = Date.now();
    while (!said.includes('Stop it:')) {
      const ended = process.exitCode !== null || process.signalCode !== null;
      if (ended || Date.now() - begun > START_LIMIT_MS) {
        if (!ended) process.kill('SIGKILL');
        const why = ended ? `ended with status ${process.exitCode}` : 'did not say that it runs';
        throw new Error(`The demo ${why}.\n${await logs(data, said)}`);
      }
      await pause(100);
    }
    const [console, key, plant] = ['Console', 'Key', 'Plant'].map(printed);
    if (console === undefined || key === undefined || plant === undefined) {
      throw new Error(`The demo printed no address or no key:\n${said}`);
    }
    return new DemoProcess(process, data, () => said, console.replace(/\/$/, ''), key, plant);
  }

  /** What a person in front of the terminal would see, and the ends of the log files. */
  log(): Promise<string> {
    return logs(this.data, this.said());
  }

  /** Ctrl-C: the terminal sends SIGINT to everything that runs in it. */
  async interrupt(): Promise<Ended> {
    const { process } = this;
    const begun = Date.now();
    const ended = new Promise<Ended>((resolve) => {
      process.once('exit', (status, signal) =>
        resolve({ status, signal, tookMs: Date.now() - begun }),
      );
    });
    if (process.exitCode !== null || process.pid === undefined) {
      throw new Error(`The demo had ended before it was told to.\n${await this.log()}`);
    }
    globalThis.process.kill(-process.pid, 'SIGINT');
    const patience = AbortSignal.timeout(STOP_LIMIT_MS + 10_000);
    const tooLong = new Promise<never>((_, reject) => {
      patience.addEventListener('abort', async () => {
        this.kill();
        reject(new Error(`The demo does not end.\n${await this.log()}`));
      });
    });
    return Promise.race([ended, tooLong]);
  }

  /** All processes that the demo started and that still run: its plant, its PostgreSQL. */
  async descendants(): Promise<number[]> {
    const parents = new Map<number, number>();
    for (const name of await readdir('/proc')) {
      if (!/^\d+$/.test(name)) continue;
      const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
      const parent = /^\d+ \(.*\) \S (\d+)/s.exec(stat)?.[1];
      if (parent !== undefined) parents.set(Number(name), Number(parent));
    }
    const isOurs = (pid: number): boolean => {
      const parent = parents.get(pid);
      return parent !== undefined && (parent === this.process.pid || isOurs(parent));
    };
    return [...parents.keys()].filter(isOurs);
  }

  /** For the end of a test that has failed half-way; PostgreSQL is ended with its data folder. */
  kill(): void {
    if (this.process.exitCode === null && this.process.pid !== undefined) {
      globalThis.process.kill(-this.process.pid, 'SIGKILL');
    }
  }
}

/** Empty for a process that has ended, whether or not its parent has taken note of it. */
export async function commandOf(pid: number): Promise<string> {
  const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return line.replaceAll('\0', ' ').trim();
}

/** A folder that is removed afterwards, for a demo's data. */
export async function inTemporaryFolder(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-demo-'));
  try {
    await test(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function logs(data: string, said: string): Promise<string> {
  const parts = [`--- what ./millrace demo said\n${said}`];
  for (const name of ['node.log', 'plant/plant.log']) {
    const text = await readFile(join(data, name), 'utf8').catch(() => '(there is none)');
    parts.push(`--- the end of ${name}\n${text.slice(-LOG_TAIL)}`);
  }
  return parts.join('\n');
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
