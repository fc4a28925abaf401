import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, expect, test, vi } from 'vitest';

import type { Store } from '../../../src/store/store.ts';
import type { Seen, Workspace } from '../../support/workspace.ts';

import { UserError } from '../../../src/error.ts';
import { parseState } from '../../../src/slack/blocks/state.ts';
import { beginChange } from '../../../src/slack/messages/intents.ts';
import { openStore } from '../../../src/store/store.ts';
import { answerTable, find, isAnswer, openWorkspace } from '../../support/workspace.ts';

const folder = mkdtempSync(join(tmpdir(), 'owlpost-intents-'));

let workspace: Workspace | undefined;

let store: Store | undefined;

afterEach(async () => {
  await workspace?.close();
  await store?.close();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('forty clicks over two instances leave what was clicked last', async () => {
  store = await openStore(join(folder, 'shared.db'), { log: { warn() {} } });
  let asked = 0;
  workspace = await openWorkspace({
    isPublic: true,
    intents: store.intents,
    run: async (statement) => {
      asked += 1;
      await sleep((asked * 37) % 90); // later ones may well be quicker
      return answerTable(statement);
    },
  });
  const { slack, bot, type, until, use, another } = workspace;
  await type('/owl sales by country');
  const answer = await until(({ messages }) => messages.find(isAnswer));
  const other = await another();
  const values = { period: ['=last month', '=last 12 months'], by: ['=city', '=country'] };
  for (let click = 0; click < 40; click++) {
    slack.connect((click % 2 ? bot : other).eventsUrl);
    const name = click % 3 === 0 ? 'by' : 'period';
    const now = await until(({ messages }) => messages.find(({ ts }) => ts === answer.ts));
    const taken = await use(now, `filter/sales/${name}`, values[name][(click >> 1) % 2]);
    if (!taken.ok) click -= 1; // the message was just written anew
  }
  // the last clicks are 38, which chooses the last 12 months, and 39, which chooses country, after 37 and 36 chose others
  const isLast = (text: string) => !text.includes('period=') && !text.includes('by=city');
  const intended = (await store.intents.find(`${answer.channel}/${answer.ts}`))?.text ?? '';
  expect(isLast(intended), intended).toBe(true);
  const chosen = (message: Seen, name: string) => find(message, `filter/sales/${name}`)[1].initial_option?.text.text;
  const shows = (message: Seen) =>
    chosen(message, 'period') === 'Last 12 months' && chosen(message, 'by') === 'by country';
  const stands = await until(({ messages }) =>
    messages.find((message) => message.ts === answer.ts && isAnswer(message) && shows(message)),
  );
  await Promise.all([bot.stop(), other.stop()]); // everything that was begun has ended
  const still = (await workspace.scene()).messages.find(({ ts }) => ts === stands.ts)!;
  expect(shows(still)).toBe(true);
});

test('a change that finds no turn among those of others is refused with a sentence', async () => {
  const busy = {
    find: async () => ({ token: 'old', text: 'sales' }),
    claim: async () => undefined,
    withdraw: async () => {},
  };
  const begun = beginChange('C1/1.0', busy, async (text) => ({ text: `${text} top=5` }));
  await expect(begun).rejects.toThrow(UserError);
  await expect(begun).rejects.toThrow('click again in a moment');
});

test('clicks are in their order however long the store takes to take each', async () => {
  store = await openStore(join(folder, 'order.db'), { log: { warn() {} } });
  const late = [200, 0, 100, 0];
  const claim = async () => {
    await sleep(late.shift() ?? 0);
    return true;
  };
  workspace = await openWorkspace({ isPublic: true, intents: store.intents, claim });
  const { type, until, use } = workspace;
  await type('/owl sales by country');
  const answer = await until(({ messages }) => messages.find(isAnswer));
  late.splice(0, 4, 200, 0, 100, 0);
  for (const by of ['city', 'country', 'country', 'city']) await use(answer, 'filter/sales/by', `=${by}`);
  await until(({ messages }) => messages.find((message) => isAnswer(message) && textOf(message) === 'sales by=city'));
  await workspace.bot.stop(); // everything that was begun has ended
  const [stands] = (await workspace.scene()).messages.filter(isAnswer);
  expect(textOf(stands!)).toBe('sales by=city');
});

test('a click that one instance takes late does not undo the later one that another took before', async () => {
  store = await openStore(join(folder, 'ordered.db'), { log: { warn() {} } });
  const { intents } = store;
  const late: number[] = [];
  const claim = async () => {
    await sleep(late.shift() ?? 0);
    return true;
  };
  workspace = await openWorkspace({ isPublic: true, intents, claim });
  const { slack, bot, type, until, use, another } = workspace;
  await type('/owl sales by country');
  const answer = await until(({ messages }) => messages.find(isAnswer));
  const other = await another();
  late.push(300, 300);
  slack.connect(bot.eventsUrl);
  await use(answer, 'filter/sales/period', '=last month');
  await use(answer, 'filter/sales/by', '=city');
  slack.connect(other.eventsUrl);
  await use(answer, 'filter/sales/period', '=last year');
  const wanted = 'sales by=city period="last year"';
  await until(({ messages }) => messages.find((message) => isAnswer(message) && textOf(message) === wanted));
  await Promise.all([bot.stop(), other.stop()]); // everything that was begun has ended
  expect(await intents.find(`${answer.channel}/${answer.ts}`)).toMatchObject({ text: wanted });
  const [stands] = (await workspace.scene()).messages.filter(isAnswer);
  expect(textOf(stands!)).toBe(wanted);
});

const ASKED = 'sales by=city period="last month"';

const textOf = (message: Seen) => parseState(find(message, 'filters')[1].value)?.text;

/** Has one instance change an answer while Slack does what `fault` says, and another one change it after that. */
async function overtake(name: string, fault: Record<string, unknown>) {
  store = await openStore(join(folder, name), { log: { warn() {} } });
  const { intents } = store;
  workspace = await openWorkspace({ isPublic: true, intents });
  const { slack, bot, type, until, use, another } = workspace;
  await type('/owl sales by country');
  const answer = await until(({ messages }) => messages.find(isAnswer));
  const other = await another();
  slack.connect(bot.eventsUrl);
  await workspace.fault({ method: 'chat.update', times: 1, ...fault });
  await use(answer, 'filter/sales/period', '=last month');
  await vi.waitFor(
    async () => {
      const { text } = (await intents.find(`${answer.channel}/${answer.ts}`)) ?? {};
      expect(text).toContain('last month');
    },
    { timeout: 20_000 },
  );
  slack.connect(other.eventsUrl);
  await use(answer, 'filter/sales/by', '=city');
  await until(({ messages }) => messages.find((message) => isAnswer(message) && textOf(message) === ASKED));
  return { ...workspace, answer };
}

test('a write that Slack puts off is left out when a later click at another instance was answered', async () => {
  const { bot, scene, answer } = await overtake('late.db', { retryAfter: 1 });
  await bot.stop(); // whatever it had begun has ended
  const stands = (await scene()).messages.find(({ ts }) => ts === answer.ts)!;
  expect(textOf(stands)).toBe(ASKED);
});

test('a write that reaches Slack late gives way again to a later click at another instance', async () => {
  const { calls, until, answer } = await overtake('over.db', { delay: 2000 });
  const updates = async () => (await calls()).filter(({ method, ok }) => method === 'chat.update' && ok).length;
  await vi.waitFor(async () => expect(await updates()).toBeGreaterThan(2), { timeout: 8000, interval: 50 });
  await until(({ messages }) =>
    messages.find((message) => message.ts === answer.ts && isAnswer(message) && textOf(message) === ASKED),
  );
});

test('isOvertaken() tells a change that was withdrawn from one that another has followed', async () => {
  store = await openStore(join(folder, 'overtaken.db'), { log: { warn() {} } });
  const { intents } = store;
  const begin = (text: string) => beginChange('C1/1', intents, async () => ({ text }));
  const { change } = await begin('sales');
  expect([await change!.isLatest(), await change!.isOvertaken()]).toEqual([true, false]);
  await intents.withdraw('C1/1');
  expect([await change!.isLatest(), await change!.isOvertaken()]).toEqual([false, false]);
  await begin('orders');
  expect([await change!.isLatest(), await change!.isOvertaken()]).toEqual([false, true]);
});
