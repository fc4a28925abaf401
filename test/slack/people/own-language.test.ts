import { afterEach, describe, expect, test } from 'vitest';

import type { Digest } from '../../../src/digests/digest.ts';
import type { AnsweredDigest } from '../../../src/slack/digests/digest-posts.ts';
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

const asked = () => ({ now: new Date(), signal: new AbortController().signal });

const answerOf = (digest: Digest) => workspace.bot.digests.answer(digest, asked()) as Promise<AnsweredDigest>;

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

test.each([
  ['jonas', 'Sep 1 – 30, 2026'],
  ['lena', '1 – 30 Sep 2026'],
])('what comes to %s alone by itself, and the list of it, is in their own language', async (person, span) => {
  const { post, until, bot } = await open();
  await post('type', { person, channel: 'direct', text: `/owl subscribe to ${QUESTION} every Monday at 9:00` });
  const said = await until(
    ({ messages }) => messages.find((each) => wordsOf(each).includes('You are subscribed')),
    person,
  );
  expect(wordsOf(said)).toContain(span);
  const before = said.ts;
  await post('type', { person, channel: 'direct', text: '/owl digests' });
  const isList = (each: { ts: string }) => each.ts !== before && JSON.stringify(each).includes(span);
  await until(({ messages }) => messages.find(isList), person);
  const [digest] = bot.subscribed();
  const { title, locale } = await answerOf(digest!);
  expect(title).toContain(span);
  expect(locale).toBe(await bot.digests.localeOf(digest!.owner!));
  const { locale: everybody } = await answerOf({ ...digest!, channel: '#marketing' });
  expect(everybody).toBeUndefined();
});

test('an alert that is told to one person has the numbers of their language, and one of a channel those of everybody', async () => {
  const { post, until, bot } = await open();
  const make = (channel: string) =>
    post('type', { person: 'lena', channel, text: '/owl alert sales yesterday < 2000000' });
  const said = (words: string) =>
    until(({ messages }) => messages.find((each) => wordsOf(each).includes(words)), 'lena');
  await make('direct');
  expect(wordsOf(await said('below $2.000.000'))).toContain('At present: France $1.234.568');
  await make('marketing');
  await said('below $2,000,000');
  const limits = await Promise.all(
    bot.subscribed().map(async (alert) => (await bot.alerts.read(alert, asked())).words.limit),
  );
  expect(limits.toSorted()).toEqual(['below $2,000,000', 'below $2.000.000']);
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
