import { expect, test } from 'vitest';

import {
  alertWords,
  controlWords,
  homeWords,
  missingWords,
  progressWords,
  reportWords,
  subscriptionWords,
} from '../../src/slack/words.ts';
import { readSources } from '../support/house.ts';
import { typeTags, visibleLiterals } from '../support/visible-literals.ts';

const WORDS = 'slack/words.ts';

/** Texts outside of the table, by their file or folder and how they begin, and why they may stand there. */
const EXCEPTIONS: readonly (readonly [string, RegExp, string])[] = [
  ['slack/connection/', /^/, 'read by operators, in the log, in the shell and in answers to health checks'],
  ['slack/listeners/chat-commands.ts', /^… just me$/, 'typed by people, and read by the same file'],
  ['slack/blocks/read-form.ts', /^(?:since|before) …$/, 'a period of the question language'],
  ['slack/digests/make-alert.ts', /^every hour$/, 'a time as people type it'],
  ['slack/digests/', /^digest …$/, 'who asks, in the audit'],
  ['slack/operator-reports.ts', /^weekly demand …$/, 'a key of the store'],
  ['slack/saved-questions.ts', /^saved questions$/, 'a key of the store'],
  ['slack/messages/public-pictures.ts', /^(?:owlpost pictures|public, max-age)/, 'a salt and a header'],
  ['slack/answers/answer-links.ts', /^(?:text\/html|default-src|<!doctype html>)/, 'headers and markup around words'],
  ['slack/blocks/moment.ts', /^<!date/, 'Slack’s markup of a moment'],
];

const all = readSources();

const sources = all.filter(({ name }) => name.startsWith('slack/') && name !== WORDS);

const tags = new Set(all.flatMap(typeTags));

const visible = sources.flatMap((source) => visibleLiterals(source, tags));

const isExcepted = (exception: (typeof EXCEPTIONS)[number], { file, text }: (typeof visible)[number]) =>
  file.startsWith(exception[0]) && exception[1].test(text);

test('all that the bot says in Slack stands in one file', () => {
  const outside = visible.filter((literal) => !EXCEPTIONS.some((exception) => isExcepted(exception, literal)));
  expect(outside.map(({ file, line, text }) => `src/${file}:${line} says "${text}": move it to src/${WORDS}`)).toEqual(
    [],
  );
});

test('no exception is without need', () => {
  const unused = EXCEPTIONS.filter((exception) => !visible.some((literal) => isExcepted(exception, literal)));
  expect(unused.map(([file, pattern]) => `${file} ${pattern}`)).toEqual([]);
});

test.each([
  ["const said = 'Nothing was found.';", ['Nothing was found.']],
  [`const said = \`And \${count} more\`;`, ['And … more']],
  ["const button = plain('Why?', 75);", ['Why?']],
  ["const button = { text: isNew ? 'save' : 'edit', value: 'not shown' };", ['save', 'edit']],
  ["const LABELS = { keep: 'Keep' };", ['Keep']],
  ["throw new UserError('nowhere');", ['nowhere']],
  ["throw new Error('no such table');", []],
  ["options.log.warn({ error }, 'a picture could not be drawn');", []],
  ["const kind: 'native chart' | 'words' = 'native chart';", []],
  ["import { words } from './some words.ts';", []],
  ["switch (day) { case 'last weekday': post(); }", []],
  [`const id = \`\${part}/\${nonce}\`;`, []],
])('visibleLiterals(%j) finds %j', (line, expected) => {
  const source = { name: 'example.ts', lines: [line] };
  expect(visibleLiterals(source, new Set(typeTags(source))).map(({ text }) => text)).toEqual(expected);
});

test.each([
  [progressWords.queued(1), ' It is the next in the queue.'],
  [progressWords.queued(2), ' It is number 2 in the queue.'],
  [progressWords.tooMany(1), '1 question waits already: ask again in a few minutes'],
  [progressWords.tooManyOfYours(8), '8 questions of yours wait already: ask again when some are answered'],
  [controlWords.filters(0), 'Filters'],
  [controlWords.filters(2), 'Filters +2'],
  [homeWords.faultyFiles(1), 'one file of the catalogue cannot be used as written: the log says which'],
  [homeWords.faultyFiles(2), '2 files of the catalogue cannot be used as written: the log says which'],
  [alertWords.headlineOfEach('Sales by country', 'below $1,000', 1), 'Sales by country: 1 is below $1,000'],
  [alertWords.headlineOfEach('Sales by country', 'below $1,000', 2), 'Sales by country: 2 are below $1,000'],
  [
    reportWords.cost({ since: '1 Nov 2026', questions: 1, read: '2 GB', cost: '$0.01' }),
    'Since 1 Nov 2026 1 question was answered, 2 GB read for about $0.01.',
  ],
  [
    missingWords.leftOut({ rows: 99, columns: 20 }, { rows: 150, columns: 21 }),
    'The table shows the first 99 of 150 rows and 20 of 21 columns. All of it is under More → Download CSV.',
  ],
  [subscriptionWords.done('Sales', subscriptionWords.ends.stop), '“Sales” does not come any more.'],
])('the words for one and for many: %s', (said, expected) => {
  expect(said).toBe(expected);
});
