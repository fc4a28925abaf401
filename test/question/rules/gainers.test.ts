import { expect, test } from 'vitest';

import { emptyDraft } from '../../../src/question/draft.ts';
import { GAINERS, readGainers, readPace } from '../../../src/question/rules/gainers.ts';
import { readWith } from '../../support/rules.ts';

test.each(['gainers', 'loser', 'decliners', 'climbers', 'risers', 'fallers'])('GAINERS has %s', (word) =>
  expect(word).toMatch(GAINERS),
);

test.each([
  [
    '|gainers',
    [
      1,
      {
        ranks: [{ keeps: 'first', at: 0, end: 1, word: 'top' }],
        isGrowth: true,
        growthAt: 0,
        growthWord: 'gainers',
      },
    ],
  ],
  ['|customers', undefined],
])('readGainers(%s)', (text, expected) => expect(readWith(readGainers, text)).toEqual(expected));

test('readPace() reads how fast something grew, behind the growth alone', () => {
  const draft = { ...emptyDraft(), growthAt: 1 };
  expect(readWith(readPace, 'which grew |the slowest', { draft })?.[1].ranks).toEqual([
    { keeps: 'last', at: 2, end: 4, word: 'slowest' },
  ]);
  expect(readWith(readPace, 'which grew |fastest')).toBeUndefined();
});
