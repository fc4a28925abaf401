import { afterEach, expect, test } from 'vitest';

import type { Seen, Workspace } from '../support/workspace.ts';

import { isAnswer, openWorkspace, wordsOf } from '../support/workspace.ts';

let workspace: Workspace | undefined;

afterEach(async () => {
  await workspace?.close();
  workspace = undefined;
});

/** What only its reader sees, and is no answer. */
const isTold = (message: Seen) => message.ephemeral && !isAnswer(message);

/** Opens a workspace in which Slack refuses a method once. */
async function refusing(fault: Record<string, unknown>) {
  workspace = await openWorkspace({ isPublic: true });
  await workspace.fault({ times: 1, ...fault });
  const { until, scene, use } = workspace;
  return {
    ...workspace,
    told: () => until(({ messages }) => messages.find(isTold)),
    /** Nobody but the asker has read anything of it. */
    isQuiet: async () => !(await scene('tomas')).messages.some(isTold),
    press: (message: Seen, button: number) => use(message, `ask/${button}`),
    answer: (isPrivate: boolean) =>
      until(({ messages }) => messages.find((each) => isAnswer(each) && each.ephemeral === isPrivate)),
  };
}

/** Why Slack takes no answer, what the asker reads, and the texts of the buttons under it. */
const REFUSED: readonly (readonly [error: string, words: string, buttons: readonly string[]])[] = [
  ['not_in_channel', 'Type /invite @owlpost here', ['sales by city', 'sales by city just me']],
  ['channel_not_found', 'Type /invite @owlpost here', ['sales by city', 'sales by city just me']],
  ['is_archived', 'archived', ['sales by city', 'sales by city just me']],
  ['restricted_action', 'Not everybody may post', ['sales by city', 'sales by city just me']],
  ['restricted_action_thread_locked', 'thread', ['sales by city', 'sales by city just me']],
  ['team_access_not_granted', 'another company', ['sales by city', 'sales by city just me']],
  ['missing_scope', 'I lack a permission', ['sales by city']],
  ['thread_not_found', 'thread', ['sales by city']],
];

test.each(REFUSED)(
  'an answer that Slack refuses with %s is offered to its asker alone',
  async (error, words, buttons) => {
    const { type, told, isQuiet, press, answer } = await refusing({ method: 'chat.postMessage', error });
    await type('/owl sales by city');
    const sentence = await told();
    expect(wordsOf(sentence)).toContain(words);
    const offered = sentence.blocks!.flatMap(({ elements = [] }) => elements);
    expect(offered.map(({ value }) => value)).toEqual(buttons);
    expect(await isQuiet()).toBe(true);
    await press(sentence, buttons.length - 1);
    expect(wordsOf(await answer(buttons.length > 1))).toContain('Sales by city');
  },
);

test('a change of an answer that was deleted meanwhile is offered as a question', async () => {
  const { type, use, fault, told, isQuiet, press, until, answer } = await refusing({
    method: 'views.open',
    error: 'x',
  });
  await type('/owl sales');
  const first = await answer(false);
  await fault({ method: 'chat.update', error: 'message_not_found', times: 5 });
  await use(first, 'filter/sales/by', '=city');
  const sentence = await told();
  expect(wordsOf(sentence)).toContain('That answer was deleted.');
  expect(await isQuiet()).toBe(true);
  await press(sentence, 0);
  await until(({ messages }) => messages.find((each) => isAnswer(each) && wordsOf(each).includes('Sales by city')));
});

test('an answer that Slack puts off for too long is offered again, too', async () => {
  const { type, told, isQuiet, press, answer } = await refusing({
    method: 'chat.postMessage',
    retryAfter: 0,
    times: 3,
  });
  await type('/owl sales by city');
  const sentence = await told();
  expect(wordsOf(sentence)).toContain('Slack lets me say no more');
  expect(await isQuiet()).toBe(true);
  await press(sentence, 0);
  expect(wordsOf(await answer(false))).toContain('Sales by city');
});
