import { expect, test } from 'vitest';

import { negateComparisons } from '../../src/answer/negation.ts';
import { folderOf } from '../support/folder.ts';
import { runInProcess } from '../support/in-process.ts';
import { temporaryFolder } from '../support/program.ts';

test.each([
  ['a IN (?, ?)', [0, 1], '(a IS NULL OR a NOT IN (?, ?))'],
  ['LOWER(l.a) = ?', [0], '(LOWER(l.a) IS NULL OR LOWER(l.a) <> ?)'],
  ["? = COALESCE(a, '(')", [0], "(COALESCE(a, '(') IS NULL OR COALESCE(a, '(') <> ?)"],
  ['b = ? AND "A b" IN (?) AND c > ?', [1], 'b = ? AND ("A b" IS NULL OR "A b" NOT IN (?)) AND c > ?'],
  ['a IN (?) OR (b IN (?) AND c)', [0, 1], '(a IS NULL OR a NOT IN (?)) OR ((b IS NULL OR b NOT IN (?)) AND c)'],
  ['a NOT IN (?)', [0], undefined],
  ['a <> ?', [0], undefined],
  ['a LIKE ?', [0], undefined],
  ['a IN (?, ?)', [0], undefined],
  ['UPPER(?) = a', [0], undefined],
  ["'a = ?' = b AND c = ?", [0], "'a = ?' = b AND (c IS NULL OR c <> ?)"],
  [
    'b = ? AND id IN (SELECT id FROM i WHERE p IN (?))',
    [1],
    'b = ? AND (NOT COALESCE(id IN (SELECT id FROM i WHERE p IN (?)), FALSE))',
  ],
  ['EXISTS (SELECT 1 FROM i WHERE p = ?)', [0], '(NOT EXISTS (SELECT 1 FROM i WHERE p = ?))'],
  ['EXISTS (SELECT 1 FROM i WHERE p = ? AND q = ?)', [0], '(NOT EXISTS (SELECT 1 FROM i WHERE p = ? AND q = ?))'],
  ['EXISTS (SELECT 1 FROM i WHERE p = ? AND q = ?)', [0, 1], undefined],
  ['id NOT IN (SELECT id FROM i WHERE p = ?)', [0], undefined],
  ['id = ANY (SELECT id FROM i WHERE p = ?)', [0], undefined],
  ['n > (SELECT AVG(n) FROM i WHERE p = ?)', [0], 'n > (SELECT AVG(n) FROM i WHERE (p IS NULL OR p <> ?))'],
])('negateComparisons(… WHERE %s, %j)', (condition, excluded, expected) => {
  const before = 'SELECT 1 FROM t WHERE ';
  expect(negateComparisons(before + condition, new Set(excluded))).toBe(
    expected === undefined ? undefined : before + expected,
  );
});

const [LAKE, DATA] = [
  folderOf({
    'orders/o.csv': 'id,country,amount\n1,FR,10\n2,DE,20\n3,,30\n4,FR,40\n',
    'items/i.csv': 'order_id,product\n1,A\n1,B\n2,A\n3,B\n4,\n,B\n',
  }),
  temporaryFolder(),
];

test.each([
  ['a list', 'o.id IN (SELECT i.order_id FROM items i WHERE i.product IN ({{product}}))'],
  ['what exists', 'EXISTS (SELECT 1 FROM items i WHERE i.order_id = o.id AND i.product IN ({{product}}))'],
])('owlpost ask "not A" is all that is not A, where A is looked up in %s', async (_, condition) => {
  const settings = {
    OWLPOST_DATA: DATA,
    OWLPOST_LAKE: LAKE,
    OWLPOST_QUERIES: folderOf({
      'deals.sql': `/*---
params:
  product: { type: string, many: true, optional: true, values: [A, B] }
---*/
SELECT SUM(o.amount) AS "Amount" FROM orders o WHERE 1 = 1 [[ AND ${condition} ]]`,
    }),
  };
  const ask = async (text: string) =>
    Number((await runInProcess(['ask', text, '--csv'], settings)).stdout.split('\n')[1]);
  expect([await ask('deals'), await ask('deals product=A'), await ask('deals product!=A')]).toEqual([100, 30, 70]);
});
