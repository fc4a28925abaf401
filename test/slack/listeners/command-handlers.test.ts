import { afterEach, expect, test } from 'vitest';

import type { Seen, Workspace } from '../../support/workspace.ts';

import { controlIds, isAnswer, openWorkspace, wordsOf } from '../../support/workspace.ts';

let workspace: Workspace | undefined;

afterEach(async () => {
  await workspace?.close();
  workspace = undefined;
});

const isPrivate = (message: Seen) => message.ephemeral && controlIds(message).includes('share');

const shows =
  (...words: readonly string[]) =>
  (message: Seen) =>
    isAnswer(message) && words.every((word) => wordsOf(message).includes(word));

test.each([
  ['a person', 'person', 'shown to me alone', 'mira'],
  ['a channel', 'channel', 'shown to their asker alone', 'tomas'],
])('settings make answers private by default, for %s', async (_, whose, words, asker) => {
  workspace = await openWorkspace({ isPublic: true });
  const { type, until, use, post } = workspace;
  await type('/owl settings');
  const settings = await until(({ messages }) => messages.find(({ ephemeral }) => ephemeral));
  expect(wordsOf(settings)).toContain('are shown to everybody in the channel');
  await use(settings, `set/${whose}-private`);
  await until(({ messages }) => messages.find((message) => wordsOf(message).includes(words)));
  await post('type', { person: asker, channel: 'sales', text: '/owl sales' });
  const answer = await until(({ messages }) => messages.find(isPrivate), asker);
  expect(answer.channel).toBe(settings.channel);
});

test('a channel keeps its filters, says so, and each answer can do without them', async () => {
  workspace = await openWorkspace({ isPublic: true });
  const { type, until, use } = workspace;
  await type('/owl here only France');
  const told = await until(({ messages }) => messages.find((message) => wordsOf(message).includes('now keep to')));
  expect(told.ephemeral).toBe(false);
  await type('/owl sales by city');
  const answer = await until(({ messages }) => messages.find(shows('Sales by city', 'Country: France')));
  await use(answer, 'remove/sales/country');
  await until(({ messages }) =>
    messages.find((message) => isAnswer(message) && !wordsOf(message).includes('Country: France')),
  );
  await type('/owl sales country=USA');
  const other = await until(({ messages }) => messages.find(shows('Country: USA')));
  expect(wordsOf(other)).not.toContain('France');
  await use(told, 'set/no-filters');
  await until(({ messages }) =>
    messages.find((message) => wordsOf(message).includes('no filters of its own any more')),
  );
  await type('/owl sales by city last month');
  await until(({ messages }) =>
    messages.find((message) => shows('Last month')(message) && !wordsOf(message).includes('Country: France')),
  );
});

test('a channel keeps nothing but filters', async () => {
  workspace = await openWorkspace();
  await workspace.type('/owl here by city');
  await workspace.until(({ messages }) =>
    messages.find((message) => wordsOf(message).includes('Only filters can be kept in a channel')),
  );
});

test('the last answer is saved under a name, by which everybody asks it', async () => {
  workspace = await openWorkspace({ isPublic: true });
  const { type, until, post } = workspace;
  await type('/owl save as emea-weekly');
  await until(({ messages }) => messages.find((message) => wordsOf(message).includes('no answer here yet to save')));
  await type('/owl sales by city last week');
  await until(({ messages }) => messages.find(isAnswer));
  await type('/owl save as sales');
  await until(({ messages }) => messages.find((message) => wordsOf(message).includes('means something already')));
  await type('/owl save as emea-weekly');
  await until(({ messages }) => messages.find((message) => wordsOf(message).includes('Everybody can now ask')));
  await post('type', { person: 'tomas', channel: 'general', text: '/owl emea-weekly' });
  const asked = await until(({ messages }) =>
    messages.find(({ channel, ...rest }) => channel.includes('GENERAL') && isAnswer({ channel, ...rest })),
  );
  expect(wordsOf(asked)).toContain('Sales by city · Last week');
});
