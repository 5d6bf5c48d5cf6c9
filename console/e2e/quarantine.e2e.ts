import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withConsole } from './harness.ts';

test('what is in quarantine is listed by reason, and a hostile document is shown as text', () =>
  withConsole(async ({ page, base }) => {
    await page.goto(`${base}/`);
    await page.getByRole('link', { name: /Quarantine/ }).click();
    const group = page.getByRole('region', { name: '/status must be one of the listed values' });
    await group.getByText('Breaks its contract').waitFor();
    await group.getByRole('button', { name: 'Show documents' }).click();
    await group.getByRole('link', { name: 'Document 2' }).click();
    await page.getByRole('button', { name: /Show the document/ }).click();
    const shown = page.getByRole('region', { name: 'the document' });
    await shown.getByText('<img src=x onerror=alert(1)>').waitFor();
    assert.equal(await page.locator('img[src="x"]').count(), 0);
    await page.getByText('msg_2').waitFor();
  }));

test('what is fit by now is released with a reason', () =>
  withConsole(async ({ page, plant, base }) => {
    await page.goto(`${base}/quarantine`);
    const group = page.getByRole('region', { name: 'What it asks for is not known' });
    await group.getByText('1 document would be taken now').waitFor();
    await group.getByRole('button', { name: 'Release all' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('By the landscape in force that works.').waitFor();
    const release = dialog.getByRole('button', { name: 'Release' });
    assert.equal(await release.isDisabled(), true);
    await dialog.getByLabel('Reason').fill('The channel is mended');
    await release.click();
    await page.getByText('1 document released.').waitFor();
    await group.waitFor({ state: 'detached' });
    assert.equal(plant.quarantine.find(5)?.endedReason, 'The channel is mended');
  }));

test('what is not fit stays when it is released, and the dialog says why', () =>
  withConsole(async ({ page, plant, base }) => {
    await page.goto(`${base}/quarantine/4`);
    await page.getByText('The body is no acceptable JSON').first().waitFor();
    await page.getByRole('button', { name: 'Release' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('Let us see');
    await dialog.getByRole('button', { name: 'Release' }).click();
    await dialog.getByText('Nothing was released').waitFor();
    assert.equal(plant.quarantine.find(4)?.state, 'waiting');
  }));

test('what is discarded keeps its reason', () =>
  withConsole(async ({ page, base }) => {
    await page.goto(`${base}/quarantine/1`);
    await page.getByRole('button', { name: 'Discard…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('This cannot be undone.').waitFor();
    await dialog.getByLabel('Reason').fill('A test of the carrier');
    await dialog.getByRole('button', { name: 'Discard' }).click();
    await page.getByText('Discarded by person:demo').waitFor();
    await page.getByText('A test of the carrier').waitFor();
  }));
