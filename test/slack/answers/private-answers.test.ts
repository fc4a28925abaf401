import { afterEach, expect, test } from 'vitest';

import type { Seen, Workspace } from '../../support/workspace.ts';

import { buildCatalogue } from '../../../src/catalogue/catalogue.ts';
import { parseQueryFile } from '../../../src/catalogue/query-file.ts';
import { controlIds, filledModal, find, isAnswer, openWorkspace, wordsOf } from '../../support/workspace.ts';

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
  ['pictures on our own host', { isPublic: true }],
  ['pictures uploaded', { isPublic: false }],
])('an answer for one person is changed by them alone, and posted with a click: %s', async (_, options) => {
  workspace = await openWorkspace(options);
  const { type, until, use, scene, post } = workspace;
  await type('/owl sales by city just me');
  const first = await until(({ messages }) => messages.find(isPrivate));
  expect(wordsOf(first)).toContain('Sales by city');
  expect(first.blocks?.some(({ type: kind }) => kind === (options.isPublic ? 'image' : 'data_visualization'))).toBe(
    true,
  );

  await use(first, 'filter/sales/by', '=country');
  const second = await until(({ messages }) => messages.find(shows('Sales by country')));
  expect([second.ephemeral, second.ts]).toEqual([true, first.ts]);

  await use(second, 'filters');
  const form = await until(filledModal);
  await post('submit', { view: form.id, values: { 'param/country': { 'filter/sales/country': ['=France'] } } });
  const third = await until(({ messages }) => messages.find(shows('Sales by country', 'Country: France')));
  expect(third.ephemeral).toBe(true);
  expect((await scene('tomas')).messages.filter(isAnswer)).toEqual([]);

  await use(third, 'share');
  const posted = await until(
    ({ messages }) => messages.find((message) => isAnswer(message) && !message.ephemeral),
    'tomas',
  );
  expect(wordsOf(posted)).toContain('Country: France');
  await until(({ messages }) => !messages.some(({ ts }) => ts === third.ts));
});

test('a posted answer is tried out by one person and stays for all others', async () => {
  workspace = await openWorkspace({ isPublic: true });
  const { type, until, use, scene } = workspace;
  await type('/owl sales country=France');
  const posted = await until(({ messages }) => messages.find(isAnswer));
  await use(posted, 'more', 'details');
  const details = await until(filledModal);
  const { block_id } = details.blocks.find(({ type }) => type === 'actions')!;
  await workspace.post('act', { view: details.id, block: block_id, action: 'private' });
  const copy = await until(({ messages }) => messages.find(isPrivate));
  await use(copy, 'remove/sales/country');
  await until(({ messages }) =>
    messages.find((message) => isPrivate(message) && !wordsOf(message).includes('France ✕')),
  );
  expect(wordsOf((await scene('tomas')).messages.find(isAnswer)!)).toContain('Country: France');
});

test('another instance serves the next click on a private answer', async () => {
  workspace = await openWorkspace({ isPublic: true });
  const { type, until, use, another } = workspace;
  await type('/owl sales just me');
  const first = await until(({ messages }) => messages.find(isPrivate));
  await another();
  await use(first, 'filter/sales/period', 'vs:last year');
  await until(({ messages }) => messages.find(shows('vs last year')));
});

test('a query that says so answers each asker alone', async () => {
  const { query } = parseQueryFile(
    'payroll.sql',
    '/*---\nprivate: true\n---*/\nSELECT country AS "Country", n AS "Pay" FROM t',
  );
  const catalogue = buildCatalogue([query!]);
  workspace = await openWorkspace({ isPublic: true, own: { catalogue: () => catalogue } });
  await workspace.type('/owl payroll');
  await workspace.until(({ messages }) => messages.find(isPrivate));
  expect((await workspace.scene('tomas')).messages.filter(isAnswer)).toEqual([]);
});

test.each(['lounge', 'board'])(
  'where the bot is not, the asker alone is answered with a click: #%s',
  async (channel) => {
    workspace = await openWorkspace({ isPublic: true });
    const { post, until, scene } = workspace;
    await post('type', { channel, text: '/owl sales by city' });
    const told = await until(({ messages }) => messages.find((message) => wordsOf(message).includes('/invite')));
    const [block, button] = find(told, 'ask/1');
    expect(button.value).toBe('sales by city just me');
    await post('act', { channel: told.channel, ts: told.ts, block: block.block_id, action: button.action_id });
    const answer = await until(({ messages }) => messages.find(isPrivate));
    expect(answer.channel).toBe(told.channel);
    expect((await scene('jonas')).messages.filter(isAnswer)).toEqual([]);
  },
);
