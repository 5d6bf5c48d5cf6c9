import assert from 'node:assert/strict';
import { test } from 'node:test';
import { transition } from '../mock/journal.ts';
import { flowOf } from '../mock/landscape.ts';
import { withConsole } from './harness.ts';

test('a stopped message is released with a reason, and goes on', () =>
  withConsole(async ({ page, plant, base }) => {
    const stopped = plant.messages.find((one) => one.businessKey === 'PO-1057/3');
    assert.ok(stopped);
    await page.goto(`${base}/messages/${stopped.id}`);
    await page.getByText('Stopped on its way to Brook Street ERP.').waitFor();
    await page.getByText('PERIOD_CLOSED').waitFor();
    await page.getByRole('button', { name: 'Release' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('4 messages waiting behind go after it, in order.').waitFor();
    const release = dialog.getByRole('button', { name: 'Release' });
    assert.equal(await release.isDisabled(), true);
    await dialog.getByLabel('Reason').fill('Period reopened by finance');
    await release.click();
    await page.getByText('PO-1057/3 is on its way to Brook Street ERP.').waitFor();
    await page.getByText('Released: Period reopened by finance').waitFor();
    for (let step = 0; step < 4; step++) plant.step();
    await page.getByText('Done. Brook Street ERP and Plant analytics have it.').waitFor();
  }));

test('settling by hand needs the document number and records it', () =>
  withConsole(async ({ page, plant, base }) => {
    const stopped = plant.messages.find((one) => one.businessKey === 'PO-1012/3');
    await page.goto(`${base}/messages/${stopped?.id}`);
    await page.getByRole('button', { name: 'Done by hand…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('Posted by the month-end team');
    const record = dialog.getByRole('button', { name: 'Record as done by hand' });
    assert.equal(await record.isDisabled(), true);
    await dialog.getByLabel('Document number').fill('4500031242');
    await record.click();
    await page.getByText('Posted by hand', { exact: true }).first().waitFor();
    await page.getByText('4500031242', { exact: true }).waitFor();
  }));

test('a message that moved on meanwhile is not touched, and the dialog says why', () =>
  withConsole(async ({ page, plant, base }) => {
    const stopped = plant.messages.find((one) => one.businessKey === 'PO-1012/3');
    assert.ok(stopped);
    await page.goto(`${base}/messages/${stopped.id}`);
    await page.getByRole('button', { name: 'Cancel…' }).click();
    const delivery = stopped.deliveries[0];
    if (delivery) delivery.state = 'CONFIRMED';
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('Not needed');
    await dialog.getByRole('button', { name: 'Cancel this message' }).click();
    await dialog.getByText('It has moved on in the meantime').waitFor();
  }));

test('a case is released as a whole and leaves the list', () =>
  withConsole(async ({ page, plant, base }) => {
    await page.goto(`${base}/cases`);
    await page.getByRole('link', { name: /Closed period at Brook Street ERP/ }).click();
    await page.getByRole('link', { name: 'PO-1041/3' }).waitFor();
    await page.getByRole('button', { name: 'Release 4 messages' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('8 messages waiting behind go after them, in order.').waitFor();
    await dialog.getByLabel('Reason').fill('Period reopened');
    await dialog.getByRole('button', { name: 'Release 4 messages' }).click();
    await page.getByText('Case 17: 4 messages released.').waitFor();
    await dialog.waitFor({ state: 'detached' });
    for (let step = 0; step < 12; step++) plant.step();
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: /Unit mismatch/ }).waitFor();
    await page.getByRole('link', { name: /Closed period/ }).waitFor({ state: 'detached' });
  }));

test('a large case is read page by page, and searched', () =>
  withConsole(async ({ page, plant, base }) => {
    for (let more = 0; more < 60; more++) {
      // A millisecond apart: the order of ids is the order of the list.
      const at = plant.now() + more;
      const message = plant.arrive(flowOf('goods-receipt'), at);
      const [delivery] = message.deliveries;
      assert.ok(delivery);
      transition(message, delivery, { to: 'NEEDS_PERSON', at, text: '', cause: 'closed-period' });
      delivery.case = 17;
    }
    await page.goto(`${base}/cases/17`);
    const members = page.locator('ul li a[href^="/messages/"]');
    await page.getByText('The newest 50 of 64 messages.').waitFor();
    assert.equal(await members.count(), 50);
    await page.getByRole('button', { name: 'Show more' }).click();
    await page.getByRole('button', { name: 'Show more' }).waitFor({ state: 'detached' });
    assert.equal(await members.count(), 64);
    await page.getByRole('link', { name: 'Search in them' }).click();
    await page.waitForURL(/\/messages\?case=17/);
    await page.getByText('In case 17').waitFor();
    await page.getByRole('textbox', { name: /Search/ }).fill('PO-1041');
    await page.getByRole('link', { name: 'PO-1041/3' }).waitFor();
    await page.getByRole('button', { name: 'Of all cases' }).click();
    await page.waitForURL((url) => !url.search.includes('case'));
  }));

test('a system is held and released', () =>
  withConsole(async ({ page, base }) => {
    await page.goto(`${base}/systems`);
    const erp = page.getByRole('article', { name: 'Brook Street ERP' });
    await erp.getByRole('button', { name: 'Hold' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Senders are not affected').waitFor();
    await dialog.getByLabel('Reason').fill('Month-end close');
    await dialog.getByRole('button', { name: 'Hold' }).click();
    await erp.getByText('Held by demo: Month-end close').waitFor();
    await erp.getByRole('button', { name: 'Release' }).click();
    await dialog.getByLabel('Reason').fill('Close is done');
    await dialog.getByRole('button', { name: 'Release' }).click();
    await erp.getByText('Working').waitFor();
  }));

test('the document is read only when asked for', () =>
  withConsole(async ({ page, plant, base }) => {
    const read: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/payload')) read.push(request.url());
    });
    await page.goto(`${base}/messages/${plant.messages.at(-1)?.id}`);
    const show = page.getByRole('button', { name: /Show the document/ });
    await show.waitFor();
    assert.equal(read.length, 0);
    await show.click();
    await page.getByRole('region', { name: 'the document' }).waitFor();
    assert.equal(read.length, 1);
  }));
