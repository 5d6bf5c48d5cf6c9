import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { flowOf } from '../mock/landscape.ts';
import { reroute, takeBack } from '../mock/standby.ts';
import { withConsole } from './harness.ts';

const rows = (page: Page) => page.locator('[role=rowgroup] [role=row]');
const keyOf = (page: Page, row: number) =>
  rows(page).nth(row).locator('a[href^="/messages/"]').first().textContent();

async function openList(page: Page, address = '/messages'): Promise<void> {
  await page.goto(new URL(address, page.url()).href);
  await rows(page).first().waitFor();
}

test('a message that arrives appears at the top by itself and changes in place', () =>
  withConsole(async ({ page, plant }) => {
    await openList(page);
    const message = plant.arrive(flowOf('goods-receipt'));
    await page.getByText(message.businessKey).waitFor();
    assert.equal(await keyOf(page, 0), message.businessKey);
    plant.step();
    plant.step();
    await rows(page).first().getByText('Complete').waitFor();
    await rows(page).first().getByText('Posted', { exact: true }).waitFor();
  }));

test('new arrivals do not move what somebody reads', () =>
  withConsole(async ({ page, plant }) => {
    await openList(page);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    const before = await keyOf(page, 1);
    for (let count = 0; count < 3; count++) plant.arrive();
    await page.getByRole('button', { name: /3 new/ }).waitFor();
    assert.equal(await keyOf(page, 1), before);
    await page.keyboard.press('n');
    await page.getByRole('button', { name: /new/ }).waitFor({ state: 'detached' });
    assert.equal(await keyOf(page, 4), before);
  }));

test('filters live in the address and survive a reload', () =>
  withConsole(async ({ page, plant }) => {
    await openList(page);
    await page.getByRole('button', { name: /Need a person/ }).click();
    await page.waitForURL(/state=attention/);
    await page.waitForFunction(
      (wanted) => document.querySelectorAll('[role=rowgroup] [role=row]').length === wanted,
      plant.summary().counts.attention,
    );
    await page.getByRole('combobox', { name: 'Flow' }).click();
    await page.getByRole('option', { name: 'Goods receipt' }).click();
    await page.waitForURL(/flow=goods-receipt/);
    await page.reload();
    await rows(page).first().waitFor();
    assert.equal(await rows(page).count(), 2);
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await page.waitForURL((url) => url.search === '');
  }));

test('search finds a key, and says so when there is none', () =>
  withConsole(async ({ page }) => {
    await openList(page);
    await page.keyboard.press('/');
    await page.keyboard.type('PO-1057');
    await page.waitForURL(/q=PO-1057/);
    await page.getByText('4 messages waiting behind it').waitFor();
    assert.equal(await rows(page).count(), 5);
    await page.getByRole('textbox', { name: /Search/ }).fill('nothing-like-this');
    await page.getByText('Nothing fits these filters').waitFor();
  }));

test('a blocked one names its blocker', () =>
  withConsole(async ({ page }) => {
    await openList(page, '/messages?q=PO-1057&state=BLOCKED');
    await rows(page).first().getByRole('link', { name: 'PO-1057/3' }).click();
    await page.getByRole('heading', { name: 'PO-1057/3' }).waitFor();
  }));

test('older pages come when they are scrolled to', () =>
  withConsole(async ({ page, plant }) => {
    await openList(page);
    assert.equal(await rows(page).count(), 50);
    const last = plant.messages.at(-1)?.businessKey ?? '';
    for (let screen = 0; screen < 12; screen++) {
      await page.locator('#main').evaluate((main) => main.scrollTo({ top: main.scrollHeight }));
      await page.waitForTimeout(150);
    }
    await rows(page).filter({ hasText: last }).first().waitFor();
    assert.equal(await rows(page).count(), plant.messages.length);
    await page.getByText('That is all.').waitFor();
  }));

test('the keyboard walks, opens, goes back and explains itself', () =>
  withConsole(async ({ page }) => {
    await openList(page, '/messages?state=attention');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    const key = (await keyOf(page, 0)) ?? '';
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: key }).waitFor();
    await page.keyboard.press('Escape');
    await page.waitForURL(/state=attention/);
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard and words' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('g');
    await page.keyboard.press('c');
    await page.waitForURL(/\/cases$/);
  }));

test('a step that stood by is named as what it is', () =>
  withConsole(async ({ page, plant, base }) => {
    const message = plant.arrive(flowOf('goods-receipt'));
    const [erp] = message.deliveries;
    assert.ok(erp);
    reroute(message, erp, 'wms', plant.now() + 1);
    await page.goto(`${base}/messages/${message.id}`);
    const other = page.getByRole('region', { name: 'To High-bay warehouse' });
    await other.getByText('Stands by for Brook Street ERP, and gets the message instead').waitFor();
    const usual = page.getByRole('region', { name: 'To Brook Street ERP' });
    assert.equal(await usual.getByText('Stands by').count(), 0);
    plant.complete(message, message.deliveries[1] ?? assert.fail(), plant.now());
    takeBack(message, message.deliveries[1] ?? assert.fail(), plant.now() + 2);
    plant.flush();
    await page.getByRole('region', { name: 'Taking back in High-bay warehouse' }).waitFor();
  }));
