import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';

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

export interface Look {
  width?: number;
  height?: number;
  colorScheme?: 'light' | 'dark';
}

/** Debian's Chromium, headless, with a fresh profile. CHROMIUM names another binary. */
export async function openBrowser(look: Look = {}): Promise<BrowserContext> {
  const profile = await mkdtemp(join(tmpdir(), 'millrace-console-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    headless: true,
    args: FLAGS,
    viewport: { width: look.width ?? 1280, height: look.height ?? 800 },
    colorScheme: look.colorScheme ?? 'light',
    locale: 'en-GB',
  });
  context.on('close', () => void rm(profile, { recursive: true, force: true, maxRetries: 3 }));
  return context;
}
