import { afterEach, expect, test, vi } from 'vitest';

import type { IntentStore } from '../../../src/answer/intent.ts';
import type { OpenQuestion, OpenQuestions } from '../../../src/answer/open-question.ts';
import type { Table } from '../../../src/table/table.ts';
import type { Seen, Workspace } from '../../support/workspace.ts';

import { parseState } from '../../../src/slack/blocks/state.ts';
import { openStore } from '../../../src/store/store.ts';
import { answerTable, find, isAnswer, openWorkspace, wordsOf } from '../../support/workspace.ts';

let workspace: Workspace | undefined;

afterEach(async () => {
  await workspace?.close();
  workspace = undefined;
});

/** Questions in memory; all of them are abandoned at once when `isDead` is set. */
function remembered() {
  const open = new Map<string, OpenQuestion>();
  const state = { isDead: false };
  const questions: OpenQuestions = {
    begin: async (question) => {
      const id = String(open.size + 1);
      open.set(id, question);
      return id;
    },
    setMessage: async (id, ts) => void open.set(id, { ...open.get(id)!, ts }),
    end: async (id) => void open.delete(id),
    leave: async () => {},
    renew: async () => {},
    takeAbandoned: async () => {
      if (!state.isDead) return [];
      const all = [...open.values()];
      open.clear();
      return all;
    },
  };
  return { open, state, questions };
}

const never = (signal: AbortSignal) =>
  new Promise<Table>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

test('a question whose process died gets a sentence with a button from the next one', async () => {
  const { open, state, questions } = remembered();
  workspace = await openWorkspace({ run: (_, signal) => never(signal), questions });
  const { type, until } = workspace;
  await type('/owl sales');
  const working = await until(({ messages }) => messages.find((message) => message.text.startsWith('Looking up')));
  await until(() => [...open.values()].some(({ ts }) => ts === working.ts));
  state.isDead = true;
  await workspace.another();
  const told = await until(({ messages }) =>
    messages.find((message) => message.ts === working.ts && message.text.startsWith('Owlpost was restarted')),
  );
  expect(find(told, 'ask/0')[1].value).toBe('sales');
});

const refusedUpdate = expect.objectContaining({ method: 'chat.update', ok: false });

/** Asks for sales by country, begins to change the answer to cities, and abandons that as a dead process would. */
async function loseChange({
  intents,
  isTold = true,
  questions = undefined as OpenQuestions | undefined,
}: {
  intents?: IntentStore;
  isTold?: boolean;
  questions?: OpenQuestions;
} = {}) {
  const memory = remembered();
  const { open, state } = memory;
  let isHeld = false;
  const asked = await openWorkspace({
    run: (statement, signal) => (isHeld ? never(signal) : Promise.resolve(answerTable(statement))),
    questions: questions ?? memory.questions,
    ...(intents && { intents }),
    isPublic: true,
  });
  const { type, until, use } = asked;
  await type('/owl sales by country');
  const answer = await until(({ messages }) => messages.find(isAnswer));
  await expect.poll(() => open.size).toBe(0);
  isHeld = true;
  if (!isTold) await asked.fault({ method: 'chat.update', retryAfter: 600, times: 1 }); // no room for progress
  await use(answer, 'filter/sales/by', '=city');
  if (isTold) await until(({ messages }) => messages.find((message) => wordsOf(message).includes('Updating …')));
  else await vi.waitFor(async () => expect(await asked.calls()).toContainEqual(refusedUpdate), { timeout: 20_000 });
  state.isDead = true;
  return {
    workspace: asked,
    answer,
    open,
    state,
    goOn: () => {
      isHeld = false;
    },
  };
}

test('an answer that was being changed shows again what stood there', async () => {
  const lost = await loseChange();
  workspace = lost.workspace;
  const { answer } = lost;
  const { until } = workspace;
  await workspace.another();
  const restored = await until(({ messages }) =>
    messages.find((message) => message.ts === answer.ts && !wordsOf(message).includes('Updating …')),
  );
  expect(find(restored, 'filter/sales/by')[1].initial_option?.text.text).toBe('by country');
});

test.each([
  ['while it said so', true],
  ['before it said so', false],
])('a click whose run was cut %s is answered by the next process', async (_, isTold) => {
  const store = await openStore(':memory:', { log: { warn() {} } });
  const lost = await loseChange({ intents: store.intents, isTold });
  workspace = lost.workspace;
  const { answer, open } = lost;
  const { until, use } = workspace;
  lost.goOn();
  await workspace.another();
  const textOf = (message: Seen) => parseState(find(message, 'filters')[1].value)?.text ?? '';
  const shows = (text: string) =>
    until(({ messages }) => messages.find((one) => one.ts === answer.ts && isAnswer(one) && textOf(one) === text));
  const answered = await shows('sales by=city');
  expect(wordsOf(answered)).toContain('Sales by city');
  await expect.poll(() => open.size).toBe(0);
  await use(answered, 'filter/sales/period', '=last month');
  await shows('sales by=city period="last month"');
  await workspace.close();
  workspace = undefined;
  await store.close();
});

test('a click that ends the process twice is answered with a sentence, and is no part of the next one', async () => {
  const store = await openStore(':memory:', { log: { warn() {} } });
  const lost = await loseChange({ intents: store.intents });
  workspace = lost.workspace;
  const { answer, open, state } = lost;
  const { until, use, calls } = workspace;
  const isWorking = (messages: readonly Seen[]) => messages.some((one) => wordsOf(one).includes('Updating …'));
  state.isDead = true;
  await workspace.another(); // begins it again
  await vi.waitFor(() => expect([...open.values()].map(({ attempt }) => attempt)).toEqual([2]), { timeout: 20_000 });
  const updates = async () => (await calls()).filter(({ method, ok }) => method === 'chat.update' && ok);
  await vi.waitFor(async () => expect(await updates()).toHaveLength(2), { timeout: 20_000 }); // it says again that it is working on it
  state.isDead = true;
  lost.goOn();
  await workspace.another();
  const told = await until(({ messages }) =>
    messages.find(({ ephemeral, text }) => ephemeral && text.startsWith('Owlpost was restarted')),
  );
  expect(find(told, 'ask/0')[1].value).toBe('sales by=city');
  const restored = await until(
    ({ messages }) => !isWorking(messages) && messages.find((one) => one.ts === answer.ts && isAnswer(one)),
  );
  await use(restored, 'filter/sales/period', '=last month');
  const next = await until(({ messages }) =>
    messages.find((one) => isAnswer(one) && find(one, 'filters')[1].value?.includes('last month')),
  );
  expect(parseState(find(next, 'filters')[1].value)?.text).toBe('sales period="last month"');
  await workspace.close();
  workspace = undefined;
  await store.close();
});

test('a click that a stopping process could not answer is left to the next one', async () => {
  const store = await openStore(':memory:', { log: { warn() {} } });
  const lost = await loseChange({ intents: store.intents, questions: store.questions });
  workspace = lost.workspace;
  const { answer } = lost;
  await workspace.bot.stop();
  expect(await store.questions.takeAbandoned()).toMatchObject([{ ts: answer.ts, text: 'sales by=city', attempt: 1 }]);
  await workspace.close();
  workspace = undefined;
  await store.close();
});

test('what one person asked alone is told to them alone when the process stops', async () => {
  let asked = 0;
  const run = (_: unknown, signal: AbortSignal) => {
    asked += 1;
    return never(signal);
  };
  workspace = await openWorkspace({ run });
  const { bot, type, until, calls } = workspace;
  await type('/owl sales just me');
  await vi.waitFor(() => expect(asked).toBe(1), { timeout: 20_000 });
  await bot.stop();
  const told = await until(({ messages }) =>
    messages.find(({ ephemeral, text }) => ephemeral && /restarting/.test(text)),
  );
  expect(find(told, 'ask/0')[1].value).toBe('sales just me');
  expect((await calls()).filter(({ method }) => method === 'chat.postMessage')).toEqual([]);
});
