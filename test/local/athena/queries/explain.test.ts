import { expect, test } from 'vitest';

import { answerExplain } from '../../../../src/local/athena/queries/explain.ts';

const ESTIMATE = {
  bytes: 1234,
  plan: [
    {
      name: 'PROJECTION ',
      children: [
        { name: 'READ_PARQUET', extra_info: { Filters: ['a > 1', 'b = 2'], Table: 'table:orders:', Function: 'x' } },
      ],
    },
  ],
};

const linesOf = (...options: string[]) => answerExplain(options, ESTIMATE).lines;

test('answerExplain() shows what is scanned, and each step below the one that reads it', () => {
  expect(linesOf().filter(Boolean)).toEqual([
    'Planned by the embedded engine, not by Athena',
    'Scans 1234 bytes',
    ' - PROJECTION',
    '     - READ_PARQUET',
    '           Filters: a > 1, b = 2',
    '           Table: orders',
  ]);
});

test('answerExplain() as JSON has the names of Trino', () => {
  const [root] = JSON.parse(linesOf('FORMAT JSON').join('\n')) as object[];
  expect(root).toEqual({
    id: '0',
    name: 'PROJECTION',
    details: [],
    children: [{ id: '0', name: 'READ_PARQUET', details: ['Filters: a > 1, b = 2', 'Table: orders'], children: [] }],
  });
});

test('answerExplain() only says whether a statement is valid where that is asked', () => {
  const { columns, lines } = answerExplain(['TYPE VALIDATE'], ESTIMATE);
  expect([columns.map(({ Name, Type }) => `${Name} ${Type}`), lines]).toEqual([['Valid boolean'], ['true', '']]);
});

test('answerExplain() refuses an option that it has not', () =>
  expect(() => linesOf('FORMAT GRAPHVIZ')).toThrow('EXPLAIN (FORMAT GRAPHVIZ) is not supported'));
