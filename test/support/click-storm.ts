import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Seen } from './workspace.ts';

import { parseState } from '../../src/slack/blocks/state.ts';
import { createKeyedQueue } from '../../src/slack/keyed-queue.ts';
import { openStore } from '../../src/store/store.ts';
import { answerTable, controlIds, find, isAnswer, openWorkspace } from './workspace.ts';

/** How large a storm of clicks is. */
export type ClickStormOptions = {
  readonly people: number;
  readonly messages: number;
  readonly clicks: number;
  /** Makes the same storm again. */
  readonly seed?: number;
};

/** What came of a storm of clicks. */
export type ClickStormFigures = {
  readonly clicks: number;
  /** Messages that show something else than their last click asked. */
  readonly wrong: readonly { readonly expected: string; readonly shown: string }[];
  /** How often Slack put an update off. */
  readonly putOff: number;
  /** From the last click to the last message that shows what was asked, in milliseconds. */
  readonly settledMs: number;
  readonly seconds: number;
};

/** What a message was last asked to show. */
type Wish = { by: string; period: string; compare: boolean };

const PERSONS = ['mira', 'tomas', 'priya', 'jonas'];

const PERIODS = ['last month', 'last year', 'this quarter', 'last 12 months'];

/** How long all may take to settle after the last click, in milliseconds. */
const SETTLE_MS = 60_000;

/**
 * Lets people click on many answers at once while runs are slow by chance, Slack delivers every click twice and puts
 * updates off, and a second instance takes over in the middle. Then holds each message against its last click.
 */
export async function runClickStorm({
  people,
  messages,
  clicks,
  seed = 1,
}: ClickStormOptions): Promise<ClickStormFigures> {
  const began = performance.now();
  const random = createRandom(seed);
  const folder = mkdtempSync(join(tmpdir(), 'owlpost-clicks-'));
  const store = await openStore(join(folder, 'clicks.db'), { log: { warn() {} } });
  const run = async (statement: Parameters<typeof answerTable>[0]) => {
    await sleep(random() < 0.1 ? 600 * random() : 40 * random());
    return answerTable(statement);
  };
  const workspace = await openWorkspace({ isPublic: true, run, intents: store.intents });
  try {
    const asked = await askAll(workspace, messages);
    const wishes = new Map(
      asked.map(({ ts }): [string, Wish] => [ts, { by: 'country', period: 'last 12 months', compare: false }]),
    );
    await workspace.fault({ method: 'delivery', duplicates: 1 });
    const turns = createKeyedQueue();
    let left = clicks;
    const clickOnce = async (person: string): Promise<void> => {
      const { ts, channel } = asked[Math.floor(random() * asked.length)]!;
      await turns(ts, async () => {
        const { messages: all } = await workspace.scene(person);
        const message = all.find((one) => one.ts === ts);
        const click = message && chooseClick(message, random);
        if (!message || !click) return;
        const [block, element] = find(message, click.action);
        const place = { person, channel, ts, block: block.block_id, action: element.action_id };
        const taken = await workspace.post('act', { ...place, value: click.value });
        if (!taken.ok) return; // it was just written anew
        left -= 1;
        click.wish(wishes.get(ts)!);
        if (left % 25 === 0) await workspace.fault({ method: 'chat.update', retryAfter: 1, times: 1 });
        if (left === Math.floor(clicks / 2)) await workspace.another({ run });
      });
    };
    await Promise.all(
      Array.from({ length: people }, async (_, index) => {
        while (left > 0) await clickOnce(PERSONS[index % PERSONS.length]!).catch(passClosedConnection);
      }),
    );
    const last = performance.now();
    const wrong = await settle(workspace, wishes);
    const calls = await workspace.calls();
    return {
      clicks: clicks - left,
      wrong,
      putOff: calls.filter(({ method, ok }) => method === 'chat.update' && !ok).length,
      settledMs: Math.round(performance.now() - last),
      seconds: Math.round((performance.now() - began) / 1000),
    };
  } finally {
    await workspace.close();
    await store.close();
    rmSync(folder, { recursive: true });
  }
}

/** Lets pass that a connection, kept open by the client, was closed before its next request was read. Rethrows all else. */
function passClosedConnection(error: unknown): void {
  const { cause } = error as { cause?: { code?: string } };
  if (cause?.code !== 'ECONNRESET' && cause?.code !== 'UND_ERR_SOCKET') throw error;
}

type Workspace = Awaited<ReturnType<typeof openWorkspace>>;

async function askAll({ type, until }: Workspace, count: number): Promise<readonly Seen[]> {
  for (let index = 0; index < count; index++) {
    await type('/owl sales', 'general');
    await until(({ messages }) => messages.filter(isAnswer).length > index);
  }
  return until(({ messages }) => {
    const answers = messages.filter(isAnswer);
    return answers.length === count && answers;
  });
}

/** One of the controls that a message has, and what using it makes of a wish. */
function chooseClick(
  message: Seen,
  random: () => number,
): { action: string; value?: string; wish: (wish: Wish) => void } | undefined {
  const ids = controlIds(message);
  const dice = random();
  if (dice < 0.15 && ids.includes('remove/sales')) {
    return {
      action: 'remove/sales',
      wish: (wish) => {
        wish.compare = false;
      },
    };
  }
  if (dice < 0.5 && ids.includes('filter/sales/by')) {
    const by = random() < 0.5 ? 'city' : 'country';
    return {
      action: 'filter/sales/by',
      value: `=${by}`,
      wish: (wish) => {
        wish.by = by;
      },
    };
  }
  if (!ids.includes('filter/sales/period')) return undefined;
  if (dice < 0.65) {
    const value = 'vs:last year';
    return {
      action: 'filter/sales/period',
      value,
      wish: (wish) => {
        wish.compare = true;
      },
    };
  }
  const period = PERIODS[Math.floor(random() * PERIODS.length)]!;
  return {
    action: 'filter/sales/period',
    value: `=${period}`,
    wish: (wish) => {
      wish.period = period;
    },
  };
}

/** Waits until every message shows what was asked last, and returns those that do not in time. */
async function settle(workspace: Workspace, wishes: ReadonlyMap<string, Wish>): Promise<ClickStormFigures['wrong']> {
  const until = performance.now() + SETTLE_MS;
  for (;;) {
    const { messages } = await workspace.scene();
    const wrong = [...wishes].flatMap(([ts, wish]) => {
      const message = messages.find((one) => one.ts === ts);
      const expected = textOf(wish);
      const shown =
        message && isAnswer(message) ? (parseState(find(message, 'filters')[1].value)?.text ?? '') : 'nothing';
      return shown === expected ? [] : [{ expected, shown }];
    });
    if (wrong.length === 0 || performance.now() > until) return wrong;
    await sleep(50);
  }
}

function textOf({ by, period, compare }: Wish): string {
  return [
    'sales',
    by === 'country' ? '' : `by=${by}`,
    period === 'last 12 months' ? '' : `period="${period}"`,
    compare ? 'compare="last year"' : '',
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
