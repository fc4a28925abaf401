import { expect, test } from 'vitest';

import { spreadSentence } from '../../../src/chart/sentences/spread.ts';
import { inputOf } from '../../support/chart-input.ts';

test.each([
  [
    Array.from({ length: 1001 }, (_, index) => 1000 - index),
    'Half of the 1,001 values lie between $250 and $750; the middle one is $500.',
  ],
  [[3, null, 1, 2], 'Half of the 3 values lie between $2 and $3; the middle one is $2.'],
  [[7], 'Half of the 1 values lie between $7 and $7; the middle one is $7.'],
])('%#', (values, sentence) => {
  const input = inputOf(
    ['Sales: decimal'],
    values.map((value) => [value]),
  );
  expect(spreadSentence(input, input.measures[0])).toBe(sentence);
});
