import { afterEach, expect, test } from 'vitest';

import type { IntentStore } from '../../src/answer/intent.ts';
import type { OpenQuestion, OpenQuestions } from '../../src/answer/open-question.ts';
import type { Table } from '../../src/table/table.ts';
import type { Seen, Workspace } from '../support/workspace.ts';

import { parseState } from '../../src/slack/blocks/state.ts';
import { trackQuestion } from '../../src/slack/recovery.ts';
import { openStore } from '../../src/store/store.ts';
import { answerTable, find, isAnswer, openWorkspace, wordsOf } from '../support/workspace.ts';

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
    place: async (id, ts) => void open.set(id, { ...open.get(id)!, ts }),
    end: async (id) => void open.delete(id),
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

/** Asks for sales by country, begins to change the answer to cities, and abandons that as a dead process would. */
async function loseChange(intents?: IntentStore) {
  const { open, state, questions } = remembered();
  let isHeld = false;
  const asked = await openWorkspace({
    run: (statement, signal) => (isHeld ? never(signal) : Promise.resolve(answerTable(statement))),
    questions,
    intents,
    isPublic: true,
  });
  const { type, until, use } = asked;
  await type('/owl sales by country');
  const answer = await until(({ messages }) => messages.find(isAnswer));
  await until(() => open.size === 0);
  isHeld = true;
  await use(answer, 'filter/sales/by', '=city');
  await until(({ messages }) => messages.find((message) => wordsOf(message).includes('Updating …')));
  state.isDead = true;
  return { workspace: asked, answer, goOn: () => (isHeld = false) };
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

test('a change that was lost with its process is no part of the next one', async () => {
  const store = await openStore(':memory:', { log: { warn() {} } });
  const lost = await loseChange(store.intents);
  workspace = lost.workspace;
  const { answer } = lost;
  const { until, use } = workspace;
  lost.goOn();
  await workspace.another();
  const restored = await until(({ messages }) =>
    messages.find((message) => message.ts === answer.ts && isAnswer(message)),
  );
  await use(restored, 'filter/sales/period', '=last month');
  const textOf = (message: Seen) => parseState(find(message, 'filters')[1].value)?.text ?? '';
  const next = await until(({ messages }) =>
    messages.find((message) => isAnswer(message) && textOf(message).includes('last month')),
  );
  expect(textOf(next)).toBe('sales period="last month"');
  await workspace.close();
  workspace = undefined;
  await store.close();
});

test('trackQuestion() never stops an answer', async () => {
  const warnings: unknown[] = [];
  const failing = async () => {
    throw new Error('the store is away');
  };
  const questions = { begin: failing, place: failing, end: failing, renew: failing, takeAbandoned: failing };
  const log = { warn: (fields: unknown) => warnings.push(fields) } as never;
  const tracked = trackQuestion({ user: 'U1', channel: 'C1', text: 'sales' }, { questions, log });
  tracked.place({ channel: 'C1', ts: '1.0' });
  tracked.end();
  await new Promise((resolve) => setImmediate(resolve));
  expect(warnings.length).toBe(1);
});
