import { setTimeout as sleep } from 'node:timers/promises';

import type { LocalSlack } from '../../src/local/slack/server.ts';
import type { Seen } from './workspace.ts';

import { parseState } from '../../src/slack/blocks/state.ts';
import { createKeyedQueue } from '../../src/slack/keyed-queue.ts';
import { actAs, eventually } from './person.ts';
import { controlIds, find, isAnswer } from './workspace.ts';

/** How large a storm of clicks is. */
export type ClickStormOptions = {
  readonly people: number;
  readonly messages: number;
  readonly clicks: number;
  /** How long a person looks at what they see between two clicks, in milliseconds at most; they do not wait unless it is given. */
  readonly lookMs?: number;
  /** Makes the same storm again. */
  readonly seed?: number;
};

/** Where a storm of clicks takes place. */
export type ClickSite = {
  readonly slack: LocalSlack;
  /** Called after each click that was taken with how many were; does to the instances what is due then, and tells whether one was killed. */
  readonly disturb: (clicks: number) => boolean;
  /** How long all may take to settle after the last click, in milliseconds. */
  readonly settleMs: number;
};

/** What came of a storm of clicks. */
export type ClickStormFigures = {
  readonly clicks: number;
  /** Clicks of which nobody was told that they were taken: refused, late, or cut by a kill. Either outcome of them is right. */
  readonly doubtful: number;
  readonly kills: number;
  /** How often Slack put an update off. */
  readonly putOff: number;
  /** How many people were told that their click was lost. */
  readonly told: number;
  /** From the last click to the last message that shows what was asked, in milliseconds. */
  readonly settledMs: number;
  readonly seconds: number;
  /** Messages that show something else than their last click asked. */
  readonly wrong: readonly { readonly expected: string; readonly shown: string }[];
};

/** What a message was last asked to show: of each choice the values that are right. More than one where a click is doubtful. */
type Wish = { by: Choices; period: Choices; compare: Choices };

type Choices = readonly string[];

type Click = { readonly action: string; readonly value?: string; readonly choice: keyof Wish; readonly chosen: string };

const PERSONS = ['mira', 'tomas', 'priya', 'jonas'];

const PERIODS = ['last month', 'last year', 'this quarter', 'last 12 months'];

/** A click so many milliseconds before a kill may have died with its instance, between Slack's request and the store. */
const DOUBT_MS = 1000;

/** How long nothing may change any more before it counts as settled, in milliseconds. */
const STILL_MS = 2000;

/**
 * Lets people click on many answers at once while Slack delivers every click twice and puts updates off, and `disturb` does
 * what it will to the instances. Then holds each message against its last click.
 */
export async function runClickStorm(
  { slack, disturb, settleMs }: ClickSite,
  { people, messages, clicks, lookMs = 0, seed = 1 }: ClickStormOptions,
): Promise<ClickStormFigures> {
  const began = performance.now();
  const random = createRandom(seed);
  const { post } = actAs(slack, 'mira');
  const asked = await askAll(slack, messages);
  const wishes = new Map(
    asked.map(({ ts }): [string, Wish] => [ts, { by: ['country'], period: ['last 12 months'], compare: [''] }]),
  );
  await post('faults', { method: 'delivery', duplicates: 1 });
  const turns = createKeyedQueue();
  const judge = openJudge(wishes);
  let [taken, kills] = [0, 0];
  const clickOnce = async (person: string): Promise<void> => {
    const { ts, channel } = asked[Math.floor(random() * asked.length)]!;
    await turns(ts, async () => {
      const all: readonly Seen[] = (await actAs(slack, person).state()).messages;
      const message = all.find((one) => one.ts === ts);
      const click = message && chooseClick(message, random);
      if (!message || !click) return;
      const [block, element] = find(message, click.action);
      const place = { channel, ts, block: block.block_id, action: element.action_id };
      const reply = await actAs(slack, person).post('act', { ...place, value: click.value });
      if (!judge.note(ts, click, reply)) return;
      taken += 1;
      const count = taken;
      if (count % 25 === 0) await post('faults', { method: 'chat.update', retryAfter: 1, times: 1 });
      if (!disturb(count)) return;
      kills += 1;
      judge.doubtLast();
    });
  };
  await Promise.all(
    Array.from({ length: people }, async (_, index) => {
      while (taken < clicks) {
        await clickOnce(PERSONS[index % PERSONS.length]!).catch(passClosedConnection);
        if (lookMs > 0) await sleep(lookMs * random());
      }
    }),
  );
  const last = performance.now();
  const wrong = await settle(slack, wishes, settleMs);
  const { calls } = (await (await fetch(`${slack.url}/playground/calls`)).json()) as { calls: readonly Call[] };
  const seen = await Promise.all(PERSONS.map((person) => actAs(slack, person).state()));
  const isTold = ({ ephemeral, text }: Seen) => ephemeral && text.startsWith('Owlpost was restarted');
  return {
    clicks: taken,
    doubtful: judge.doubtful(),
    kills,
    putOff: calls.filter(({ method, ok }) => method === 'chat.update' && !ok).length,
    told: seen.flatMap(({ messages: all }) => all as Seen[]).filter(isTold).length,
    settledMs: Math.round(performance.now() - last),
    seconds: Math.round((performance.now() - began) / 1000),
    wrong,
  };
}

type Call = { readonly method: string; readonly ok: boolean };

/** Keeps what is right for each message, by what was clicked and what Slack said of it. */
function openJudge(wishes: ReadonlyMap<string, Wish>) {
  const recent: { at: number; wish: Wish; choice: keyof Wish; before: Choices }[] = [];
  let doubtful = 0;
  const allow = (wish: Wish, choice: keyof Wish, others: Choices) => {
    wish[choice] = [...new Set([...wish[choice], ...others])];
  };
  return {
    /** Notes a click; whether it counts, as the app was reached. */
    note: (
      ts: string,
      { choice, chosen }: Click,
      reply: { ok?: boolean; reason?: string; error?: string },
    ): boolean => {
      const wish = wishes.get(ts)!;
      const before = wish[choice];
      if (reply.ok) wish[choice] = [chosen];
      else if (!UNDELIVERED.includes(reply.error ?? '') || reply.reason?.endsWith(NOT_REACHED)) return false;
      else {
        doubtful += 1; // late or cut: the app may have taken it
        allow(wish, choice, [chosen]);
      }
      recent.push({ at: performance.now(), wish, choice, before });
      return true;
    },
    doubtLast: () => {
      const since = performance.now() - DOUBT_MS;
      for (const { wish, choice, before } of recent.splice(0).filter(({ at }) => at > since)) {
        doubtful += 1;
        allow(wish, choice, before);
      }
    },
    doubtful: () => doubtful,
  };
}

/** What Slack says of a click that was not acknowledged; whatever else it says, there was no such control any more. */
const UNDELIVERED = ['dispatch_failed', 'operation_timeout'];

/** How the answer for a click ends that reached no instance. */
const NOT_REACHED = '503';

/** Lets pass that a connection, kept open by the client, was closed before its next request was read. Rethrows all else. */
function passClosedConnection(error: unknown): void {
  const { cause } = error as { cause?: { code?: string } };
  if (cause?.code !== 'ECONNRESET' && cause?.code !== 'UND_ERR_SOCKET') throw error;
}

async function askAll(slack: LocalSlack, count: number): Promise<readonly Seen[]> {
  const { types, messages } = actAs(slack, 'mira');
  const answers = async () => ((await messages('general')) as Seen[]).filter(isAnswer);
  for (let index = 0; index < count; index++) {
    await types('general', '/owl sales');
    await eventually(async () => (await answers()).length > index);
  }
  return answers();
}

/** One of the controls that a message has, and what using it chooses. */
function chooseClick(message: Seen, random: () => number): Click | undefined {
  const ids = controlIds(message);
  const dice = random();
  if (dice < 0.15 && ids.includes('remove/sales')) return { action: 'remove/sales', choice: 'compare', chosen: '' };
  if (dice < 0.5 && ids.includes('filter/sales/by')) {
    const by = random() < 0.5 ? 'city' : 'country';
    return { action: 'filter/sales/by', value: `=${by}`, choice: 'by', chosen: by };
  }
  const action = 'filter/sales/period';
  if (!ids.includes(action)) return undefined;
  if (dice < 0.65) return { action, value: 'vs:last year', choice: 'compare', chosen: 'last year' };
  const period = PERIODS[Math.floor(random() * PERIODS.length)]!;
  return { action, value: `=${period}`, choice: 'period', chosen: period };
}

/** Waits until every message shows what was asked last, and goes on doing so; returns those that do not in time. */
async function settle(
  slack: LocalSlack,
  wishes: ReadonlyMap<string, Wish>,
  settleMs: number,
): Promise<ClickStormFigures['wrong']> {
  const { state } = actAs(slack, 'mira');
  const until = performance.now() + settleMs;
  let rightSince = Number.POSITIVE_INFINITY;
  for (;;) {
    const { messages } = (await state()) as { messages: readonly Seen[] };
    const wrong = [...wishes].flatMap(([ts, wish]) => {
      const message = messages.find((one) => one.ts === ts);
      const isShown = message && isAnswer(message);
      const shown = isShown ? (parseState(find(message, 'filters')[1].value)?.text ?? '') : 'nothing';
      const right = textsOf(wish);
      return right.includes(shown) ? [] : [{ expected: right.join(' or '), shown }];
    });
    rightSince = wrong.length > 0 ? Number.POSITIVE_INFINITY : Math.min(rightSince, performance.now());
    if (performance.now() - rightSince > STILL_MS || performance.now() > until) return wrong;
    await sleep(200);
  }
}

/** The questions that are right for a message. */
function textsOf({ by, period, compare }: Wish): readonly string[] {
  return by.flatMap((one) => period.flatMap((days) => compare.map((against) => textOf(one, days, against))));
}

function textOf(by: string, period: string, compare: string): string {
  return [
    'sales',
    by === 'country' ? '' : `by=${by}`,
    period === 'last 12 months' ? '' : `period="${period}"`,
    compare === '' ? '' : `compare="${compare}"`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
