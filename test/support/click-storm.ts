import { setTimeout as sleep } from 'node:timers/promises';

import type { LocalSlack } from '../../src/local/slack/server.ts';
import type { Click, KeptChanges, Wish } from './click-judge.ts';
import type { Seen } from './workspace.ts';

import { parseState } from '../../src/slack/blocks/state.ts';
import { createKeyedQueue } from '../../src/slack/keyed-queue.ts';
import { openJudge, textsOf } from './click-judge.ts';
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
  /**
   * Called after each click that was taken with how many were; does to the instances what is due then. When it kills one, it
   * returns what resolves, once that is dead, to the changes that outlast it.
   */
  readonly disturb: (clicks: number) => Promise<KeptChanges> | undefined;
  /** How long all may take to settle after the last click, in milliseconds. */
  readonly settleMs: number;
};

/** What came of a storm of clicks. */
export type ClickStormFigures = {
  readonly clicks: number;
  /** Clicks that Slack did not see acknowledged in time, so that people clicked again. Either outcome of them is right. */
  readonly late: number;
  /** Clicks that were acknowledged and not in the store when an instance was killed. Either outcome of them is right. */
  readonly cut: number;
  /** Messages that may show one of several questions in the end, as the last click on one of their choices was late or cut. */
  readonly vague: number;
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

const PERSONS = ['mira', 'tomas', 'priya', 'jonas'];

const PERIODS = ['last month', 'last year', 'this quarter', 'last 12 months'];

/** A person clicks so often on the same, with a pause of so many milliseconds, when Slack says that the app did not answer. */
const AGAIN = { times: 3, pauseMs: 500 } as const;

/** How long nothing may change any more before it counts as settled, in milliseconds. */
const STILL_MS = 2000;

/**
 * Lets people click on many answers at once while Slack delivers every click twice and puts updates off, and `disturb` does
 * what it will to the instances. Then checks each message against its last click.
 */
export async function runClickStorm(
  { slack, disturb, settleMs }: ClickSite,
  { people, messages, clicks, lookMs = 0, seed = 1 }: ClickStormOptions,
): Promise<ClickStormFigures> {
  const began = performance.now();
  const random = createRandom(seed);
  const asked = await askAll(slack, messages);
  const wishes = new Map(
    asked.map(({ ts }): [string, Wish] => [ts, { by: ['country'], period: ['last 12 months'], compare: [''] }]),
  );
  await actAs(slack, 'mira').post('faults', { method: 'delivery', duplicates: 1 });
  const judge = openJudge(wishes);
  const clicking = openClicking({ slack, disturb, asked, judge, random });
  await Promise.all(
    Array.from({ length: people }, async (_, index) => {
      while (clicking.taken() < clicks) {
        await clicking.clickOnce(PERSONS[index % PERSONS.length]!).catch(passClosedConnection);
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
    clicks: clicking.taken(),
    ...judge.figures(),
    vague: [...wishes.values()].filter((wish) => textsOf(wish).length > 1).length,
    kills: clicking.kills(),
    putOff: calls.filter(({ method, ok }) => method === 'chat.update' && !ok).length,
    told: seen.flatMap(({ messages: all }) => all as Seen[]).filter(isTold).length,
    settledMs: Math.round(performance.now() - last),
    seconds: Math.round((performance.now() - began) / 1000),
    wrong,
  };
}

type Call = { readonly method: string; readonly ok: boolean };

type ClickingOptions = Pick<ClickSite, 'slack' | 'disturb'> & {
  readonly asked: readonly Seen[];
  readonly judge: ReturnType<typeof openJudge>;
  readonly random: () => number;
};

/** Lets people click, one after the other on each message. While an instance is killed, nobody begins to. */
function openClicking({ slack, disturb, asked, judge, random }: ClickingOptions) {
  const turns = createKeyedQueue();
  const inFlight = new Set<Promise<unknown>>();
  let gate: Promise<void> = Promise.resolve();
  let [taken, kills] = [0, 0];
  const seenBy = async (person: string, ts: string): Promise<Seen | undefined> =>
    ((await actAs(slack, person).state()).messages as Seen[]).find((one) => one.ts === ts);
  const act = (person: string, message: Seen, channel: string, { action, value }: Click) => {
    const [block, element] = find(message, action);
    const place = { channel, ts: message.ts, block: block.block_id, action: element.action_id };
    return actAs(slack, person).post('act', { ...place, value });
  };
  const afterClick = async (): Promise<void> => {
    taken += 1;
    const putOff = { method: 'chat.update', retryAfter: 1, times: 1 };
    if (taken % 25 === 0) await actAs(slack, 'mira').post('faults', putOff);
    const killed = disturb(taken);
    if (!killed) return;
    kills += 1;
    gate = killed.then(async (kept) => {
      await Promise.allSettled(inFlight);
      judge.cut(kept, await shownBy(slack));
    });
    await gate;
  };
  const clickOnce = async (person: string): Promise<void> => {
    const { ts, channel } = asked[Math.floor(random() * asked.length)]!;
    await turns(ts, async () => {
      const first = await seenBy(person, ts);
      const click = first && chooseClick(first, random);
      if (!click) return;
      for (let time = 1; time <= AGAIN.times; time++) {
        const message = await seenBy(person, ts);
        if (!message || !controlIds(message).includes(click.action)) return;
        await gate;
        const sent = act(person, message, channel, click).then((reply) => judge.note(ts, click, reply));
        inFlight.add(sent);
        const outcome = await sent.finally(() => inFlight.delete(sent));
        if (outcome !== 'refused') await afterClick();
        if (outcome !== 'late') return;
        await sleep(AGAIN.pauseMs);
      }
    });
  };
  return { clickOnce, taken: () => taken, kills: () => kills };
}

/** The question that each answer in Slack shows, by its `ts`; those that are being worked on are missing. */
async function shownBy(slack: LocalSlack): Promise<ReadonlyMap<string, string>> {
  const { messages } = (await actAs(slack, 'mira').state()) as { messages: readonly Seen[] };
  return new Map(
    messages.filter(isAnswer).map((message) => [message.ts, parseState(find(message, 'filters')[1].value)?.text ?? '']),
  );
}

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
  const until = performance.now() + settleMs;
  let rightSince = Number.POSITIVE_INFINITY;
  for (;;) {
    const all = await shownBy(slack);
    const wrong = [...wishes].flatMap(([ts, wish]) => {
      const shown = all.get(ts) ?? 'nothing';
      const right = textsOf(wish);
      return right.includes(shown) ? [] : [{ expected: right.join(' or '), shown }];
    });
    rightSince = wrong.length > 0 ? Number.POSITIVE_INFINITY : Math.min(rightSince, performance.now());
    if (performance.now() - rightSince > STILL_MS || performance.now() > until) return wrong;
    await sleep(200);
  }
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
