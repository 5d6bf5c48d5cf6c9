import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withConsole } from './harness.ts';

test('somebody takes a case, looks into it, and says so; the history keeps it', () =>
  withConsole(async ({ page, base }) => {
    await page.goto(`${base}/cases?show=unassigned`);
    await page.getByRole('link', { name: /Closed period at Brook Street ERP/ }).click();
    await page.getByText('Ask finance whether the period is reopened').waitFor();
    await page.getByText('Finance reopened September for a day').waitFor();
    await page.getByRole('button', { name: 'Take it' }).click();
    await page.getByText('Case 17 is yours.').waitFor();
    await page.getByText('demo took it').waitFor();
    await page.getByRole('button', { name: 'More…' }).click();
    await page.getByRole('menuitem', { name: 'It waits for others…' }).click();
    const dialog = page.getByRole('dialog');
    const mark = dialog.getByRole('button', { name: 'Mark as waiting' });
    assert.equal(await mark.isDisabled(), true);
    await dialog.getByLabel('Reason').fill('Finance decides today');
    await mark.click();
    await page.getByText('“Finance decides today”').waitFor();
    await page.getByText('Waits for others').first().waitFor();

    await page.goto(`${base}/cases`);
    await page.getByRole('link', { name: 'Mine' }).click();
    await page.getByRole('link', { name: /Closed period/ }).waitFor();
    await page.getByRole('link', { name: /Unit mismatch/ }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Nobody’s' }).click();
    await page.getByRole('link', { name: /Unit mismatch/ }).waitFor();
    await page.getByRole('link', { name: /Closed period/ }).waitFor({ state: 'detached' });
  }));

test('what is put aside leaves the list, and stands in its own', () =>
  withConsole(async ({ page, base }) => {
    await page.goto(`${base}/cases/18`);
    await page.getByRole('button', { name: 'More…' }).click();
    await page.getByRole('menuitem', { name: 'Put it aside…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('Master data adds the unit tonight');
    await dialog.getByRole('button', { name: 'Put it aside' }).click();
    await page.getByText('Case 18 is put aside.').waitFor();
    await page.goto(`${base}/cases`);
    await page.getByRole('link', { name: /Closed period/ }).waitFor();
    await page.getByRole('link', { name: /Unit mismatch/ }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Put aside' }).click();
    await page.getByRole('link', { name: /Unit mismatch/ }).waitFor();
  }));

test('a released case says how far it is and closes itself when all have arrived', () =>
  withConsole(async ({ page, plant, base }) => {
    await page.goto(`${base}/cases/18`);
    await page.getByRole('button', { name: 'Release 2 messages' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('The unit was added');
    await dialog.getByRole('button', { name: 'Release 2 messages' }).click();
    await page.getByText('2 of 2 let go').waitFor();
    for (let step = 0; step < 4; step++) plant.step();
    await page.getByText('its messages have had their effect').waitFor();
    await page.getByText('2 of 2 released had their effect').waitFor();
    await page.goto(`${base}/cases?show=closed`);
    await page.getByRole('link', { name: /Unit mismatch/ }).waitFor();
  }));

test('of two people at once the second one hears that the case has changed', () =>
  withConsole(async ({ page, plant, base }) => {
    await page.goto(`${base}/cases/17`);
    await page.getByRole('button', { name: 'More…' }).click();
    await page.getByRole('menuitem', { name: 'Tags…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Tags').fill('month-end');
    const one = plant.cases.get(17);
    assert.ok(one);
    one.version++;
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByRole('alert').waitFor();
    assert.deepEqual(one.tags, []);
  }));

test('tags find their cases', () =>
  withConsole(async ({ page, base }) => {
    await page.goto(`${base}/cases/17`);
    await page.getByRole('button', { name: 'More…' }).click();
    await page.getByRole('menuitem', { name: 'Tags…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Tags').fill('month-end finance');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('link', { name: 'month-end' }).click();
    await page.waitForURL(/tag=month-end/);
    await page.getByRole('link', { name: /Closed period/ }).waitFor();
    await page.getByRole('link', { name: /Unit mismatch/ }).waitFor({ state: 'detached' });
  }));
