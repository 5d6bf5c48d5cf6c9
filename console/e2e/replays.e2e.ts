import assert from 'node:assert/strict';
import { test } from 'node:test';
import { transition } from '../mock/journal.ts';
import type { MockPlant } from '../mock/plant.ts';
import { makePlan } from '../mock/replays.ts';
import { withConsole } from './harness.ts';

/** A plan for a case whose dry run has ended. */
function planned(plant: MockPlant, number: number, by?: string) {
  const asked = { mode: 'resend', scope: { case: number }, reason: 'It was mended' } as const;
  const plan = makePlan(plant, asked, by);
  plant.step();
  return plan;
}

test('a plan is made from a case, and its dry run is told line by line', () =>
  withConsole(async ({ page, plant, base }) => {
    await page.goto(`${base}/cases/17`);
    await page.getByRole('link', { name: 'Plan a replay' }).click();
    await page.getByText('4 messages', { exact: true }).waitFor();
    const make = page.getByRole('button', { name: 'Make the dry run' });
    assert.equal(await make.isDisabled(), true);
    await page.getByLabel('Reason').fill('Finance reopened October');
    await make.click();
    await page.getByRole('heading', { name: 'Send again: case 17' }).waitFor();
    await page.getByText('The dry run goes through every message.').waitFor();
    plant.step();
    await page.getByText('3 of 5 messages would go through.').waitFor();
    await page.getByText('four eyes are asked for').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Approve…' }).count(), 0);

    const lines = page.locator('tbody tr');
    await lines.nth(4).waitFor();
    assert.equal(await lines.count(), 5);
    await page.getByRole('link', { name: /Waits for another/ }).click();
    await page.waitForURL(/prediction=blocked-by/);
    await lines.nth(1).waitFor({ state: 'detached' });
    await lines.filter({ hasText: 'waits before it' }).waitFor();
    await page.reload();
    await lines.first().waitFor();
    assert.equal(await lines.count(), 1);
    await page.getByRole('link', { name: 'See what it waits for' }).click();
    await page.waitForURL(/\/messages\//);
    await page.goto(`${base}/cases/17`);
    await page.getByRole('link', { name: 'Replay 4' }).waitFor();
  }));

test('an approved plan is started, and is done when its messages have had their effect', () =>
  withConsole(async ({ page, plant, base }) => {
    const plan = planned(plant, 18);
    await page.goto(`${base}/replays/${plan.number}`);
    await page.getByRole('button', { name: 'Approve…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(String(plan.hash).slice(0, 8)).waitFor();
    await dialog.getByText('You made this plan yourself.').waitFor();
    await dialog.getByLabel('Reason').fill('Looked through');
    await dialog.getByRole('button', { name: 'Approve' }).click();
    await page.getByText('Approved: 2 messages may go.').waitFor();
    await page.getByRole('button', { name: 'Start…' }).click();
    await dialog.getByText('One a second at first').waitFor();
    const start = dialog.getByRole('button', { name: 'Start: 2 messages' });
    assert.equal(await start.isDisabled(), true);
    await dialog.getByLabel('Reason').fill('Now it may go');
    await start.click();
    await page.getByText('0 of 2 have had their effect.').waitFor();
    plant.step();
    await page.getByRole('link', { name: '1 Under way' }).waitFor();
    for (let step = 0; step < 6; step++) plant.step();
    await page.getByText('Done. 2 of 2 have had their effect.').waitFor();
    const bar = page.getByRole('progressbar', { name: 'Had their effect' });
    assert.equal(await bar.getAttribute('aria-valuenow'), '2');
    assert.equal(plan.approval, 'Looked through');
  }));

test('where four eyes are asked for the plan of somebody else is approved', () =>
  withConsole(async ({ page, plant, base }) => {
    const plan = planned(plant, 17, 'person:ada');
    await page.goto(`${base}/replays?state=planned`);
    await page.getByRole('link', { name: /Send again: case 17/ }).click();
    await page.getByText('you did not make it').waitFor();
    await page.getByRole('button', { name: 'Approve…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('Looked through');
    await dialog.getByRole('button', { name: 'Approve' }).click();
    await page.getByText('Replay 4 is approved.').waitFor();
    assert.equal(plan.state, 'approved');
  }));

test('a plan that is out of date does nothing, and the page says what to do', () =>
  withConsole(async ({ page, plant, base }) => {
    const plan = planned(plant, 18);
    await page.goto(`${base}/replays/${plan.number}`);
    await page.getByRole('button', { name: 'Approve…' }).click();
    const first = plant.delivery(plan.entries[0]?.delivery ?? '');
    assert.ok(first);
    transition(first.message, first.delivery, {
      ...{ to: 'CANCELLED', at: plant.now(), cause: 'cancelled', text: 'Cancelled' },
    });
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('Looked through');
    await dialog.getByRole('button', { name: 'Approve' }).click();
    await dialog.getByRole('alert').getByText('the page says how it stands').waitFor();
    await dialog.getByRole('button', { name: 'Not now' }).click();
    await page.getByText('has changed. Make a new plan.').waitFor();
    await page.getByText('Plan it again: the new dry run goes by how things are now').waitFor();
    await page.getByRole('link', { name: 'Plan it again' }).click();
    await page.waitForURL(/\/replays\/new\?.*case=18/);
    await page.getByText('1 message', { exact: true }).waitFor();
  }));

test('a run is paused, resumed and stopped; what has not gone stays', () =>
  withConsole(async ({ page, plant, base }) => {
    const plan = planned(plant, 17, 'person:ada');
    plan.approvedAt = plan.plannedAt;
    plan.state = 'approved';
    await page.goto(`${base}/replays/${plan.number}`);
    const dialog = page.getByRole('dialog');
    const take = async (verb: string, button: string | RegExp) => {
      await page.getByRole('button', { name: `${verb}…` }).click();
      await dialog.getByLabel('Reason').fill(`Now ${verb}`);
      await dialog.getByRole('button', { name: button }).click();
      await dialog.waitFor({ state: 'detached' });
    };
    await take('Start', /^Start: 3/);
    plant.step();
    await page.getByRole('link', { name: '2 To go' }).waitFor();
    await take('Pause', 'Pause');
    await page.getByText('Paused by demo: Now Pause.').waitFor();
    for (let step = 0; step < 4; step++) plant.step();
    await page.getByRole('link', { name: '1 Verified' }).waitFor();
    await take('Resume', 'Resume');
    await take('Stop', 'Stop it');
    await page.getByText('Stopped by demo: Now Stop.').waitFor();
    await page.getByText('What had not gone stays as it was: 2 messages.').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Resume…' }).count(), 0);
    await page.getByRole('link', { name: '2 To go' }).click();
    await page.waitForURL(/outcome=to-go/);
    assert.equal(plant.counted(plant.cases.get(17) ?? assert.fail()).members, 3);
  }));

test('a plan for a range of time records what was done by hand', () =>
  withConsole(async ({ page, plant, base }) => {
    await page.goto(`${base}/replays`);
    await page.getByRole('link', { name: 'Plan a replay' }).click();
    await page.getByRole('combobox', { name: 'Flow' }).click();
    await page.getByRole('option', { name: 'Goods receipt' }).click();
    await page.getByLabel('Key begins with').fill('GR-7');
    await page.getByText('Record as done by hand').click();
    const numbers = page.getByLabel('Document numbers');
    await numbers.fill('GR-71304');
    await page.getByText('Line 1: a key and a number are needed.').first().waitFor();
    await numbers.fill('GR-71304\t4900000016\nGR-71355\t4900000017');
    await page.getByText('2 numbers read.').waitFor();
    await page.getByLabel('Reason').fill('Posted by the night shift');
    const asked = page.waitForRequest((request) => request.method() === 'POST');
    await page.getByRole('button', { name: 'Make the dry run' }).click();
    const said = (await asked).postDataJSON();
    assert.deepEqual(said.documents, { 'GR-71304': '4900000016', 'GR-71355': '4900000017' });
    assert.equal(said.scope.flow, 'goods-receipt');
    await page.getByRole('heading', { name: /Record as done by hand: Goods receipt/ }).waitFor();
    assert.equal(plant.replays.at(-1)?.mode, 'settle');
  }));
