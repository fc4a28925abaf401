import { expect, test } from 'vitest';

import { compareValues, tableReads } from '../../src/athena/table-reads.ts';

test.each<[string, readonly string[], readonly (readonly string[])[], Record<string, object>]>([
  [
    "SELECT sum(f.amount) FROM Orders f LEFT JOIN shop.people p ON f.id = p.id WHERE f.dt >= ? AND f.dt < '20260201'",
    ["'20260101'"],
    [['orders'], ['shop', 'people']],
    { dt: { low: '20260101', high: '20260201' } },
  ],
  [
    'WITH grouped AS (SELECT * FROM orders WHERE day >= ?), whole AS (SELECT * FROM orders) SELECT * FROM grouped, whole',
    ["DATE '2026-01-01'"],
    [['orders'], ['orders']],
    { day: { low: '2026-01-01' } },
  ],
  [
    'SELECT 1 FROM orders WHERE (month >= 3 AND month < 10) OR (month >= 11 AND year = 2025)',
    [],
    [['orders']],
    { month: { low: '3', high: '10' }, year: { low: '2025', high: '2025' } },
  ],
  ['SELECT 1', [], [], {}],
])('tableReads(%s)', (sql, parameters, tables, bounds) => {
  const reads = tableReads({ sql, parameters });
  expect(reads?.tables).toEqual(tables);
  expect(Object.fromEntries(reads!.bounds)).toMatchObject(bounds);
});

test('tableReads(sql) is undefined for what is no query', () => {
  expect(tableReads({ sql: 'SHOW TABLES', parameters: [] })).toBeUndefined();
});

test('compareValues(left, right) has numbers as numbers and days as texts', () => {
  expect(['10', '9', '2'].sort(compareValues)).toEqual(['2', '9', '10']);
  expect(['2026-01-02', '2025-12-31', '2026-01-02'].sort(compareValues)[0]).toBe('2025-12-31');
});
