import { afterEach, expect, test } from 'vitest';

import type { Run } from '../../src/answer/context.ts';
import type { Seen, Workspace } from '../support/workspace.ts';

import { CostError } from '../../src/error.ts';
import { answerTable, controlIds, find, isAnswer, openWorkspace, wordsOf } from '../support/workspace.ts';

let workspace: Workspace | undefined;

afterEach(async () => {
  await workspace?.close();
  workspace = undefined;
});

const isAskedBack = (message: Seen) => controlIds(message).includes('run/0');

/** Refuses what nobody has confirmed, unless it is about 30 days. */
const guarded: Run = async (statement, _, { request, asked, onNote } = {}) => {
  if (!asked?.isConfirmed && request?.values.period?.[0] !== 'last 30 days') {
    throw new CostError('this reads about 40 GB, about $0.20: run it all the same, or ask for the last 30 days?', {
      confirmable: 'sales by=city',
      cheaper: { text: 'sales by=city period="last 30 days"', label: 'the last 30 days' },
    });
  }
  onNote?.(`${asked?.person} has used 90 GB of 100 GB.`);
  return answerTable(statement);
};

async function askBack() {
  workspace = await openWorkspace({ isPublic: true, run: guarded });
  const { type, until } = workspace;
  await type('/owl sales by city');
  const question = await until(({ messages }) => messages.find(isAskedBack));
  return { ...workspace, question };
}

test('a question that costs much is asked back to its asker alone, and runs when that is confirmed', async () => {
  const { question, use, until, audit } = await askBack();
  expect(question.ephemeral).toBe(true);
  expect(wordsOf(question)).toContain(
    'This reads about 40 GB, about $0.20: run it all the same, or ask for the last 30 days?',
  );
  expect(find(question, 'run/0')[1].text?.text).toBe('Run it');
  await use(question, 'run/0');
  const answer = await until(({ messages }) => messages.find(isAnswer));
  expect(wordsOf(answer)).toContain('U_MIRA has used 90 GB of 100 GB.'.replace('U_MIRA', audit[1]!.person));
  expect(audit.map(({ outcome }) => outcome)).toEqual(['costly', 'answered']);
});

test('the cheaper question is a click away, too', async () => {
  const { question, use, until } = await askBack();
  const [, button] = find(question, 'ask/1');
  expect(button.text?.text).toBe('The last 30 days');
  await use(question, 'ask/1');
  await until(({ messages }) => messages.find(isAnswer));
});

test('a question that waits for Athena says its place in the queue', async () => {
  const gate = Promise.withResolvers<void>();
  const run: Run = async (statement, _, { asked } = {}) => {
    asked?.onQueued?.(3);
    await gate.promise;
    return answerTable(statement);
  };
  workspace = await openWorkspace({ isPublic: true, run });
  const { type, until } = workspace;
  await type('/owl sales by city');
  await until(({ messages }) =>
    messages.find((message) =>
      wordsOf(message).includes('Looking up Sales by city · Last 12 months · Top: 10 … It is number 3 in the queue.'),
    ),
  );
  gate.resolve();
  await until(({ messages }) => messages.find(isAnswer));
});
