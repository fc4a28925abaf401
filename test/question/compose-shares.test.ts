import { expect, test } from 'vitest';

import { partOfShare } from '../../src/question/compose-shares.ts';
import { readSentence } from '../../src/question/read.ts';
import { CONTEXT, sentenceIn } from '../support/rules.ts';

test.each([
  ['percentage of sales in Norway come from Ships', 'Ships'],
  ['percentage of Ships sales are in Norway', 'Norway'],
  ['in Norway, what percentage of sales are Ships', 'Ships'],
  ["Ships' share of sales in Norway", 'Ships'],
  ["share of Ships in Norway's sales", 'Ships'],
  ['Norway as a percentage of Ships sales', 'Norway'],
  ['percentage of Norway sales from Ships', 'Ships'],
  ['what percentage comes from Planes', 'Planes'],
  ['percentage of sales not in Norway', undefined],
])('partOfShare(%s) → %s', (text, value) => {
  const sentence = sentenceIn(text);
  expect(partOfShare(readSentence(sentence, CONTEXT), sentence)?.value).toBe(value);
});
