import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { Cron } from 'croner';

import type { App } from '../app.ts';

import { openApp } from '../app.ts';
import { DAY_MS } from '../calendar/durations.ts';
import { readConfig } from '../config.ts';
import { nextDue } from '../digests/digest.ts';
import { postNow } from '../digests/post-now.ts';
import { interrupted } from './signals.ts';

/** Runs `start`: runs the bot until the process is asked to stop. */
export async function start(args: string[]): Promise<void> {
  parseArgs({ args, options: {} });
  const config = readConfig(process.env);
  // npm may end at any moment from here on, so its process id is read before anything else
  const stop = interrupted();
  void stop.then(() => endAfter(config.stopMs));
  const app = await openApp(config, { isWatching: true });
  const { openScheduler } = await import('../digests/scheduler.ts');
  const scheduler = openScheduler({
    digests: app.bot.due,
    ledger: app.store.deliveries,
    bot: app.bot.digests,
    alerts: { store: app.store.alerts, bot: app.bot.alerts },
    log: app.engine.log,
  });
  app.bot.onRetry(scheduler.wake);
  scheduler.start();
  console.log(app.playground ? `Owlpost playground on ${app.playground}` : `Owlpost listens on ${app.bot.url}`);
  // bot, Slack and Athena share one heap: V8 then keeps 130 to 200 MB less, for a tenth of the speed
  if (app.playground) setFlagsFromString('--optimize-for-size');
  void warmUp(app);
  trimDaily(app, config.keepDays);
  askOnWeekdays(app, config.calendar.timezone);
  const weekly = new Cron(MONDAYS, { timezone: config.calendar.timezone, unref: true }, app.bot.postWeekly);
  await stop;
  weekly.stop();
  // a digest in flight fails at once when its query is stopped; the ledger has it posted at the next start
  await Promise.all([scheduler.stop(), app.engine.stopQueries()]);
  await app.close();
}

/** Hourly from nine on Mondays, so that whoever was down at nine is not left out. */
const MONDAYS = '0 9-23 * * 1';

/** Forgets what is older than `keepDays`, now and every day. */
function trimDaily({ store, engine }: App, keepDays: number): void {
  const trim = () =>
    void store
      .trim(new Date(Date.now() - keepDays * DAY_MS))
      .catch((error) => engine.log.warn({ error }, 'old entries could not be deleted'));
  trim();
  setInterval(trim, DAY_MS).unref();
}

/** Asks on weekdays at ten in the morning whether digests are still wanted: one instance for all. */
function askOnWeekdays(app: App, timezone: string): void {
  const { bot, store, engine } = app;
  const dueAt = nextDue({ cron: '0 10 * * 1-5', timezone }, new Date());
  if (!dueAt) return;
  const ask = async (): Promise<void> => {
    if (await store.seen.claim(`still wanted ${dueAt.toISOString()}`)) await bot.askWhetherWanted();
  };
  const timer = setTimeout(() => {
    void ask().catch((error) => engine.log.warn({ error }, 'nobody could be asked whether digests are still wanted'));
    askOnWeekdays(app, timezone);
  }, dueAt.getTime() - Date.now());
  timer.unref();
}

/** Ends the process after `ms`, whatever still hangs: a silent Slack, a silent database, a log that nobody reads. */
function endAfter(ms: number): void {
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), ms).unref();
}

/** Questions of this time count when near misses are ranked. */
const RECENT_MS = 30 * DAY_MS;

/**
 * Fetches in the background what the first question would otherwise wait for: lists of values, freshness and recent
 * questions. Logs what is wrong with declared digests. Posts one digest to look at when there is a playground.
 */
async function warmUp({ engine, bot, store, playground, digests, checkDigests }: App): Promise<void> {
  const { context, popularity, log } = engine;
  try {
    const { queries } = context.catalogue();
    const values = queries.flatMap((query) => query.params.map((param) => context.values(query, param)));
    await Promise.all([...values, ...queries.map((query) => context.freshness(query))]);
    for (const { file, line, column, message } of await checkDigests())
      log.warn(`${file}:${line}:${column}: ${message}`);
    const since = new Date(Date.now() - RECENT_MS);
    for (const { question, outcome } of await store.audit.list({ since })) {
      if (outcome === 'answered') popularity.record(question);
    }
    const example = digests().find(({ isAlert }) => !isAlert);
    if (playground && example) await postNow(example, bot.digests);
  } catch (error) {
    log.warn({ error }, 'the bot could not warm up');
  }
}
