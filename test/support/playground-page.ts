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

/** A playground in which several people look and act, each in a window of their own. */
export type Playground = {
  /** Opens a conversation, by a channel's name, `direct` or `home`, as a person of the workspace, by their name. */
  readonly open: (person: string, conversation: string) => Promise<PlaygroundPage>;
};

/** Starts the real program before the tests of a suite, with `settings` beside its own, and ends it and all windows after them. */
export function openPlayground(settings: () => Readonly<Record<string, string>> = () => ({})): Playground {
  let program: Program | undefined;
  let browser: Browser | undefined;

  beforeAll(async () => {
    mkdirSync(PICTURES, { recursive: true });
    const all = { PORT: '0', OWLPOST_DATA: temporaryFolder(), LOG_LEVEL: 'warn', ...settings() };
    program = await startProgram(['start'], all, /^Owlpost playground on (\S+)$/);
    browser = await openBrowser();
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await program?.stop();
  });

  return {
    open: async (person, conversation) => {
      const page = await browser!.newPage({ viewport: WIDTHS.desktop });
      await page.goto(`${program!.url}/#/${person}/${conversation}`);
      return actionsOf(() => page);
    },
  };
}

/** Starts a playground as `openPlayground` does, and opens it for the first of its people. */
export function openPlaygroundPage(settings: () => Readonly<Record<string, string>> = () => ({})): PlaygroundPage {
  const { open } = openPlayground(settings);
  let first: PlaygroundPage | undefined;

  beforeAll(async () => {
    first = await open('mira', 'general');
  });

  return actionsOf(() => first!.page());
}

function actionsOf(page: () => Page): PlaygroundPage {
  const log = () => page().getByRole('log').first();
  return {
    page,
    log,
    latest: () => log().getByRole('article').last(),
    type: async (text) => {
      const field = page().getByRole('combobox', { name: /^Message/ });
      await field.fill(text);
      await field.press('Enter');
    },
    picture: async (name) => {
      await page().screenshot({ path: join(PICTURES, `${name}.png`) });
    },
  };
}
