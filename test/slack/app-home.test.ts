import { afterEach, expect, test } from 'vitest';

import type { Workspace } from '../support/workspace.ts';

import { isAnswer, openWorkspace, wordsOf } from '../support/workspace.ts';

let workspace: Workspace | undefined;

afterEach(async () => {
  await workspace?.close();
  workspace = undefined;
});

test('the home tab answers what is typed, and lists what a person asked and saved', async () => {
  workspace = await openWorkspace({ isPublic: true });
  const { post, until, type } = workspace;
  await type('/owl sales by city last week');
  await until(({ messages }) => messages.find(isAnswer));
  await type('/owl save as city-weekly');
  await until(({ messages }) => messages.find((message) => wordsOf(message).includes('Saved.')));
  await post('home', {});
  const home = await until((scene) => scene.home);
  const words = JSON.stringify(home.blocks);
  expect(words).toContain('city-weekly');
  expect(words).toMatch(/Asked lately.*sales by=city period=\\"last week\\"/);
  const { block_id: block } = home.blocks.find(({ type: kind }) => kind === 'input')!;
  await post('act', { view: home.id, block, action: 'search', value: 'sales country=France' });
  const answer = await until(({ messages }) =>
    messages.find((message) => isAnswer(message) && wordsOf(message).includes('Country: France')),
  );
  expect(answer.channel).toMatch(/^D/);
});

test('the home tab shows only the digests of channels that the person is in', async () => {
  const digest = (name: string, channel: string) => {
    const timing = { cron: '0 9 * * 1', timezone: 'UTC' };
    return { name, questions: ['sales last week'] as [string], channel, ...timing, onlyIf: [] };
  };
  workspace = await openWorkspace({ digests: [digest('for-sales', '#sales'), digest('for-nobody', '#nowhere')] });
  await workspace.post('home', {});
  const home = await workspace.until((scene) => scene.home);
  const words = JSON.stringify(home.blocks);
  expect(words).toContain('for-sales');
  expect(words).toContain('next on Mon, 30 Nov 2026, 09:00 (UTC)');
  expect(words).not.toContain('for-nobody');
});
