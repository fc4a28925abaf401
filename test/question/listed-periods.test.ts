import { expect, test } from 'vitest';

import { isNothingElseAsked, refuseEachOrEither } from '../../src/question/listed-periods.ts';
import { readSentence } from '../../src/question/read.ts';
import { CONTEXT, sentenceIn } from '../support/rules.ts';

test.each([
  ['sales in 2024 and 2025', true],
  ['sales in France in 2024 and 2025', true],
  ['sales by country in 2024 and 2025', false],
  ['total sales in 2024 and 2025', false],
  ['top 5 products in 2024 and 2025', false],
  ['share of sales in 2024 and 2025', false],
])('isNothingElseAsked(%s) is %s', (text, expected) =>
  expect(isNothingElseAsked(readSentence(sentenceIn(text), CONTEXT))).toBe(expected),
);

test.each([
  ['customers who ordered in 2024 and 2025', true],
  ['how many customers ordered in 2024 and 2025', true],
  ['how many customers ordered in 2024 or 2025', false],
  ['how many products were sold in 2024 and 2025', true],
  ['sales in 2024 and 2025', false],
  ['top 5 customers who ordered in 2024 and 2025', false],
])('refuseEachOrEither(%s): refused %s', (text, isRefused) => {
  const sentence = sentenceIn(text);
  const draft = readSentence(sentence, CONTEXT);
  const refuse = () => refuseEachOrEither(draft, sentence, draft.periods[1], CONTEXT);
  if (isRefused) expect(refuse).toThrow('"and 2025" can mean those of both times or of either');
  else expect(refuse).not.toThrow();
});
