import { afterEach, describe, expect, test } from 'vitest';

import type { Workspace } from '../../support/workspace.ts';

import { answerTable, filledModal, isAnswer, openWorkspace, wordsOf } from '../../support/workspace.ts';

let workspace: Workspace;

afterEach(() => workspace.close());

/** A workspace with one large number, that the answers of a person can be told apart from those of a channel. */
async function open() {
  workspace = await openWorkspace({
    isPublic: true,
    run: async (statement) => ({ ...(await answerTable(statement)), rows: [['France', '1234567.5']] }),
    own: { look: { numbers: 'full' } },
  });
  return workspace;
}

const PEOPLE = [
  ['mira', '$1,234,568', '1 – 30 Sep 2026', 'Data to 31 Oct 2026'],
  ['jonas', '$1,234,568', 'Sep 1 – 30, 2026', 'Data to Oct 31, 2026'],
  ['priya', '$12,34,568', '1 – 30 Sep 2026', 'Data to 31 Oct 2026'],
  ['lena', '$1.234.568', '1 – 30 Sep 2026', 'Data to 31 Oct 2026'],
] as const;

const QUESTION = 'sales by country 2026-09-01..2026-09-30';

describe.each(PEOPLE)('%s', (person, sales, span, asOf) => {
  test('reads private answers, their controls and forms in their own language', async () => {
    const { post, until, use } = await open();
    await post('type', { person, channel: 'marketing', text: `/owl ${QUESTION} as table just me` });
    const answer = await until(({ messages }) => messages.find(isAnswer), person);
    expect(answer.ephemeral).toBe(true);
    for (const words of [sales, span, asOf]) expect(wordsOf(answer)).toContain(words);
    expect(JSON.stringify(answer.blocks)).toContain(`"text":"${span}"`); // the menu of the period
    await use(answer, 'filters', undefined, person);
    const form = await until(filledModal, person);
    expect(JSON.stringify(form.blocks)).toContain(`"text":"${span}"`);
  });

  test('reads what is posted as everybody does, and its details in their own language', async () => {
    const { post, until, use } = await open();
    await post('type', { person, channel: 'marketing', text: `/owl ${QUESTION}` });
    const answer = await until(({ messages }) => messages.find(isAnswer), person);
    expect(answer.ephemeral).toBe(false);
    for (const words of ['$1,234,568', '1 – 30 Sep 2026', 'Data to 31 Oct 2026'])
      expect(wordsOf(answer)).toContain(words);
    await use(answer, 'more', 'details', person);
    const details = await until(filledModal, person);
    expect(JSON.stringify(details.blocks)).toContain(asOf.replace('Data to ', '*Data to*  '));
  });
});

test('direct messages are in the language of the one person, and a click on them keeps it', async () => {
  const { post, until, use } = await open();
  await post('type', { person: 'priya', channel: 'direct', text: QUESTION });
  const answer = await until(({ messages }) => messages.find(isAnswer), 'priya');
  expect(wordsOf(answer)).toContain('$12,34,568');
  await use(answer, 'filter/sales/by', '=city', 'priya');
  const next = await until(
    ({ messages }) => messages.find((message) => isAnswer(message) && wordsOf(message).includes('by city')),
    'priya',
  );
  expect(wordsOf(next)).toContain('$12,34,568');
});

test('where Slack does not tell, everybody reads the one form', async () => {
  const { post, until, fault } = await open();
  await fault({ method: 'users.info', error: 'fatal_error', times: 3 });
  await post('type', { person: 'jonas', channel: 'marketing', text: `/owl ${QUESTION} just me` });
  const answer = await until(({ messages }) => messages.find(isAnswer), 'jonas');
  expect(wordsOf(answer)).toContain('1 – 30 Sep 2026');
});
