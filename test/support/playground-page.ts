import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';

import type { Program } from './program.ts';

import { openBrowser } from './browser.ts';
import { startProgram, temporaryFolder } from './program.ts';

/** Where pictures of the page are written. */
const PICTURES = join('test', 'output', 'journey');

/** The sizes of a window: a laptop's and a phone's. */
export const WIDTHS = { desktop: { width: 1280, height: 1000 }, phone: { width: 390, height: 844 } } as const;

/** What a person sees and does on the page of the playground. */
export type PlaygroundPage = {
  readonly page: () => Page;
  /** The messages of the open conversation. */
  readonly log: () => Locator;
  readonly latest: () => Locator;
  /** Sends a text as a message. */
  readonly type: (text: string) => Promise<void>;
  /** Writes a picture of the window as `NAME.png`. */
  readonly picture: (name: string) => Promise<void>;
};

/**
 * Starts the real program before the tests of a suite, with `settings` beside its own, opens its playground in a browser, and
 * ends both after them.
 */
export function openPlaygroundPage(settings: () => Readonly<Record<string, string>> = () => ({})): PlaygroundPage {
  let program: Program | undefined;
  let browser: Browser | undefined;
  let page: Page;

  beforeAll(async () => {
    mkdirSync(PICTURES, { recursive: true });
    const all = { PORT: '0', OWLPOST_DATA: temporaryFolder(), LOG_LEVEL: 'warn', ...settings() };
    program = await startProgram(['start'], all, /^Owlpost playground on (\S+)$/);
    browser = await openBrowser();
    page = await browser.newPage({ viewport: WIDTHS.desktop });
    await page.goto(program.url);
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await program?.stop();
  });

  const log = () => page.getByRole('log').first();
  return {
    page: () => page,
    log,
    latest: () => log().getByRole('article').last(),
    type: async (text) => {
      const field = page.getByRole('combobox', { name: /^Message/ });
      await field.fill(text);
      await field.press('Enter');
    },
    picture: async (name) => {
      await page.screenshot({ path: join(PICTURES, `${name}.png`) });
    },
  };
}
