import { expect, test } from 'vitest';

import type { Home } from '../../../src/slack/blocks/home.ts';

import { checkView } from '../../../src/local/slack/rules/surface.ts';
import { homeView } from '../../../src/slack/blocks/home.ts';

const query = (name: string) => ({ name, title: 'T', description: 'd'.repeat(400), example: name });

const digest = (name: string, channel = '#sales') => ({
  name,
  question: 'q'.repeat(2000),
  channel,
  next: 'next on Mon, 30 Nov 2026, 09:00 (Europe/Paris)',
});

const home = (names: readonly string[], given: Partial<Home> = {}): Home => ({
  help: { title: 'What you can ask', text: 'Ask.', queries: names.map(query), params: [], examples: ['sales'] },
  saved: [],
  recent: [],
  mine: [],
  digests: [],
  trouble: undefined,
  ...given,
});

const options = { user: 'U1', now: new Date('2026-11-23T12:00:00Z'), nonce: 'n' };

const mine: Home['mine'] = [
  {
    words: 'w'.repeat(3000),
    digest: {
      name: 'subscription-00000001',
      questions: ['sales'],
      channel: 'C0123456789',
      cron: '0 9 * * 1',
      when: 'every Monday at 09:00',
      timezone: 'UTC',
      owner: 'U1',
      onlyIf: [],
      isPaused: false,
    },
  },
];

const many = Array.from({ length: 300 }, (_, index) => `q${index}`);

test.each<[string, Home]>([
  ['nothing', home([])],
  ['queries and digests', home(['sales'], { digests: [digest('monday'), digest('friday', 'C0123456789')] })],
  [
    'very many',
    home(many, {
      digests: many.map((name) => digest(name)),
      saved: many.map((name) => ({ name, text: 'q'.repeat(3000), person: 'U1' })),
      recent: ['*bold* <!channel>', 'q'.repeat(3000)],
      mine: many.flatMap(() => mine),
      trouble: 't'.repeat(5000),
    }),
  ],
])('homeView() stays within what Slack takes: %s', (_, shown) => {
  expect(checkView(homeView(shown, options))).toEqual([]);
});

test('homeView() names a channel by its id as a link, and says when a digest comes', () => {
  const words = JSON.stringify(homeView(home([], { digests: [digest('a', 'C0123456789')] }), options).blocks);
  expect(words).toContain('in <#C0123456789>');
  expect(words).toContain('next on Mon, 30 Nov 2026, 09:00 (Europe/Paris)');
  expect(words).toContain('Status: all is well.');
});
