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
