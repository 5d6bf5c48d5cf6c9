import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserContext, Page } from 'playwright-core';
import { signInWith, watched } from '../e2e/browser.ts';
import { type DemoProcess, pause } from './demoProcess.ts';

const PICTURES = fileURLToPath(new URL('../.tmp', import.meta.url));
/** The plant is quick, the machine may not be. */
export const PATIENCE_MS = 60_000;

export interface Visit {
  page: Page;
  demo: DemoProcess;
  plant: PlantApi;
}

/**
 * Signs in to the running demo with the printed key, as one whom the browser does not know. Leaves the
 * plant without faults, so that no test depends on another. A failure shows the demo's log, and names a
 * picture.
 */
export async function visiting(
  name: string,
  demo: DemoProcess,
  browser: BrowserContext,
  test: (visit: Visit) => Promise<void>,
): Promise<void> {
  const plant = new PlantApi(demo.plant);
  const complaints: string[] = [];
  await browser.clearCookies();
  const page = await watched(browser, complaints);
  page.setDefaultTimeout(PATIENCE_MS);
  try {
    await page.goto(demo.console);
    await signInWith(page, demo.key);
    await test({ page, demo, plant });
    assert.deepEqual(complaints, []);
  } catch (failure) {
    throw await explained(failure, name, page, demo);
  } finally {
    await page.close();
    await plant.liftAll();
  }
}

async function explained(failure: unknown, name: string, page: Page, demo: DemoProcess) {
  await mkdir(PICTURES, { recursive: true });
  const picture = join(PICTURES, `${name.replace(/\W+/g, '-')}.png`);
  const taken = await page.screenshot({ path: picture }).then(
    () => `a picture of the page: ${picture}`,
    (reason) => `no picture of the page: ${reason}`,
  );
  const what = failure instanceof Error ? (failure.stack ?? failure.message) : String(failure);
  return new Error(`${what}\n--- ${taken}, which was ${page.url()}\n${await demo.log()}`);
}

/** The plant's own switches, as plant/README.md describes them. */
export class PlantApi {
  constructor(private readonly address: string) {}

  async breakDown(fault: { system: string; fault: string; operation?: string }): Promise<void> {
    const answer = await fetch(`${this.address}/plant/faults`, {
      method: 'POST',
      body: JSON.stringify(fault),
    });
    assert.equal(answer.status, 201, await answer.text());
  }

  async liftAll(): Promise<void> {
    await fetch(`${this.address}/plant/faults`, { method: 'DELETE' }).catch(() => undefined);
  }
}

/** Asks again until it is so; says what it was last. */
export async function eventually<T>(
  what: string,
  look: () => Promise<T>,
  fits: (seen: T) => boolean,
): Promise<T> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const seen = await look();
    if (fits(seen)) return seen;
    assert.ok(Date.now() < until, `${what}; in the end it was ${JSON.stringify(seen)}`);
    await pause(200);
  }
}
