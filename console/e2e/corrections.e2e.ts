import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withConsole } from './harness.ts';

test('a wrong value is corrected after it was checked, and the message goes on', () =>
  withConsole(async ({ page, plant, base }) => {
    const stopped = plant.messages.find((one) =>
      one.deliveries.some((delivery) => delivery.case === 18),
    );
    assert.ok(stopped);
    await page.goto(`${base}/messages/${stopped.id}`);
    await page.getByRole('button', { name: 'Correct it…' }).click();
    const dialog = page.getByRole('dialog');
    const check = dialog.getByRole('button', { name: 'Check' });
    assert.equal(await check.isDisabled(), true);
    await dialog.getByLabel('quantity').fill('many');
    await check.click();
    await dialog.getByText('must be a number').waitFor();
    await dialog.getByLabel('quantity').fill('12');
    await check.click();
    await dialog.getByText('What Brook Street ERP would get').click();
    const send = dialog.getByRole('button', { name: 'Correct and send' });
    assert.equal(await send.isDisabled(), true);
    await dialog.getByLabel('Reason').fill('Counted again');
    await send.click();
    await page.getByText('The corrected message is on its way.').waitFor();
    await page.getByText('Version 2', { exact: true }).waitFor();
    await page.getByText(/quantity: .* → 12/).waitFor();
    for (let step = 0; step < 4; step++) plant.step();
    await page.getByText('Corrected (version 2): Counted again').waitFor();
  }));

test('where two people are asked for the proposer waits and somebody else approves', () =>
  withConsole(async ({ page, plant, base }) => {
    const stopped = plant.messages.find((one) => one.businessKey === 'PO-1012/3');
    assert.ok(stopped);
    await page.goto(`${base}/messages/${stopped.id}`);
    await page.getByRole('button', { name: 'Correct it…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('quantity').fill('7');
    await dialog.getByRole('button', { name: 'Check' }).click();
    await dialog.getByText('Somebody else has to approve this').waitFor();
    await dialog.getByLabel('Reason').fill('Typing error');
    await dialog.getByRole('button', { name: 'Propose' }).click();
    await page.getByText('Somebody else has to approve it.').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Approve and send…' }).count(), 0);

    const [proposed] = plant.corrections;
    assert.ok(proposed);
    proposed.proposedBy = 'person:ada';
    await page.goto(`${base}/cases`);
    await page.getByRole('link', { name: 'Correction 1' }).click();
    await page.getByRole('button', { name: 'Approve and send…' }).click();
    await dialog.getByText('The corrected message is sent at once.').waitFor();
    await dialog.getByLabel('Reason').fill('Checked against the order');
    await dialog.getByRole('button', { name: 'Approve and send' }).click();
    await page.getByText('Approved: the corrected message is on its way.').waitFor();
    await page.getByText('“Checked against the order”').waitFor();
  }));
