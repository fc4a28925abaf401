import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';

import type { Digest } from '../../src/digests/digest.ts';
import type { PlaygroundPage } from './playground-page.ts';
import type { Workspace } from './workspace.ts';

import { openEngine } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { openScheduler } from '../../src/digests/scheduler.ts';
import { openBrowser } from './browser.ts';
import { actionsOf, WIDTHS } from './playground-page.ts';
import { temporaryFolder } from './program.ts';
import { openWorkspace } from './workspace.ts';

/** What is sold in a day, by country. */
type Sold = Readonly<Record<string, number>>;

/** A bot with its scheduler, a clock that a test moves, and data that a test writes, looked at in a browser. */
export type DigestWorld = {
  readonly workspace: Workspace;
  /** Writes what was sold on a day, which is asked anew from then on. */
  readonly sell: (day: string, sold: Sold) => void;
  /** Moves the clock to a moment, a minute at a time or in one step, and does what is due. */
  readonly goTo: (moment: string, options?: { readonly everyMinutes?: number }) => Promise<void>;
  /** Makes every statement fail with an error until it is called without one. */
  readonly breakAthena: (error?: Error) => void;
  /** Opens a conversation in a window, by a channel's name, `direct` or `home`, as one of the people. */
  readonly open: (person: string, conversation: string) => Promise<PlaygroundPage>;
  readonly close: () => Promise<void>;
};

const SALES = `title: Sales
owner: "#analytics"
from: sold s
time: { sql: s.day }
dimensions: { country: { sql: s.country } }
measures:
  sales: { sum: s.amount, format: "$,.0f" }
  orders: { count: s.number, format: ",.0f" }
default: { measure: sales, by: country, period: last 12 months }
`;

const MINUTE_MS = 60_000;

/** Opens the bot on a lake of its own, with these digests, at a moment. */
export async function openDigestWorld(digests: readonly Digest[], start: string): Promise<DigestWorld> {
  const [lake, queries, data] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
  mkdirSync(join(lake, 'sold'));
  writeFileSync(join(queries, 'sales.yml'), SALES);
  const days = new Map<string, Sold>();
  const config = readConfig({ OWLPOST_LAKE: lake, OWLPOST_QUERIES: queries, OWLPOST_DATA: data });
  const write = () => {
    let number = 0;
    const rows = [...days].sort().flatMap(([day, sold]) => {
      return Object.entries(sold).map(([country, amount]) => [day, country, amount, ++number].join(','));
    });
    writeFileSync(join(lake, 'sold', 'part.csv'), `day,country,amount,number\n${rows.join('\n')}\n`);
  };
  days.set('2026-01-01', { France: 1 });
  write();
  const engine = await openEngine(config, { isWatching: false });
  let at = new Date(start);
  let failure: Error | undefined;
  const workspace = await openWorkspace({
    digests,
    isPublic: true,
    now: () => at,
    own: {
      ...engine.context,
      run: (...given) => (failure ? Promise.reject(failure) : engine.context.run(...given)),
    },
  });
  const { bot, deliveries, alerts } = workspace;
  const scheduler = openScheduler({
    digests: bot.due,
    ledger: deliveries,
    bot: bot.digests,
    alerts: { store: alerts, bot: bot.alerts },
    log: { info() {}, warn() {}, error() {} },
    now: () => at,
  });
  bot.onRetry(scheduler.wake);
  let browser: Browser | undefined;
  return {
    workspace,
    sell: (day, sold) => {
      days.set(day, sold);
      write();
      engine.context.forget?.('sales');
    },
    goTo: async (moment, { everyMinutes } = {}) => {
      const end = Date.parse(moment);
      if (everyMinutes !== undefined) {
        for (let next = at.getTime(); next < end; next += everyMinutes * MINUTE_MS) {
          at = new Date(next);
          await scheduler.tick();
        }
      }
      at = new Date(end);
      await scheduler.tick();
    },
    breakAthena: (error) => {
      failure = error;
      engine.context.forget?.('sales');
    },
    open: async (person, conversation) => {
      browser ??= await openBrowser();
      const page = await browser.newPage({ viewport: WIDTHS.desktop });
      await page.goto(`${workspace.slack.url}/#/${person}/${conversation}`);
      return actionsOf(() => page);
    },
    close: async () => {
      await browser?.close();
      await scheduler.stop();
      await workspace.close();
      await engine.close();
    },
  };
}
