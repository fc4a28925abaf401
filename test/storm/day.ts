/**
 * A day on which Slack answers 429, 500, with errors, too late or not at all, and delivers events twice: `npm run storm -- day [HOURS]`.
 * The real bot posts to the stand-in, by a clock that goes five minutes at a time; each due time is looked for in the channels.
 */
import { setTimeout as sleep } from 'node:timers/promises';

import type { Digest } from '../../src/digests/digest.ts';

import { runIdOf } from '../../src/digests/delivery.ts';
import { nextDues } from '../../src/digests/digest.ts';
import { openScheduler } from '../../src/digests/scheduler.ts';
import { apiOf, eventually } from '../support/person.ts';
import { randomFrom } from '../support/random.ts';
import { controlIds, isAnswer, openWorkspace } from '../support/workspace.ts';

/** What a day came to. */
export type DayFigures = {
  /** How often something went wrong, by what it was. */
  readonly faults: Readonly<Record<string, number>>;
  readonly due: number;
  readonly posted: number;
  /** Due times that the next one has overtaken, as Slack failed so often. */
  readonly skipped: number;
  /** Due times that are in the ledger as neither, or whose message is missing; and alerts that were not told. */
  readonly lost: number;
  /** Messages and replies that stand there more than once. */
  readonly doubled: number;
  /** Replies that reminded of an alert. */
  readonly reminders: number;
  /** Questions that a person asked meanwhile, and answers that came to them more than once. */
  readonly asked: number;
  readonly doubledAnswers: number;
  readonly seconds: number;
};

const CHANNELS = ['C0SALES001', 'C0MARKET01', 'C0GENERAL1', 'C0ANALYT01'];

const HOUR_MS = 3_600_000;

const STEP_MS = 300_000;

const START = new Date('2026-11-23T00:00:00Z');

const post = 'chat.postMessage';

/** What goes wrong in the next call of a method. */
const FAULTS: Readonly<Record<string, object>> = {
  '429 to a post': { method: post, retryAfter: 1 },
  '500 to a post': { method: post, status: 500 },
  'an error to a post': { method: post, error: 'internal_error' },
  'a post cut off': { method: post, cut: true },
  'the answer to a post lost': { method: post, lost: true },
  '429 to a search': { method: 'conversations.history', retryAfter: 1 },
  '500 to a search': { method: 'conversations.history', status: 500 },
  'the answer to a change lost': { method: 'chat.update', lost: true },
  'an event three times': { method: 'delivery', duplicates: 2 },
};

const TOO_LATE = 'an answer after 10 s';

/** Ten digests and two alerts, each due once an hour. */
const DIGESTS: readonly Digest[] = Array.from({ length: 12 }, (_, index) => ({
  name: `${index < 10 ? 'digest' : 'alert'}-${index}`,
  questions: [index < 10 ? 'sales by country' : 'any country sales under 1500, remind after 1 hour'],
  channel: CHANNELS[index % CHANNELS.length]!,
  cron: `${(index % 6) * 10} * * * *`,
  timezone: 'UTC',
  onlyIf: [],
  ...(index >= 10 && { isAlert: true as const }),
}));

/** Simulates so many hours; in so many of the steps an answer of Slack takes longer than the bot waits, in real time. */
export async function simulateDay({ hours = 24, tooLate = 3, seed = 1 } = {}): Promise<DayFigures> {
  const began = performance.now();
  const random = randomFrom(seed);
  const workspace = await openWorkspace({ digests: DIGESTS, isPublic: true });
  const { bot, deliveries, alerts, fault, type, scene, slack } = workspace;
  let now = START;
  const scheduler = openScheduler({
    digests: bot.due,
    ledger: deliveries,
    bot: bot.digests,
    alerts: { store: alerts, bot: bot.alerts },
    log: { info() {}, warn() {}, error() {} },
    now: () => now,
  });
  const faults: Record<string, number> = {};
  const goWrong = async (name: string, what: object) => {
    faults[name] = (faults[name] ?? 0) + 1;
    await fault({ ...what, times: 1 });
  };
  const end = START.getTime() + hours * HOUR_MS;
  const steps = (hours * HOUR_MS) / STEP_MS;
  const slow = new Set(
    Array.from({ length: tooLate }, (_, index) => 2 * Math.floor(((index + 1) * steps) / (2 * tooLate + 2))),
  );
  let asked = 0;
  await scheduler.tick();
  for (let step = 1; now.getTime() < end + HOUR_MS; step++) {
    now = new Date(now.getTime() + STEP_MS);
    const isOver = now.getTime() > end;
    if (!isOver && slow.has(step)) await goWrong(TOO_LATE, { method: post, delay: 10_500 });
    else if (!isOver && !random.chance(3)) await goWrong(...random.pick(Object.entries(FAULTS)));
    if (!isOver && random.chance(8)) {
      asked += 1;
      await type('/owl sales in France', 'ops');
    }
    await scheduler.tick();
    if (slow.has(step)) await sleep(1500); // what took so long stands there before it is looked for
  }
  await eventually(async () => !(await scene()).messages.some((message) => controlIds(message).includes('cancel')));

  await fetch(`${slack.url}/playground/faults`, { method: 'DELETE' }); // what nobody has met is not for who counts
  const runs = await readRuns(apiOf(slack), await alertMessages(alerts));
  const counted = await count(deliveries, runs, end);
  const pending = await Promise.all(DIGESTS.map(async ({ name }) => (await alerts.read(name)).kept.pending));
  const answers = (await scene()).messages.filter(
    (message) => message.channel === 'C0OPS00001' && isAnswer(message),
  ).length;
  await workspace.close();
  return {
    ...counted,
    lost: counted.lost + pending.filter((each) => each !== undefined).length,
    faults,
    asked,
    doubledAnswers: Math.max(0, answers - asked),
    reminders: runs.replies.length,
    seconds: Math.round((performance.now() - began) / 1000),
  };
}

type Runs = { readonly posts: readonly string[]; readonly replies: readonly string[] };

type Workspace = Awaited<ReturnType<typeof openWorkspace>>;

type Message = { readonly ts: string; readonly metadata?: { readonly event_payload?: { readonly run_id?: string } } };

async function alertMessages({ read }: Workspace['alerts']) {
  const kept = await Promise.all(DIGESTS.map(({ name }) => read(name)));
  return kept.flatMap(({ kept: { message } }) => message ?? []);
}

/** The run ids that messages in the channels, and replies in the threads of alerts, carry. */
async function readRuns(
  call: ReturnType<typeof apiOf>,
  threads: readonly { readonly channel: string; readonly ts: string }[],
): Promise<Runs> {
  const idsOf = (messages: readonly Message[]) =>
    messages.flatMap(({ metadata }) => metadata?.event_payload?.run_id ?? []);
  const page = { include_all_metadata: true, limit: 999 };
  const posts = await Promise.all(CHANNELS.map((channel) => call('conversations.history', { channel, ...page })));
  const replies = await Promise.all(threads.map((thread) => call('conversations.replies', { ...thread, ...page })));
  return {
    posts: posts.flatMap(({ messages }) => idsOf(messages)),
    replies: replies.flatMap(({ messages }, index) =>
      idsOf((messages as Message[]).filter(({ ts }) => ts !== threads[index]!.ts)),
    ),
  };
}

/** Holds the channels and the ledger against what was due up to `end`. */
async function count({ list }: Workspace['deliveries'], { posts, replies }: Runs, end: number) {
  const ledger = new Map((await list({ limit: 100_000 })).map((row) => [row.id, row.state]));
  let [due, posted, skipped, lost] = [0, 0, 0, 0];
  for (const digest of DIGESTS.filter(({ isAlert }) => !isAlert)) {
    const all = nextDues(digest, START, 1000).filter((at) => at.getTime() <= end);
    for (const dueAt of all) {
      const id = runIdOf(digest.name, dueAt);
      due += 1;
      if (ledger.get(id) === 'posted' && posts.includes(id)) posted += 1;
      else if (ledger.get(id) === 'skipped') skipped += 1;
      else lost += 1;
    }
  }
  const twice = (ids: readonly string[]) => ids.length - new Set(ids).size;
  return { due, posted, skipped, lost, doubled: twice(posts) + twice(replies) };
}

/** Simulates a day, prints what came of it, and ends the process: exit code 1 when anything was lost or doubled. */
export async function runDay(hours: number): Promise<never> {
  const { faults, ...figures } = await simulateDay({ hours });
  console.table(faults);
  console.table([{ hours, ...figures }]);
  process.exit(figures.lost + figures.doubled + figures.doubledAnswers > 0 ? 1 : 0);
}
