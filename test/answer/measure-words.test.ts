import { expect, test } from 'vitest';

import { measureWords } from '../../src/answer/measure-words.ts';
import { CONTEXT } from '../support/rules.ts';

const { query } = CONTEXT;

test.each([
  ['sales', 'the sum of f.orderAmount'],
  ['orders', 'the number of different f.orderNumber'],
  ['average_order', 'sales ÷ orders'],
])('measureWords(%s) → %s', (name, expected) =>
  expect(measureWords(query.dataset!.measures.find((measure) => measure.name === name)!, query)).toBe(expected),
);

test.each([
  [{ kind: 'rows' }, 'the number of rows'],
  [{ kind: 'average', sql: 'f.x' }, 'the average of f.x'],
  [{ kind: 'min', sql: 'f.x' }, 'the smallest f.x'],
  [{ kind: 'max', sql: 'f.x' }, 'the largest f.x'],
] as const)('measureWords() of %j', (aggregate, expected) =>
  expect(measureWords({ ...query.dataset!.measures[0]!, aggregate }, query)).toBe(expected),
);

test('measureWords() does not name a part that the asker may not see', () => {
  const ratio = query.dataset!.measures.find(({ name }) => name === 'average_order')!;
  const params = query.params.map((param) => ({
    ...param,
    choices: param.choices.filter(({ name }) => name !== 'orders'),
  }));
  expect(measureWords(ratio, { ...query, params })).toBe('a ratio of two measures');
});
