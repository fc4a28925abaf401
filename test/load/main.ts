/**
 * Loads the real program from other processes and prints what came of it: `npm run load [-- SECONDS [PART …]]`.
 *
 * The PARTs, all of them when none is named: `commands`, 50 a second for a minute or for so long as it is told; `socket`, the
 * same by Socket Mode; `clicks` of 20 people; `kill`, a kill -9 in the middle of questions; `digests`, 200 that are due in the
 * same minute; `slow-digests`, the same with a slow Athena and Postgres; `memory`, a thousand charts; `playground`, a hundred answers in the playground; `texts`, 20,000
 * that mean nothing; `flood`, 200 questions a second of one person for so long as is told. Slack is the fake one with its
 * rate limits on, Athena the embedded one, each in a process of its own. Exit code 1 when short of the goals.
 */
import { setTimeout as sleep } from 'node:timers/promises';

import type { Program } from '../support/program.ts';
import type { CommandSender } from './commands.ts';
import type { LoadWorld } from './world.ts';

import { openPostgres } from '../support/postgres.ts';
import { quantile } from '../support/quantile.ts';
import { clickTogether } from './clicks.ts';
import { openCommandSender } from './commands.ts';
import { loadDigests } from './digests.ts';
import { note, noteAcks, printFigures } from './figures.ts';
import { loadFlood } from './flood.ts';
import { awaitOutcomes } from './outcomes.ts';
import { askPlayground } from './playground.ts';
import { loadTexts } from './texts.ts';
import { openLoadWorld, residentMb } from './world.ts';

const SECONDS = Number(process.argv[2] ?? 60);

const PARTS = process.argv.slice(3);

const RATE = 50;

const CHANNELS = 250;

const TEXTS = 20_000;

/** In milliseconds: how long what was begun may take to end. */
const WITHIN = { answers: { within: 15 * 60_000 }, clicks: 120_000, recovery: { within: 120_000 } };

/**
 * For how long the bot's event loop was held at a time, on a processor: what the options of a menu and answers wait for, and acks
 * do not.
 */
function noteDelays(name: string, delays: readonly number[]): void {
  note(`${name}: loop held p50, ms`, quantile(delays, 0.5));
  note(`${name}: loop held p99, ms`, quantile(delays, 0.99));
  note(`${name}: loop held max, ms`, Math.max(...delays));
}

/** Commands at a steady rate. */
async function loadCommands(world: LoadWorld, sender: CommandSender): Promise<void> {
  const start = Date.now();
  world.loopDelays();
  const [commands, nothing] = await Promise.all([sender.send(RATE, SECONDS), sender.sendNothing(RATE, SECONDS)]);
  const p99 = noteAcks('commands', commands, 50);
  const own = quantile(nothing, 0.99);
  note('meanwhile: ack p99 of what needs no work, ms', own);
  note('commands: ack p99 as a multiple of that', p99 / own, 1.5);
  noteDelays('commands', world.loopDelays());
  const { answered, told, lost, doubled } = await awaitOutcomes(world.slack, commands, WITHIN.answers);
  note('commands: answered', answered);
  note('commands: told in words', told);
  note('commands: lost', lost, 0);
  note('commands: doubled', doubled, 0);
  note('commands: all done after, s', (Date.now() - start) / 1000);
  noteDelays('commands: afterwards', world.loopDelays());
}

/** Commands at a steady rate to a bot that is connected by a socket. The fake Slack's own time is in their acknowledgements, so that they have no goal. */
async function loadSocket(world: LoadWorld, bot: Program, sender: CommandSender): Promise<Program> {
  await bot.stop();
  const connected = await world.startBot({ SLACK_APP_TOKEN: world.slack.appToken });
  const commands = await sender.type(RATE, SECONDS);
  noteAcks('socket', commands);
  const { answered, told, lost, doubled } = await awaitOutcomes(world.slack, commands, WITHIN.answers);
  note('socket: answered', answered);
  note('socket: told in words', told);
  note('socket: lost', lost, 0);
  note('socket: doubled', doubled, 0);
  await connected.stop();
  return world.startBot();
}

/** What a thousand charts leave in memory, on a Slack without limits, so that it does not take a quarter of an hour. */
async function loadMemory(): Promise<void> {
  const world = await openLoadWorld(CHANNELS, { hasRateLimits: false });
  const sender = await openCommandSender(world);
  const begun = performance.now();
  const bot = await world.startBot();
  note('bot: start to ready, ms', performance.now() - begun);
  note('bot before the first chart, MB', residentMb(bot.pid).own);
  const commands = await sender.send(10, 100);
  const { answered, lost } = await awaitOutcomes(world.slack, commands, WITHIN.answers);
  note('memory: charts', answered);
  note('memory: lost', lost, 0);
  const { own, workers } = residentMb(bot.pid);
  note('bot after them, MB', own, 300);
  note('its drawing worker, MB', workers);
  await bot.stop();
  sender.close();
  await world.close();
}

/** What a newcomer's playground uses after a hundred answers. */
async function loadPlayground(): Promise<void> {
  const { answered, own, workers } = await askPlayground(100);
  note('playground: answers', answered);
  note('playground after them, MB', own + workers, 450);
}

/** People who click at the same time. */
async function loadClicks({ slack }: LoadWorld): Promise<void> {
  const { clicks, refused, wrong } = await clickTogether(slack, 20, WITHIN.clicks);
  note('clicks', clicks);
  note('clicks: not acknowledged', refused, 0);
  note('clicks: messages that show another choice', wrong, 0);
}

/** Kills the bot in the middle of questions and starts it again. */
async function loadKill(world: LoadWorld, bot: Program, sender: CommandSender): Promise<Program> {
  const sending = sender.send(10, 4);
  await sleep(2000);
  await bot.stop('SIGKILL');
  const commands = await sending;
  const again = await world.startBot();
  const { answered, told, lost, doubled } = await awaitOutcomes(world.slack, commands, WITHIN.recovery);
  note('kill: acknowledged before it', commands.filter(({ ack }) => ack !== undefined).length);
  note('kill: answered', answered);
  note('kill: told that it was lost', told);
  note('kill: neither', lost, 0);
  note('kill: doubled', doubled, 0);
  return again;
}

/** The same digests with an Athena that takes two seconds for each query, and a store in Postgres. */
async function loadSlowDigests(world: LoadWorld): Promise<void> {
  const postgres = await openPostgres();
  if (typeof postgres === 'string') return console.warn(`slow-digests: not measured, as there is ${postgres}`);
  await loadDigests(world, { athenaMs: 2000, databaseUrl: postgres.url });
  await postgres.close();
}

const world = await openLoadWorld(CHANNELS);

const sender = await openCommandSender(world);

const isChosen = (part: string): boolean => PARTS.length === 0 || PARTS.includes(part);

let bot = await world.startBot();

if (isChosen('commands')) await loadCommands(world, sender);

if (isChosen('socket')) bot = await loadSocket(world, bot, sender);

if (isChosen('clicks')) await loadClicks(world);

if (isChosen('kill')) bot = await loadKill(world, bot, sender);

await bot.stop();

if (isChosen('digests')) await loadDigests(world);

if (isChosen('slow-digests')) await loadSlowDigests(world);

sender.close();

await world.close();

if (isChosen('memory')) await loadMemory();

if (isChosen('texts')) await loadTexts(TEXTS);

if (isChosen('flood')) await loadFlood(SECONDS);

if (isChosen('playground')) await loadPlayground();

process.exit(printFigures());
