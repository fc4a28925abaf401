import { expect, test } from 'vitest';

import { checkView } from '../../../src/local/slack/rules/surface.ts';
import { homeView } from '../../../src/slack/blocks/home.ts';

const query = (name: string) => ({ name, title: 'T', description: 'd'.repeat(400), example: name });

const digest = (name: string, channel = '#sales') => ({
  name,
  questions: ['q'.repeat(2000)] as [string],
  onlyIf: [],
  channel,
  cron: '0 9 * * 1',
  timezone: 'Europe/Paris',
});

test.each([
  ['nothing', [], []],
  ['queries and digests', ['sales'], [digest('monday'), digest('friday', 'C0123456789')]],
  [
    'very many',
    Array.from({ length: 300 }, (_, index) => `q${index}`),
    Array.from({ length: 90 }, (_, index) => digest(`d${index}`)),
  ],
])('homeView() stays within what Slack takes: %s', (_, names, digests) => {
  const help = { title: 'What you can ask', text: 'Ask.', queries: names.map(query), params: [], examples: [] };
  expect(checkView(homeView(help, digests, { nonce: 'n' }))).toEqual([]);
});

test('homeView() names a channel by its id as a link', () => {
  const help = { title: 'T', text: 'Ask.', queries: [], params: [], examples: [] };
  expect(JSON.stringify(homeView(help, [digest('a', 'C0123456789')], { nonce: 'n' }).blocks)).toContain(
    'to <#C0123456789>',
  );
});
