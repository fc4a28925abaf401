import { expect, test } from 'vitest';

import { parseExpression, parseQuery } from '../../src/trino/parse.ts';

const overOf = (over: string) => {
  const expression = parseExpression(`SUM(x) OVER ${over}`)?.expression;
  return expression?.kind === 'call' ? expression.over : undefined;
};

test.each([
  ['()', { partitionBy: [], orderBy: [], frame: undefined }],
  ['w', { base: { text: 'w' } }],
  ['(w ORDER BY a)', { base: { text: 'w' }, orderBy: [{ descending: false }] }],
  ['(PARTITION BY a, b ORDER BY c DESC)', { partitionBy: [{}, {}], orderBy: [{ descending: true }] }],
  ['(ROWS UNBOUNDED PRECEDING)', { frame: { unit: 'rows', start: { kind: 'unbounded', following: false } } }],
  [
    '(RANGE BETWEEN CURRENT ROW AND 2 FOLLOWING)',
    {
      frame: {
        unit: 'range',
        start: { kind: 'current' },
        end: { kind: 'offset', following: true, offset: { text: '2' } },
      },
    },
  ],
  ['(GROUPS 1 PRECEDING)', { frame: { unit: 'groups', start: { kind: 'offset', following: false } } }],
])('OVER %s', (over, expected) => expect(overOf(over)).toMatchObject(expected));

test('a window with a row pattern is refused', () => {
  const sql = 'SELECT SUM(a) OVER (ROWS BETWEEN CURRENT ROW AND 1 FOLLOWING PATTERN (A) DEFINE A AS true) FROM t';
  expect(() => parseQuery(sql)).toThrow('Row pattern recognition in a window is not supported by the embedded engine');
});
