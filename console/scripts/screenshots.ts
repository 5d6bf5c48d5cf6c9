import { mkdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { type Look, openBrowser } from '../e2e/browser.ts';
import { MOCK_KEY } from '../mock/api.ts';
import { liveMorning } from '../mock/living.ts';
import { mockServer } from '../mock/server.ts';

/**
 * npm run screenshots -- --url URL --key KEY --out DIR [--all]
 * Without a URL the built console is shown over the mock. `--all` takes every page in every look,
 * `--only NAME` just that one.
 */
const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    key: { type: 'string', default: MOCK_KEY },
    out: { type: 'string', default: '../docs/images' },
    all: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
});

interface Shot {
  name: string;
  visit: (page: Page, base: string) => Promise<void>;
}

const SETTLE_MS = 1_200;

async function openFirst(page: Page, base: string, list: string, row: string): Promise<void> {
  await page.goto(`${base}${list}`);
  const link = page.locator(row).first();
  await link.waitFor({ timeout: 10_000 }).catch(() => undefined);
  if ((await link.count()) > 0) await link.click();
}

const PAGES: Record<string, Shot['visit']> = {
  overview: async (page, base) => void (await page.goto(`${base}/`)),
  messages: async (page, base) => void (await page.goto(`${base}/messages`)),
  attention: async (page, base) => void (await page.goto(`${base}/messages?state=attention`)),
  waiting: async (page, base) => void (await page.goto(`${base}/messages?state=waiting`)),
  message: (page, base) =>
    openFirst(
      page,
      base,
      '/messages?state=NEEDS_PERSON&flow=production-confirmation',
      '[role=row] a[href^="/messages/"]',
    ),
  dialog: async (page, base) => {
    await PAGES['case']?.(page, base);
    await page.getByRole('button', { name: /^Release/ }).click();
  },
  systems: async (page, base) => void (await page.goto(`${base}/systems`)),
  cases: async (page, base) => void (await page.goto(`${base}/cases`)),
  case: (page, base) => openFirst(page, base, '/cases', 'tbody a[href^="/cases/"]'),
};

const FINAL: [string, Look][] = [
  ['overview', { colorScheme: 'light' }],
  ['messages', { colorScheme: 'light' }],
  ['message', { colorScheme: 'light', height: 1000 }],
  ['systems', { colorScheme: 'dark' }],
];

async function shoot(base: string, file: string, name: string, look: Look): Promise<void> {
  const browser = await openBrowser(look);
  try {
    const page = await browser.newPage();
    await page.goto(base);
    await page.getByLabel('Access key', { exact: true }).fill(values.key);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('navigation', { name: 'Main' }).waitFor();
    await PAGES[name]?.(page, base);
    await page.waitForTimeout(SETTLE_MS);
    await page.screenshot({ path: file });
    console.info(file);
  } finally {
    await browser.close();
  }
}

async function all(base: string): Promise<void> {
  await mkdir(values.out, { recursive: true });
  if (!values.all && values.only === undefined) {
    for (const [name, look] of FINAL) {
      await shoot(base, join(values.out, `console-${name}.png`), name, look);
    }
    return;
  }
  for (const name of Object.keys(PAGES)) {
    if (values.only !== undefined && name !== values.only) continue;
    for (const width of [1280, 820]) {
      for (const colorScheme of ['light', 'dark'] as const) {
        const file = join(values.out, `${name}-${width}-${colorScheme}.png`);
        await shoot(base, file, name, { width, height: 900, colorScheme });
      }
    }
  }
}

if (values.url !== undefined) {
  await all(values.url.replace(/\/$/, ''));
} else {
  const { plant, stop } = liveMorning();
  const server = mockServer(plant).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  await all(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  stop();
  server.closeAllConnections();
  server.close();
}
