import { expect, test } from 'vitest';

import { newestOf, parseHeader } from '../../src/catalogue/header.ts';

const parse = (text: string) => parseHeader(text, { file: 'sales.sql', firstLine: 2, findDataset: () => undefined });

test.each([
  ['fact_orders.orderDate', 'SELECT MAX(orderDate) FROM fact_orders'],
  ['shop.fact_orders.orderDate', 'SELECT MAX(orderDate) FROM shop.fact_orders'],
  ['SELECT MAX(day) FROM days', 'SELECT MAX(day) FROM days'],
  ['orderDate', 'orderDate'],
])('newestOf(%s) → %s', (freshness, expected) => expect(newestOf(freshness)).toBe(expected));

test('parseHeader() of nothing is a header with the defaults', () =>
  expect(parse('')).toMatchObject({
    header: { title: '', description: '', aliases: [], params: [], chart: 'auto', formats: {} },
    diagnostics: [],
  }));

test('parseHeader() places parameters and aliases in the file', () => {
  const { header } = parse(
    'title: Sales\naliases: [revenue, turnover]\nparams:\n  top: { type: integer, default: 5 }\n',
  );
  expect(header!.aliasPositions).toEqual([
    { line: 3, column: 11 },
    { line: 3, column: 20 },
  ]);
  expect(header!.params[0]).toMatchObject({ name: 'top', role: 'rank', default: ['5'], position: { line: 5 } });
  expect(header).not.toHaveProperty('isPrivate');
});

test.each([
  ['titel: Sales', { line: 2, column: 1, message: 'titel is no key of the header: did you mean title?' }],
  ['params: { Top: { type: integer } }', { line: 2, message: expect.stringContaining('lower-case letters') }],
  ['params:\n  top: { type: integer }', { line: 3, message: expect.stringContaining('needs a default or optional') }],
  ['title: [', { message: expect.any(String) }],
])('parseHeader(%j) has no header and says where', (text, diagnostic) => {
  const { header, diagnostics } = parse(text);
  expect(header).toBeUndefined();
  expect(diagnostics[0]).toMatchObject({ file: 'sales.sql', ...diagnostic });
});
