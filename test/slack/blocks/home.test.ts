import { expect, test } from 'vitest';

import type { CatalogueNews } from '../../../src/catalogue/catalogue-news.ts';
import type { Home } from '../../../src/slack/blocks/home.ts';

import { checkView } from '../../../src/local/slack/rules/surface.ts';
import { homeView } from '../../../src/slack/blocks/home.ts';

const query = (name: string) => ({ name, title: 'T', description: 'd'.repeat(400), example: name });

const digest = (name: string, channel = '#sales') => ({
  name,
  question: 'q'.repeat(2000),
  words: 'w'.repeat(2000),
  times: [
    `Every Monday at 09:00 (Europe/Paris) in ${channel}`,
    'Next: <!date^1796025600^{date_short_pretty}, {time}|30 Nov 2026, 09:00 (Europe/Paris)>',
  ],
});

const home = (names: readonly string[], given: Partial<Home> = {}): Home => ({
  help: {
    title: 'What you can ask',
    text: 'Ask.',
    queries: names.map(query),
    params: [],
    parts: [],
    examples: ['sales'],
  },
  saved: [],
  recent: [],
  news: [],
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
  ['queries and digests', home(['sales'], { digests: [digest('monday'), digest('friday', '<#C0123456789>')] })],
  [
    'very many',
    home(many, {
      digests: many.map((name) => digest(name)),
      saved: many.map((name) => ({ name, text: 'q'.repeat(3000), words: 'w'.repeat(3000), person: 'U1' })),
      recent: ['*bold* <!channel>', 'q'.repeat(3000)].map((text) => ({ text, words: text })),
      mine: many.flatMap(() => mine),
      trouble: 't'.repeat(5000),
    }),
  ],
])('homeView() stays within what Slack takes: %s', (_, shown) => {
  expect(checkView(homeView(shown, options))).toEqual([]);
});

test('homeView() names a digest and its questions, says when and where it comes, and asks the first one', () => {
  const monday = { ...digest('Monday sales'), question: 'sales', words: 'Sales by country · Last week; Orders' };
  const subscribed = { ...monday, name: undefined, words: 'Units sold' };
  const words = JSON.stringify(homeView(home([], { digests: [monday, subscribed] }), options).blocks);
  expect(words).toContain('*Monday sales*  Sales by country · Last week; Orders');
  expect(words).toContain('*Units sold*');
  expect(words).toContain('Every Monday at 09:00 (Europe/Paris) in #sales');
  expect(words).toContain('30 Nov 2026, 09:00 (Europe/Paris)');
  expect(words).toContain('"value":"sales"');
  expect(words).toContain('Status: all is well.');
});

test('homeView() says what is new, in words, with a button that tells how to ask', () => {
  const asked = { title: 'Sales', name: 'sales', description: 'What was sold' } as CatalogueNews['query'];
  const day = '2026-11-24';
  const news: Home['news'] = [
    { kind: 'new', query: asked, day },
    { kind: 'extended', query: asked, day, measures: ['Margin', 'Profit'], dimensions: ['Warehouse'] },
    { kind: 'changed', query: asked, day },
  ];
  const view = homeView(home([], { news }), options);
  expect(checkView(view)).toEqual([]);
  const words = JSON.stringify(view.blocks);
  expect(words).toContain('*Sales*  can be asked now. What was sold (24 Nov 2026)');
  expect(words).toContain('can now be asked for margin, profit, and by warehouse (24 Nov 2026)');
  expect(words).toContain('was changed; its numbers may be defined otherwise than before (24 Nov 2026)');
  expect(words).toContain('"value":"help sales"');
});
