import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MOCK_KEY } from '../mock/api.ts';
import { signIn, withConsole } from './harness.ts';

test('a wrong key is refused in plain words, a right one opens the page asked for', () =>
  withConsole(
    async ({ page, base }) => {
      await page.goto(`${base}/systems`);
      const key = page.getByLabel('Access key', { exact: true });
      await key.fill('mr_wrong');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByText('This key is not known').waitFor();
      await key.fill(MOCK_KEY);
      await key.press('Enter');
      await page.getByRole('heading', { name: 'Systems' }).waitFor();
      assert.ok(page.url().endsWith('/systems'));
      await page.getByRole('button', { name: /Sign out/ }).click();
      await key.waitFor();
    },
    { signIn: false },
  ));

test('every page keeps the strict policy in light and dark', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await withConsole(
      async ({ page, plant, base }) => {
        const scheme = () => page.locator('html').getAttribute('data-mantine-color-scheme');
        assert.equal(await scheme(), colorScheme);
        const message = plant.messages.find((one) => one.state === 'NEEDS_PERSON');
        for (const path of [
          ...['/', '/messages', '/systems', '/cases', '/cases/17', '/nowhere'],
          ...['/replays', '/replays/2', '/replays/3', '/replays/new'],
        ]) {
          await page.goto(`${base}${path}`);
          await page.locator('#main h1, #main h3').first().waitFor();
        }
        await page.goto(`${base}/messages/${message?.id}`);
        await page.getByText('What happened', { exact: true }).waitFor();
        assert.equal(await page.locator('style').count(), 0);
      },
      { colorScheme },
    );
  }
});

test('the colours are chosen by hand and remembered', () =>
  withConsole(async ({ page }) => {
    await page.getByRole('button', { name: 'Dark colours' }).click();
    await page.reload();
    await page.getByRole('button', { name: 'Light colours' }).waitFor();
    const scheme = await page.locator('html').getAttribute('data-mantine-color-scheme');
    assert.equal(scheme, 'dark');
  }));

test('an outage is told quietly and overcome without help', () =>
  withConsole(async ({ page, plant, base, outage }) => {
    await page.goto(`${base}/messages`);
    await page.getByRole('row').nth(1).waitFor();
    await outage.begin();
    await page.getByText('No connection to Millrace').waitFor();
    assert.ok((await page.getByRole('row').count()) > 10, 'what was shown stays');
    const meanwhile = plant.arrive();
    await outage.end();
    await page
      .getByText('No connection to Millrace')
      .waitFor({ state: 'detached', timeout: 20_000 });
    await page.getByText(meanwhile.businessKey).waitFor();
  }));

test('the overview leads to the messages behind its numbers', () =>
  withConsole(async ({ page }) => {
    await page.getByText('Northline freight is out of service').waitFor();
    await page
      .getByRole('link', { name: /Waiting/ })
      .first()
      .click();
    await page.waitForURL(/\/messages\?state=waiting/);
  }));

for (const [device, width, height] of [
  ['tablet', 820, 1180],
  ['phone', 390, 844],
] as const) {
  test(`a ${device} shows everything without scrolling sideways`, () =>
    withConsole(
      async ({ page, plant, base }) => {
        const message = plant.messages.find((one) => one.state === 'NEEDS_PERSON');
        const paths = [
          '/',
          '/messages',
          `/messages/${message?.id}`,
          '/systems',
          '/cases',
          '/cases/17',
          '/replays',
          '/replays/2',
          '/replays/3',
          '/replays/new',
        ];
        for (const path of paths) {
          await page.goto(`${base}${path}`);
          await page.locator('#main h1').waitFor();
          await page.getByRole('status', { name: 'Loading' }).waitFor({ state: 'detached' });
          const wider = await page
            .locator('#main')
            .evaluate((main) => main.scrollWidth - main.clientWidth);
          assert.ok(wider <= 0, `${path} is ${wider} px too wide`);
        }
      },
      { width, height },
    ));
}

test('a phone has the places under the thumb', () =>
  withConsole(
    async ({ page }) => {
      await page.getByRole('link', { name: 'Systems', exact: true }).tap();
      await page.getByRole('heading', { name: 'Systems' }).waitFor();
      const bar = await page.getByRole('link', { name: 'Systems', exact: true }).boundingBox();
      assert.ok(bar !== null && bar.y > 760, 'below');
    },
    { width: 390, height: 844 },
  ));

test('a session that ends elsewhere leads back to the sign-in', () =>
  withConsole(async ({ page }) => {
    await page.context().clearCookies();
    await page.reload();
    await signIn(page);
  }));
