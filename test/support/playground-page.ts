import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';

import type { Program } from './program.ts';

import { openBrowser } from './browser.ts';
import { startProgram, temporaryFolder } from './program.ts';

/** Where pictures of the page are written. */
const PICTURES = join('test', 'output', 'journey');

/** The sizes of a window: a laptop's and a phone's. */
export const WIDTHS = { desktop: { width: 1280, height: 1000 }, phone: { width: 375, height: 812 } } as const;

/** What a person sees and does on the page of the playground. */
export type PlaygroundPage = {
  readonly page: () => Page;
  /** The messages of the open conversation. */
  readonly log: () => Locator;
  readonly latest: () => Locator;
  /** Sends a text as a message. */
  readonly type: (text: string) => Promise<void>;
  /** Opens another conversation, by a channel's name, `direct` or `home`. */
  readonly visit: (name: string) => Promise<void>;
  /** Waits until the latest message shows words. */
  readonly sees: (words: RegExp) => Promise<void>;
  /** Chooses an entry of the menu at the end of the latest message's controls. */
  readonly more: (entry: string | RegExp) => Promise<void>;
  /** Chooses an option of a menu under the latest message. */
  readonly choose: (menu: RegExp, option: RegExp) => Promise<void>;
  /** Writes a picture of the window as `NAME.png`. */
  readonly picture: (name: string) => Promise<void>;
  /** Writes a picture of the window at each of `WIDTHS`, as `NAME-WIDTH.png`, and leaves it as wide as a laptop's. */
  readonly pictures: (name: string) => Promise<void>;
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

/** What a person sees and does on a page that is opened already. */
export function actionsOf(page: () => Page): PlaygroundPage {
  const log = () => page().getByRole('log').first();
  const latest = () => log().getByRole('article').last();
  const picture = async (name: string) => void (await page().screenshot({ path: join(PICTURES, `${name}.png`) }));
  return {
    page,
    log,
    latest,
    type: async (text) => {
      const field = page().getByRole('combobox', { name: /^Message/ });
      await field.fill(text);
      await field.press('Enter');
    },
    visit: async (name) => {
      await page().goto(
        page()
          .url()
          .replace(/[^/]+$/, name),
      );
    },
    sees: (words) => expect.poll(() => latest().innerText()).toMatch(words),
    more: async (entry) => {
      await latest().getByRole('button', { name: /^More/ }).click();
      await page().getByRole('menuitem', { name: entry }).click();
    },
    choose: async (menu, option) => {
      await latest().getByRole('button', { name: menu }).click();
      const options = page().getByRole('menuitemradio', { name: option });
      await options
        .or(page().getByRole('option', { name: option }))
        .first()
        .click();
    },
    picture,
    pictures: async (name) => {
      for (const [width, size] of Object.entries(WIDTHS)) {
        await page().setViewportSize(size);
        if (await latest().isVisible()) await latest().evaluate((message) => message.scrollIntoView(false));
        await picture(`${name}-${width}`);
      }
      await page().setViewportSize(WIDTHS.desktop);
    },
  };
}
