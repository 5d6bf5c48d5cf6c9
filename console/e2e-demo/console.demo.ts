import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { openBrowser } from '../e2e/browser.ts';
import { DemoProcess } from './demoProcess.ts';
import { eventually, type Visit, visiting } from './harness.ts';

/** The console over a node that runs, not over a mock: what a visitor of the demo does first. */

let data: string;
let demo: DemoProcess;
let browser: BrowserContext;

before(async () => {
  data = await mkdtemp(join(tmpdir(), 'millrace-demo-'));
  [demo, browser] = await Promise.all([DemoProcess.start(data), openBrowser()]);
});

after(async () => {
  await browser?.close();
  const ended = await demo?.interrupt();
  await rm(data, { recursive: true, force: true, maxRetries: 5 });
  assert.equal(ended?.status, 0);
});

const inDemo = (name: string, look: (visit: Visit) => Promise<void>) =>
  test(name, () => visiting(name, demo, browser, look));

const rows = (page: Page) => page.locator('[role=rowgroup] [role=row]');
const keys = (page: Page) => rows(page).locator('a[href^="/messages/"]').first();

/** All rows at one moment: the list is alive. */
const texts = (page: Page) =>
  rows(page).evaluateAll((all) => all.map((one) => one.textContent ?? ''));

async function openList(page: Page, query = ''): Promise<void> {
  await page.goto(new URL(`/messages${query}`, page.url()).href);
  await rows(page).first().waitFor();
}

async function choose(page: Page, filter: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: filter }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

inDemo('messages arrive in the list by themselves, told by the event stream', async ({ page }) => {
  const browser = await page.context().newCDPSession(page);
  const events: string[] = [];
  browser.on('Network.eventSourceMessageReceived', (event) => events.push(event.eventName));
  await browser.send('Network.enable');
  await openList(page);
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  const first = await keys(page).textContent();
  await eventually(
    'another message on top of the list',
    () => keys(page).textContent(),
    (key) => key !== first,
  );
  assert.equal(await page.evaluate(() => 'sameDocument' in window), true, 'without a reload');
  assert.ok(events.includes('messages'), `the stream told only of ${[...new Set(events)]}`);
});

inDemo('filters by key, object, system and state narrow the list', async ({ page }) => {
  await openList(page, '?object=production-confirmation&state=done');
  const key = (await keys(page).textContent()) ?? '';
  const order = key.split('/')[0] ?? '';
  const all = (part: RegExp) => (seen: string[]) =>
    seen.length > 0 && seen.every((row) => part.test(row));

  await page.getByRole('textbox', { name: /Search/ }).fill(order);
  await eventually('only the order', () => texts(page), all(new RegExp(order.replace('-', '.'))));

  await openList(page);
  await choose(page, 'Object', 'Inspection lot');
  await page.waitForURL(/object=inspection-lot/);
  await eventually('only inspection lots', () => texts(page), all(/Inspection lot/));

  await openList(page);
  await choose(page, 'System', 'Carrier');
  await page.waitForURL(/system=carrier/);
  await eventually('only from or to the carrier', () => texts(page), all(/Carrier → |→ Carrier/));

  await openList(page);
  await page.getByRole('button', { name: /^Done/ }).click();
  await page.waitForURL(/state=done/);
  await eventually('only what is done', () => texts(page), all(/Complete|Delivered/));
});

inDemo('a message shows what came, what was sent, what was answered', async ({ page }) => {
  await openList(page, '?flow=production-confirmation&state=CONFIRMED');
  const link = keys(page);
  const key = (await link.textContent()) ?? '';
  await link.click();
  await page.getByRole('heading', { name: key, level: 1 }).waitFor();

  const now = page.getByRole('region', { name: 'Where it is now' });
  await now.getByText('Done. ERP has it.').waitFor();
  await now.locator('dl div', { hasText: 'Technical' }).getByText('Complete').waitFor();
  await now.locator('dl div', { hasText: 'Business' }).getByText('Posted').waitFor();

  await page.getByText('Manufacturing execution sent it; it is kept safely').waitFor();
  await page.getByText('ERP took it').first().waitFor();

  await page.getByRole('button', { name: /Show the document/ }).click();
  const came = page.getByRole('region', { name: 'the document' });
  await came
    .getByText(`"${key.split('/')[0]}"`)
    .first()
    .waitFor();

  await page.getByRole('button', { name: /Try 1/ }).click();
  const sent = page.getByRole('region', { name: 'what was sent' });
  await sent.getByText(/^POST http.*\/erp\/production-orders\//).waitFor();
  await sent.getByText('[redacted]').waitFor();
  await page.getByRole('region', { name: 'the answer' }).getByText('HTTP/1.1 201').waitFor();
});

inDemo(
  'a system that is down is held with its cause, and drains when it is back',
  async (visit) => {
    const { page, plant } = visit;
    await page.goto(`${visit.demo.console}/systems`);
    const erp = page.getByRole('article', { name: 'ERP', exact: true });
    await erp.getByText('Working').waitFor();
    await page.getByRole('img', { name: /In the last hour ERP took/ }).waitFor();

    await plant.breakDown({ system: 'erp', fault: 'down' });
    await erp.getByText('Out of service').waitFor();
    await erp
      .getByText(/connection/i)
      .first()
      .waitFor();
    const many = 20;
    await eventually(
      'a backlog',
      () => backlogOf(erp),
      (waiting) => waiting > many,
    );

    await erp.getByRole('link').first().click();
    await page.waitForURL(/system=erp/);
    const held = rows(page).filter({ hasText: 'Held' }).first();
    const key = (await held.locator('a').first().textContent()) ?? '';
    await held.getByText(/Kept until ERP is back/).waitFor();

    await plant.liftAll();
    await page.goto(`${visit.demo.console}/systems`);
    await erp.getByText('Out of service').waitFor({ state: 'detached' });
    await eventually(
      'no backlog',
      () => backlogOf(erp),
      (waiting) => waiting <= many,
    );
    await openList(page, `?q=${encodeURIComponent(key)}`);
    await rows(page)
      .filter({ hasText: 'Complete' })
      .filter({ hasText: 'Posted' })
      .first()
      .waitFor();
  },
);

async function backlogOf(card: Locator): Promise<number> {
  const said = await card.locator('dl div', { hasText: 'Waiting' }).locator('dd').textContent();
  return Number((said ?? '').replaceAll(',', ''));
}

inDemo(
  'an item that is missing makes a case; released once it is there, it is posted',
  async (visit) => {
    const { page, plant } = visit;
    await plant.breakDown({
      system: 'erp',
      fault: 'missing-item',
      operation: 'post-goods-receipt',
    });
    await page.goto(`${visit.demo.console}/cases`);
    await page.getByRole('link', { name: /Unknown item at ERP/ }).click();
    await page.getByText('Business support').waitFor();
    const member = page.locator('ul li a[href^="/messages/"]').first();
    const key = (await member.textContent()) ?? '';

    await plant.liftAll();
    await page.getByRole('button', { name: /^Release \d+ message/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('The item was created in the ERP');
    await dialog.getByRole('button', { name: /^Release/ }).click();
    await page.getByText(/Case \d+: \d+ messages? released\./).waitFor();
    await page.getByText(/This case is closed: its messages have had their effect\./).waitFor();

    await openList(page, `?q=${encodeURIComponent(key)}`);
    await rows(page).filter({ hasText: 'Posted' }).first().locator('a').first().click();
    await page.getByText('Done. ERP has it.').waitFor();
    await page.getByText(/let it go to ERP again: The item was created in the ERP/).waitFor();
  },
);

inDemo(
  'a case is replayed by a plan: dry run, approval, run, verified by the effect',
  async (visit) => {
    const { page, plant } = visit;
    await plant.breakDown({
      system: 'erp',
      fault: 'missing-item',
      operation: 'post-goods-receipt',
    });
    await page.goto(`${visit.demo.console}/cases`);
    await page.getByRole('link', { name: /Unknown item at ERP/ }).click();
    await page.getByRole('link', { name: 'Plan a replay' }).click();
    await plant.liftAll();
    await page.getByLabel('Reason').fill('The item was created in the ERP');
    await page.getByRole('button', { name: 'Make the dry run' }).click();
    await page.getByRole('heading', { name: /^Send again: case \d+/ }).waitFor();
    await page.getByText(/\d+ of \d+ messages? would go through\./).waitFor();
    await page.getByRole('cell', { name: 'It would be sent' }).first().waitFor();

    const dialog = page.getByRole('dialog');
    for (const [open, take] of [
      ['Approve…', 'Approve'],
      ['Start…', /^Start: \d+ message/],
    ] as const) {
      await page.getByRole('button', { name: open }).click();
      await dialog.getByLabel('Reason').fill('Looked through');
      await dialog.getByRole('button', { name: take }).click();
      await dialog.waitFor({ state: 'detached' });
    }
    await page.getByText(/^Done\. (\d+) of \1 have had their effect\.$/).waitFor();
    await page.locator('tbody a[href^="/messages/"]').first().click();
    await page.getByText('Done. ERP has it.').waitFor();
  },
);
