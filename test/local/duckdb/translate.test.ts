import { describe, expect, it } from 'vitest';

import type { Catalog } from '../../../src/local/duckdb/context.ts';

import { translate } from '../../../src/local/duckdb/translate.ts';
import { BIGINT, DATE, decimal, VARCHAR } from '../../../src/local/duckdb/types/type.ts';

const tables: Catalog = new Map([
  [
    'shop',
    new Map([
      [
        'orders',
        {
          columns: [
            { name: 'id', type: BIGINT },
            { name: 'day', type: DATE },
            { name: 'amount', type: decimal(10, 2) },
          ],
        },
      ],
    ]),
  ],
  ['other', new Map([['notes', { columns: [{ name: 'note', type: VARCHAR }] }]])],
]);

const go = (sql: string, parameters?: readonly string[]) => translate(sql, { tables, database: 'shop', parameters });

describe('translate(sql, options)', () => {
  it.each([
    [
      'SELECT ID, "Day", amount * 2, 1 AS Total, 2 AS "Mixed Case" FROM Orders',
      ['ID', 'Day', '_col2', 'Total', 'Mixed Case'],
    ],
    ['SELECT 1, 2', ['_col0', '_col1']],
    ['SELECT id, id FROM orders', ['id', 'id']],
    ['SELECT o.* FROM orders o', ['id', 'day', 'amount']],
  ])('names the columns of %s', (sql, names) => {
    expect(go(sql).columns.map(({ name }) => name)).toEqual(names);
  });

  it.each([
    ['SELECT\n  nosuch FROM orders', 'COLUMN_NOT_FOUND', "line 2:3: Column 'nosuch' cannot be resolved"],
    ['SELECT * FROM nosuch', 'TABLE_NOT_FOUND', "line 1:15: Table 'awsdatacatalog.shop.nosuch' does not exist"],
    ['SELECT * FROM no.such', 'SCHEMA_NOT_FOUND', "line 1:15: Schema 'no' does not exist"],
    ['SELECT * FROM hive.shop.orders', 'CATALOG_NOT_FOUND', "line 1:15: Catalog 'hive' does not exist"],
    [
      "SELECT id FROM orders WHERE day > '2024-01-01'",
      'TYPE_MISMATCH',
      'line 1:33: Cannot apply operator: date > varchar(10)',
    ],
    [
      'SELECT day, sum(amount) FROM orders',
      'EXPRESSION_NOT_AGGREGATE',
      "line 1:8: 'day' must be an aggregate expression or appear in GROUP BY clause",
    ],
    ['SELECT nosuch(id) FROM orders', 'FUNCTION_NOT_FOUND', "line 1:8: Function 'nosuch' not registered"],
    ['SELEC 1', 'SYNTAX_ERROR', "line 1:1: mismatched input 'SELEC'"],
    ['SELECT 1 FROM', 'SYNTAX_ERROR', "line 1:14: mismatched input '<EOF>'"],
    ['SELECT 1; SELECT 2', 'SYNTAX_ERROR', 'line 1:11: Only one sql statement is allowed'],
    ['', 'SYNTAX_ERROR', 'line 1:1: Query is empty'],
    ['CREATE TABLE t (x integer)', 'NOT_SUPPORTED', 'line 1:1: CREATE TABLE is not supported by the embedded engine'],
    ['SELECT ?', 'INVALID_PARAMETER_USAGE', 'line 1:1: Incorrect number of parameters: expected 1 but found 0'],
  ])('words the fault of %s as Athena does', (sql, name, message) => {
    expect(() => go(sql)).toThrow(expect.objectContaining({ name, message: expect.stringContaining(message) }));
  });

  it('ignores parameters that nothing asks for', () => {
    expect(go('SELECT 1', ['surplus']).sql).toBe(go('SELECT 1').sql);
  });

  it('gives the same text the same translation, with its own parameters', () => {
    const [first, second] = [go('SELECT ?', ['1']), go('SELECT ?', ["'x'"])];
    expect([first, second].map(({ columns }) => columns[0]!.type.kind)).toEqual(['integer', 'varchar']);
    expect(go('SELECT ?', ['1']).sql).toBe(first.sql);
  });
});
