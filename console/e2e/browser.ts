import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';

/** A machine without a way out: Chromium's own background calls would only be refused, many at a time. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/** Narrower ones are touched and have no scroll bars of their own. */
const WIDEST_PHONE = 600;

export interface Look {
  width?: number;
  height?: number;
  colorScheme?: 'light' | 'dark';
}

/** Debian's Chromium, headless, with a fresh profile. CHROMIUM names another binary. */
export async function openBrowser(look: Look = {}): Promise<BrowserContext> {
  const width = look.width ?? 1280;
  const profile = await mkdtemp(join(tmpdir(), 'millrace-console-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    headless: true,
    args: FLAGS,
    viewport: { width, height: look.height ?? 800 },
    isMobile: width < WIDEST_PHONE,
    hasTouch: width < WIDEST_PHONE,
    colorScheme: look.colorScheme ?? 'light',
    locale: 'en-GB',
  });
  context.on('close', () => void rm(profile, { recursive: true, force: true, maxRetries: 3 }));
  return context;
}

/** As a person does it: the key into the field, then the button. */
export async function signInWith(page: Page, key: string): Promise<void> {
  await page.getByLabel('Access key', { exact: true }).fill(key);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
}

/** What Chromium says of answers that a test provokes; everything else on its console is a fault. */
const PROVOKED = /Failed to load resource|net::ERR_CONNECTION_REFUSED|net::ERR_INCOMPLETE_CHUNKED/;

/** A page on which every complaint of the browser, a breach of the policy above all, is written down. */
export async function watched(browser: BrowserContext, complaints: string[]): Promise<Page> {
  const page = await browser.newPage();
  page.setDefaultTimeout(10_000);
  page.on('pageerror', (failure) => complaints.push(String(failure)));
  page.on('console', (message) => {
    const text = message.text();
    const bad = message.type() === 'error' || message.type() === 'warning';
    if (bad && !PROVOKED.test(text)) complaints.push(text);
  });
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  return page;
}
