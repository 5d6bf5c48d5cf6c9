import { mkdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { type Look, openBrowser, signInWith } from '../e2e/browser.ts';
import { MOCK_KEY } from '../mock/api.ts';
import { liveMorning } from '../mock/living.ts';
import { mockServer } from '../mock/server.ts';

/**
 * npm run screenshots -- --url URL --key KEY --out DIR [--all]
 * Without a URL the built console is shown over the mock. `--all` takes every page in every look,
 * `--only NAME,NAME` just those.
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

type Visit = (page: Page, base: string) => Promise<void>;

const SETTLE_MS = 1_200;
const PATIENCE_MS = 10_000;

async function openFirst(page: Page, base: string, list: string, row: string): Promise<void> {
  await page.goto(`${base}${list}`);
  const link = page.locator(row).first();
  await link.waitFor({ timeout: 10_000 }).catch(() => undefined);
  if ((await link.count()) > 0) await link.click();
}

const PAGES: Record<string, Visit> = {
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
  complete: async (page, base) => {
    await openFirst(page, base, '/messages?state=CONFIRMED', '[role=row] a[href^="/messages/"]');
    await page.getByRole('button', { name: /Show the document/ }).click();
    await page.getByText('Try 1').first().click();
  },
  nothing: async (page, base) => void (await page.goto(`${base}/messages?q=no-such-key`)),
  missing: async (page, base) =>
    void (await page.goto(`${base}/messages/01a1fdd2-0000-7000-8000-000000000000`)),
  focus: async (page, base) => {
    await page.goto(`${base}/messages?state=done`);
    await page.locator('[role=row] a').first().focus();
    await page.keyboard.press('Tab');
  },
  nowhere: async (page, base) => void (await page.goto(`${base}/nowhere`)),
  help: async (page, base) => {
    await page.goto(`${base}/`);
    await page.getByRole('button', { name: /Keyboard and words/ }).click();
  },
  systems: async (page, base) => void (await page.goto(`${base}/systems`)),
  cases: async (page, base) => void (await page.goto(`${base}/cases`)),
  replays: async (page, base) => void (await page.goto(`${base}/replays`)),
  replay: async (page, base) => void (await page.goto(`${base}/replays/3`)),
  'replay-stopped': async (page, base) => void (await page.goto(`${base}/replays/2`)),
  'replay-new': async (page, base) => void (await page.goto(`${base}/replays/new`)),
  'replay-of-case': async (page, base) =>
    void (await page.goto(`${base}/replays/new?case=17&mode=settle`)),
  'replay-approve': async (page, base) => {
    await page.goto(`${base}/replays/3`);
    await page.getByRole('button', { name: 'Approve…' }).click();
  },
  quarantine: async (page, base) => void (await page.goto(`${base}/quarantine`)),
  document: async (page, base) => {
    await page.goto(`${base}/quarantine/2`);
    await page.getByRole('button', { name: /Show the document/ }).click();
  },
  case: (page, base) => openFirst(page, base, '/cases', 'tbody a[href^="/cases/"]'),
};

/** A desk and a phone. */
const DESK = { width: 1440, height: 900 };
const SIZES = [DESK, { width: 390, height: 844 }];

const FINAL: [string, Look][] = [
  ['overview', { ...DESK, colorScheme: 'light' }],
  ['messages', { ...DESK, colorScheme: 'light' }],
  ['message', { ...DESK, colorScheme: 'light', height: 1000 }],
  ['systems', { ...DESK, colorScheme: 'dark' }],
];

/** One browser and one signing in for all pages of a look. */
async function shoot(
  base: string,
  look: Look,
  files: [string, string][],
  first?: string,
): Promise<void> {
  const browser = await openBrowser(look);
  try {
    const page = await browser.newPage();
    await page.goto(base);
    await page.getByLabel('Access key', { exact: true }).waitFor();
    if (first) await page.screenshot({ path: first });
    await signInWith(page, values.key);
    page.setDefaultTimeout(PATIENCE_MS);
    for (const [name, file] of files) {
      await PAGES[name]?.(page, base).catch((failure) => console.error(`${name}: ${failure}`));
      await page.getByRole('status', { name: 'Loading' }).first().waitFor({ state: 'detached' });
      await page.waitForTimeout(SETTLE_MS);
      await page.screenshot({ path: file });
      console.info(file);
    }
  } finally {
    await browser.close();
  }
}

async function all(base: string): Promise<void> {
  await mkdir(values.out, { recursive: true });
  if (!values.all && values.only === undefined) {
    for (const [name, look] of FINAL) {
      await shoot(base, look, [[name, join(values.out, `console-${name}.png`)]]);
    }
    return;
  }
  const names = Object.keys(PAGES).filter(
    (name) => values.only === undefined || values.only.split(',').includes(name),
  );
  for (const size of SIZES) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const file = (name: string) => join(values.out, `${name}-${size.width}-${colorScheme}.png`);
      await shoot(
        base,
        { ...size, colorScheme },
        names.map((name) => [name, file(name)]),
        values.all ? file('sign-in') : undefined,
      );
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
