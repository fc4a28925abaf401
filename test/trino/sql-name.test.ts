import { expect, test } from 'vitest';

import { sqlName, sqlText } from '../../src/trino/sql-name.ts';

test.each([
  ['sales', 'sales'],
  ['Sales_2025', 'Sales_2025'],
  ['_a', '_a'],
  ['order', '"order"'],
  ['ORDER', '"ORDER"'],
  ['2025_sales', '"2025_sales"'],
  ['total sales', '"total sales"'],
  ['a"b', '"a""b"'],
  ['é', '"é"'],
  ['', '""'],
])('sqlName(%j)', (name, written) => expect(sqlName(name)).toBe(written));

test.each([
  ['France', "'France'"],
  ["it's", "'it''s'"],
  ['', "''"],
])('sqlText(%j)', (text, written) => expect(sqlText(text)).toBe(written));
