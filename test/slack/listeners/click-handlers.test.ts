import { afterEach, expect, test } from 'vitest';

import type { Workspace } from '../../support/workspace.ts';

import { openForge } from '../../support/forged.ts';
import { find, isAnswer, openWorkspace, wordsOf } from '../../support/workspace.ts';

let workspace: Workspace | undefined;

afterEach(async () => {
  await workspace?.close();
  workspace = undefined;
});

test('Show as table, Show as chart', async () => {
  workspace = await openWorkspace();
  await workspace.type('/owl sales as table');
  const table = await workspace.until(({ messages }) => messages.find(isAnswer));
  expect(table.blocks?.find(({ type }) => type === 'data_table')?.rows).toMatchObject([
    [{ text: 'Country' }, { text: 'Sales' }],
    [{ text: 'France' }, { type: 'raw_number', value: 5000, text: '$5,000' }],
    [{}, {}],
    [{}, {}],
    [{ text: 'Türkiye' }, {}],
    [{}, {}],
  ]);
  await workspace.use(table, 'more', 'chart');
  const chart = await workspace.until(({ messages }) =>
    messages.find((message) => isAnswer(message) && message.ts !== table.ts),
  );
  expect(chart.blocks?.some(({ type }) => type === 'image')).toBe(true);
});

test('a word with two meanings is answered, said so, and the other meaning is a button', async () => {
  const values = async (_: unknown, { name }: { name: string }) =>
    name === 'country' ? ['France', 'Luxembourg'] : name === 'city' ? ['Luxembourg', 'Paris'] : [];
  workspace = await openWorkspace({ isPublic: true, own: { values } });
  const { type, until, use } = workspace;
  await type('/owl sales by country in Luxembourg');
  const answered = await until(({ messages }) => messages.find(isAnswer));
  expect(wordsOf(answered)).toContain('“Luxembourg” is taken as Country Luxembourg; it could also be City Luxembourg.');
  expect(find(answered, 'instead/')[1].text?.text).toBe('“Luxembourg” as City Luxembourg');
  await use(answered, 'instead/');
  const instead = await until(({ messages }) =>
    messages.find(
      (message) => message.ts === answered.ts && isAnswer(message) && wordsOf(message).includes('City: Luxembourg'),
    ),
  );
  expect(wordsOf(instead)).not.toContain('is taken as');
  expect(workspace.audit.map(({ question }) => question)).toEqual([
    'sales country=Luxembourg',
    'sales city=Luxembourg',
  ]);
});

test.each([
  [{ action_id: 'more', type: 'overflow', selected_option: { value: 'nonsense' } }, 'belongs to an older Owlpost'],
  [
    { action_id: 'filter/sales/constructor', type: 'static_select', selected_option: { value: '=x' } },
    'belongs to an older sales',
  ],
  [{ action_id: 'set/x', type: 'button', value: '__proto__' }, 'belongs to an older Owlpost'],
])('a control that the bot does not make any more is said to be old: %j', async (control, words) => {
  workspace = await openWorkspace({ isPublic: true });
  const { type, until, slack, bot } = workspace;
  await type('/owl sales');
  const answer = await until(({ messages }) => messages.find(isAnswer));
  const forge = openForge({ eventsUrl: () => bot.eventsUrl, signingSecret: slack.signingSecret });
  await forge.click({ user: 'U0MIRA0001', channel: answer.channel }, control, answer.blocks, answer.ts);
  const told = await until(({ messages }) => messages.find(({ ephemeral }) => ephemeral));
  expect(told.text).toContain(words);
});
