import type { Seen, Workspace } from './workspace.ts';

import { openScheduler } from '../../src/digests/scheduler.ts';
import { answerTable, controlIds, openWorkspace, wordsOf } from './workspace.ts';

/** An hour in milliseconds. */
export const HOUR = 3_600_000;

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A workspace with alerts that are checked when a test says so. */
export type AlertingWorkspace = Workspace & {
  /** The sales by country, which a test may change. */
  readonly sales: Map<string, number>;
  /** Makes an alert by its sentence; resolves to what is said to it. */
  readonly make: (text: string) => Promise<Seen>;
  /** Lets so many milliseconds pass, and checks what is due by then. */
  readonly pass: (ms: number) => Promise<void>;
};

/** Opens a workspace in which sales are what `sales` says, by country, and whose clock is moved by hand. */
export async function openAlerts(): Promise<AlertingWorkspace> {
  const sales = new Map([
    ['France', 900],
    ['Spain', 2000],
  ]);
  let now = new Date('2026-11-23T12:00:00Z');
  const workspace = await openWorkspace({
    now: () => now,
    run: async (statement) => {
      const table = await answerTable(statement);
      return { ...table, rows: [...sales].map(([country, value]) => [country, String(value)]) };
    },
  });
  const { bot, deliveries, alerts, type, until } = workspace;
  const scheduler = openScheduler({
    digests: bot.subscribed,
    ledger: deliveries,
    bot: bot.digests,
    alerts: { store: alerts, bot: bot.alerts },
    log: silent,
    now: () => now,
  });
  const make = async (text: string) => {
    await type(text);
    return until(({ messages }) => messages.find((message) => wordsOf(message).includes('asked to tell this channel')));
  };
  const pass = async (ms: number) => {
    now = new Date(now.getTime() + ms);
    await scheduler.tick();
  };
  return { ...workspace, sales, make, pass };
}

/** Whether a message is an alert that is raised. */
export const isAlert = (message: Seen) => controlIds(message).some((id) => id.startsWith('alert/'));

/** Finds a message with these words in the thread of an alert. */
export const inThread =
  (alert: Seen, words: string) =>
  ({ messages }: { messages: readonly Seen[] }) =>
    messages.find((message) => message.thread_ts === alert.ts && wordsOf(message).includes(words));
