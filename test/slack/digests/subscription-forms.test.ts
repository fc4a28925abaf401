import { afterEach, expect, test } from 'vitest';

import type { Workspace } from '../../support/workspace.ts';

import { filledModal, isAnswer, openWorkspace, wordsOf } from '../../support/workspace.ts';

let workspace: Workspace;

afterEach(() => workspace.close());

const option = (...values: readonly string[]) => values;

/** Asks a question and opens the form that subscribes to its answer, as Mira. */
async function openedForm(text = '/owl sales in France', channel = 'sales') {
  workspace = await openWorkspace();
  const { type, until, use } = workspace;
  await type(text, channel);
  const answer = await until(({ messages }) => messages.find(isAnswer));
  await use(answer, 'more', 'subscribe');
  return until((scene) => {
    const modal = filledModal(scene);
    return modal && JSON.stringify(modal).includes('schedule/days') && modal;
  });
}

test('the form is filled, shows the next three dates, and follows what is chosen', async () => {
  const form = await openedForm();
  const { post, until } = workspace;
  expect(JSON.stringify(form.blocks)).toContain('Sales by country · Last 12 months · Country: France');
  expect(JSON.stringify(form.blocks)).toContain('By the clocks of Europe/Berlin');
  expect(JSON.stringify(form.blocks)).toContain('Next: Mon 30 Nov 09:00 · Mon 7 Dec 09:00 · Mon 14 Dec 09:00');
  await post('act', { view: form.id, block: 'schedule/days', action: 'schedule/days', value: option('2', '5') });
  await until((scene) =>
    JSON.stringify(scene.modals).includes('Next: Tue 24 Nov 09:00 · Fri 27 Nov 09:00 · Tue 1 Dec 09:00'),
  );
  await post('act', { view: form.id, block: 'schedule/days', action: 'schedule/days', value: [] });
  await until((scene) => JSON.stringify(scene.modals).includes('Choose one day at least.'));
});

test('what is chosen is subscribed to, and adjusted in the same form', async () => {
  const form = await openedForm();
  const { post, until, use, bot, scene } = workspace;
  const values = {
    'schedule/days': { 'schedule/days': option('1', '4') },
    'schedule/time': { 'schedule/time': '07:30' },
    'schedule/conditions': { 'schedule/conditions': option('fresh', 'not empty') },
  };
  await post('submit', { view: form.id, values });
  const said = await until(({ messages }) =>
    messages.find((message) => wordsOf(message).includes('subscribed this channel')),
  );
  expect(wordsOf(said)).toContain('it comes every Monday and Thursday at 07:30 (Europe/Berlin).');
  expect(bot.subscribed()[0]).toMatchObject({
    cron: '30 7 * * 1,4',
    timezone: 'Europe/Berlin',
    onlyIf: ['fresh', 'not empty'],
    channel: said.channel,
  });
  await use(said, 'subscription/edit');
  const edited = await until(filledModal);
  expect(edited.title?.text).toBe('Edit');
  expect(JSON.stringify(edited.blocks)).not.toContain('Where it comes');
  await post('submit', { view: edited.id, values: { 'schedule/days': { 'schedule/days': option('0') } } });
  await until(({ messages }) => messages.find(({ text }) => text === 'Saved: it comes every Sunday at 07:30.'));
  expect(bot.subscribed()).toMatchObject([{ cron: '30 7 * * 0', onlyIf: ['fresh', 'not empty'] }]);
  expect((await scene()).modals ?? []).toEqual([]);
});

test('the day that the data must reach is chosen in the form, and kept when it is edited', async () => {
  const form = await openedForm();
  const { post, until, use, bot } = workspace;
  expect(JSON.stringify(form.blocks)).toContain('The last weekday before it comes');
  await post('submit', { view: form.id, values: { 'schedule/fresh': { 'schedule/fresh': 'last weekday' } } });
  const said = await until(({ messages }) =>
    messages.find((message) => wordsOf(message).includes('subscribed this channel')),
  );
  expect(wordsOf(said)).toContain('Only when the data reaches the last weekday before it comes');
  expect(bot.subscribed()).toMatchObject([{ onlyIf: ['fresh'], fresh: 'last weekday' }]);
  await use(said, 'subscription/edit');
  const edited = await until(filledModal);
  await post('submit', { view: edited.id, values: { 'schedule/time': { 'schedule/time': '08:00' } } });
  await until(({ messages }) => messages.find(({ text }) => text.startsWith('Saved')));
  expect(bot.subscribed()).toMatchObject([{ onlyIf: ['fresh'], fresh: 'last weekday' }]);
});

test('a person subscribes alone: it comes as a message, in a conversation that is known by its id', async () => {
  const form = await openedForm();
  const { post, until, bot } = workspace;
  await post('submit', { view: form.id, values: { 'schedule/place': { 'schedule/place': 'direct' } } });
  const said = await until(({ messages }) =>
    messages.find((message) => wordsOf(message).includes('You are subscribed to')),
  );
  await until(() => bot.subscribed()[0]?.channel === said.channel);
  expect(said.channel).toMatch(/^D/);
});

test('a form with nothing chosen is said at its input', async () => {
  const form = await openedForm();
  const { post, bot } = workspace;
  const reply = await post('submit', { view: form.id, values: { 'schedule/days': { 'schedule/days': [] } } });
  expect(JSON.stringify(reply)).toContain('schedule/days');
  expect(bot.subscribed()).toEqual([]);
});

test('what comes every month keeps its days when none are chosen', async () => {
  workspace = await openWorkspace();
  const { type, until, use, post, bot } = workspace;
  await type('/owl subscribe to sales every month on the 1st at 9');
  const said = await until(({ messages }) =>
    messages.find((message) => wordsOf(message).includes('subscribed this channel')),
  );
  await use(said, 'subscription/edit');
  const form = await until(filledModal);
  expect(JSON.stringify(form.blocks)).toContain('Left empty, it still comes every month on the 1st at 9');
  await post('submit', {
    view: form.id,
    values: { 'schedule/conditions': { 'schedule/conditions': option('changed') } },
  });
  await until(({ messages }) => messages.find(({ text }) => text.startsWith('Saved')));
  expect(bot.subscribed()).toMatchObject([{ cron: '0 9 1 * *', onlyIf: ['changed'] }]);
});
