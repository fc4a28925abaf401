import { expect, test } from 'vitest';

import { readSentence } from '../../src/question/read.ts';
import { CONTEXT, sentenceIn } from '../support/rules.ts';

test.each([
  ['sales by country in France', []],
  ['please show me the weather', ['weather']],
  ['sales zzz by month qqq', ['zzz', 'qqq']],
])('readSentence(%s) leaves over %s', (text, expected) =>
  expect(readSentence(sentenceIn(text), CONTEXT).unused.map((token) => token.text)).toEqual(expected),
);

test('readSentence leaves over the rest of a text of which too many words say nothing, and drops none', () => {
  const words = ['sales', ...Array.from({ length: 200 }, (_, index) => `zq${index}`), 'France'];
  const { unused, values } = readSentence(sentenceIn(words.join(' ')), CONTEXT);
  expect([unused.map((token) => token.text), values]).toEqual([words.slice(1), []]);
});
