import assert from 'node:assert/strict';
import type { Server } from 'node:http';
import type { Page } from 'playwright-core';
import { MOCK_KEY } from '../mock/api.ts';
import type { MockPlant } from '../mock/plant.ts';
import { ordinaryMorning } from '../mock/seed.ts';
import { mockServer } from '../mock/server.ts';
import { type Look, openBrowser, signInWith, watched } from './browser.ts';

const PORT = Number(process.env['E2E_PORT'] ?? 25410);
const SEED = 7;
export interface Console {
  page: Page;
  plant: MockPlant;
  base: string;
  /** Stops and starts the server, as in an outage. */
  outage: { begin: () => Promise<void>; end: () => Promise<void> };
}

/**
 * The built console in a browser over a plant that moves only when told. Anything that the browser
 * complains about, a breach of the Content-Security-Policy above all, fails the test.
 */
export async function withConsole(
  test: (console: Console) => Promise<void>,
  options: Look & { signIn?: boolean } = {},
): Promise<void> {
  const plant = ordinaryMorning(SEED, Date.now);
  let server = await listening(plant);
  const browser = await openBrowser(options);
  const complaints: string[] = [];
  const base = `http://127.0.0.1:${PORT}`;
  try {
    const page = await watched(browser, complaints);
    await page.goto(base);
    if (options.signIn !== false) await signIn(page);
    await test({
      page,
      plant,
      base,
      outage: {
        begin: () => closed(server),
        end: async () => {
          server = await listening(plant);
        },
      },
    });
    assert.deepEqual(complaints, []);
  } finally {
    await browser.close();
    await closed(server);
  }
}

export function signIn(page: Page): Promise<void> {
  return signInWith(page, MOCK_KEY);
}

async function listening(plant: MockPlant): Promise<Server> {
  const server = mockServer(plant).listen(PORT, '127.0.0.1');
  await new Promise((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', reject);
  });
  return server;
}

async function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
