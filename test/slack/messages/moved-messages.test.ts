import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';

import type { Store } from '../../../src/store/store.ts';
import type { Seen, Workspace } from '../../support/workspace.ts';

import { keyOf, parseState } from '../../../src/slack/blocks/state.ts';
import { openStore } from '../../../src/store/store.ts';
import { answerTable, find, isAnswer, openWorkspace } from '../../support/workspace.ts';

let workspace: Workspace | undefined;

let store: Store | undefined;

afterEach(async () => {
  await workspace?.close();
  await store?.close();
});

const textOf = (message: Seen) => parseState(find(message, 'filters')[1].value)?.text;

/** Two instances that upload their pictures, so that every new one is posted anew, and an answer of the first. */
async function openTwo(takes: () => number, beforeMove = async (_: string) => {}) {
  store = await openStore(':memory:', { log: { warn() {} } });
  const { intents, moves: kept } = store;
  const moves: typeof kept = {
    ...kept,
    replace: async (before, after) => {
      await beforeMove(before);
      return kept.replace(before, after);
    },
  };
  workspace = await openWorkspace({
    intents,
    moves,
    run: async (statement) => {
      await sleep(takes());
      return answerTable(statement);
    },
  });
  await workspace.type('/owl sales by country');
  const answer = await workspace.until(({ messages }) => messages.find(isAnswer));
  const other = await workspace.another();
  return { ...workspace, answer, other };
}

test('two instances that post an answer anew at once leave one message, of the click that came last', async () => {
  const { slack, bot, other, answer, use, until, scene, calls } = await openTwo(() => 60);
  const uploaded = async () => (await calls()).filter(({ method }) => method === 'files.info').length;
  await workspace!.fault({ method: 'chat.postMessage', delay: 300, times: 1 }); // the first is posted late
  const before = await uploaded();
  slack.connect(bot.eventsUrl);
  await use(answer, 'filter/sales/period', '=last month');
  await vi.waitFor(async () => expect(await uploaded()).toBeGreaterThan(before), { timeout: 20_000 }); // the first is on its way to Slack
  slack.connect(other.eventsUrl);
  await use(answer, 'filter/sales/by', '=city');
  await until(({ messages }) => messages.find((one) => isAnswer(one) && textOf(one)?.includes('by=city')));
  await Promise.all([bot.stop(), other.stop()]); // everything that was begun has ended
  const answers = (await scene()).messages.filter(isAnswer);
  expect(answers.map(textOf)).toEqual(['sales by=city period="last month"']);
});

/** Whether an answer has come with its picture: one that is late is about to be posted anew. */
const hasPicture = (message: Seen) => isAnswer(message) && message.blocks?.some(({ type }) => type === 'image');

/** The answer that passes a test, once all instances can know that it stands where another one stood. */
async function standing(test: (answer: Seen) => boolean | undefined): Promise<Seen> {
  let found: Seen | undefined;
  const isKnown = async () => {
    found = (await workspace!.scene()).messages.find((one) => hasPicture(one) && test(one));
    return found !== undefined && (await store!.moves.find(keyOf(found)))?.last === keyOf(found);
  };
  await expect.poll(isKnown).toBe(true);
  return found!;
}

test('a click on an answer that another instance has posted anew changes what stands there', async () => {
  const { slack, bot, other, answer, use, until, scene } = await openTwo(() => 0);
  slack.connect(bot.eventsUrl);
  await use(answer, 'filter/sales/period', '=last month');
  const second = await standing((one) => one.ts !== answer.ts);
  slack.connect(other.eventsUrl);
  await use(second, 'filter/sales/by', '=city');
  const third = await standing((one) => textOf(one)?.includes('city'));
  slack.connect(bot.eventsUrl);
  await use(third, 'filter/sales/period', '=last 12 months');
  await until(({ messages }) => messages.find((one) => isAnswer(one) && textOf(one) === 'sales by=city'));
  await Promise.all([bot.stop(), other.stop()]);
  expect((await scene()).messages.filter(isAnswer).map(textOf)).toEqual(['sales by=city']);
});

test('a click on an answer that nobody can know yet to be posted anew is kept by those that follow', async () => {
  const noted = Promise.withResolvers<void>();
  let held: string | undefined;
  const beforeMove = async (before: string) => {
    if (before === held) await noted.promise;
  };
  const { slack, bot, other, use, until, scene } = await openTwo(() => 0, beforeMove);
  const answer = await until(({ messages }) => messages.find(hasPicture));
  held = keyOf(answer);
  slack.connect(bot.eventsUrl);
  await use(answer, 'filter/sales/period', '=last month');
  const second = await until(({ messages }) => messages.find((one) => hasPicture(one) && one.ts !== answer.ts));
  slack.connect(other.eventsUrl);
  await use(second, 'filter/sales/by', '=city');
  const isThird = (one: Seen) => hasPicture(one) && textOf(one) === 'sales by=city period="last month"';
  await until(({ messages }) => messages.find(isThird));
  noted.resolve();
  const third = await standing(isThird);
  slack.connect(bot.eventsUrl);
  await use(third, 'filter/sales/period', '=last 12 months');
  await until(({ messages }) => messages.find((one) => isAnswer(one) && textOf(one) === 'sales by=city'));
  await Promise.all([bot.stop(), other.stop()]);
  expect((await scene()).messages.filter(isAnswer).map(textOf)).toEqual(['sales by=city']);
});

test('a click on an answer that another instance is just replacing changes what stands there', async () => {
  const { slack, bot, other, answer, use, until, scene, fault } = await openTwo(() => 0);
  slack.connect(bot.eventsUrl);
  await use(answer, 'filter/sales/period', '=last month');
  const second = await standing((one) => one.ts !== answer.ts);
  slack.connect(other.eventsUrl);
  await fault({ method: 'chat.delete', error: 'fatal_error' }); // the one before is still seen, and can be clicked on
  await use(second, 'filter/sales/by', '=city');
  await standing((one) => textOf(one)?.includes('city'));
  slack.connect(bot.eventsUrl); // knows of the second, and not what stands there now
  await use(second, 'filter/sales/period', '=last 12 months');
  await until(({ messages }) => messages.find((one) => isAnswer(one) && textOf(one) === 'sales by=city'));
  await Promise.all([bot.stop(), other.stop()]);
  const answers = (await scene()).messages.filter(isAnswer);
  expect(answers.at(-1) && textOf(answers.at(-1)!)).toBe('sales by=city');
});
