import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

import { isPeriodWord } from '../../src/question/period-words.ts';
import { readPeriodText } from '../../src/question/periods.ts';

test.each([
  'Jan',
  'january',
  "month's",
  'all-time',
  "q4'04",
  '1/31/2004',
  'quarters',
  'jan-mar',
  'since',
  'twelve',
  'YTD',
])('%s may stand in a period', (word) => expect(isPeriodWord(word)).toBe(true));

test.each(['sales', 'France', 'monthly', 'Mayday', 'jan-cars'])('%s stands in no period', (word) =>
  expect(isPeriodWord(word)).toBe(false),
);

test('each run of words of the documented questions that is a period has only such words', () => {
  const words = [...readFileSync('docs/questions.md', 'utf8').matchAll(/^\| `([^|]+?)` \|/gm)].map(([, text]) =>
    text!.toLowerCase().split(' '),
  );
  const runs = words.flatMap((said) =>
    said.flatMap((_, start) => [1, 2, 3, 4, 5, 6, 7, 8].map((count) => said.slice(start, start + count))),
  );
  const periods = runs.filter((run) => readPeriodText(run.join(' '), { today: '2026-11-27' }));
  expect(periods.length).toBeGreaterThan(500);
  const isDated = (run: readonly string[]) => /\d\/\d/.test(run.join(' ')); // a date that can be read in two ways is told, whatever follows
  expect(periods.filter((run) => !isDated(run) && !run.every(isPeriodWord))).toEqual([]);
});
