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

test('what is asked alone is asked back alone, run alone when that is confirmed, and asked for less alone', async () => {
  workspace = await openWorkspace({ isPublic: true, run: guarded });
  const { type, until, use, scene } = workspace;
  for (const button of ['run/0', 'ask/1']) {
    await type('/owl sales by city just me');
    const question = await until(({ messages }) => {
      const last = messages.at(-1);
      return last && isAskedBack(last) && last;
    });
    await use(question, button);
    const answer = await until(({ messages }) => {
      const last = messages.at(-1);
      return last && isAnswer(last) && last;
    });
    expect(answer.ephemeral).toBe(true);
  }
  expect((await scene('tomas')).messages).toEqual([]);
});

test('what is not understood and was asked alone is asked alone by its button, too', async () => {
  workspace = await openWorkspace({ isPublic: true });
  const { type, until, use, scene } = workspace;
  await type('/owl sales in Frnace just me');
  await use(await until(({ messages }) => messages.find(({ text }) => text.includes('did you mean'))), 'ask/0');
  const answer = await until(({ messages }) => messages.find(isAnswer));
  expect([answer.ephemeral, wordsOf(answer).includes('Country: France')]).toEqual([true, true]);
  expect((await scene('tomas')).messages).toEqual([]);
});

test('who is asked back alone, and told alone how much is read, has numbers in their own language', async () => {
  const gate = Promise.withResolvers<void>();
  const run: Run = async (statement, signal, options = {}) => {
    if (!options.asked?.isConfirmed) return guarded(statement, signal, options);
    options.asked.onProgress?.({ executionId: '1', isQueued: false, scannedBytes: 1_230_000_000 });
    await gate.promise;
    return answerTable(statement);
  };
  workspace = await openWorkspace({ isPublic: true, run });
  const { post, until, use } = workspace;
  for (const [channel, text] of [
    ['marketing', '/owl sales by city just me'],
    ['direct', 'sales by city'],
  ] as const) {
    await post('type', { person: 'lena', channel, text });
    const last = (words: string) =>
      until(({ messages }) => {
        const found = messages.at(-1);
        return found && wordsOf(found).includes(words) && found;
      }, 'lena');
    await use(await last('This reads about 40 GB, about $0,20: run it all the same'), 'run/0', undefined, 'lena');
    await last('It has read 1,2 GB so far.');
  }
  gate.resolve();
  await until(({ messages }) => messages.filter(isAnswer).length === 2, 'lena');
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
