import { expect, test } from 'vitest';

import { buildCatalogue } from '../../src/catalogue/catalogue.ts';
import { parseQueryFile } from '../../src/catalogue/query-file.ts';
import { fanOut } from '../../src/check/fan-out.ts';
import { UserError } from '../../src/error.ts';
import { tableOf } from '../charts/demo.ts';
import { visitsContext } from '../support/context.ts';

const NOW = new Date('2026-11-27T12:00:00Z');

const SQL = `/*---
title: Sales
params:
  by: { type: choice, default: country, choices: { country: { sql: o.country, label: Country }, city: { sql: o.city, label: City } } }
---*/
SELECT {{by}} AS "{{by.label}}", SUM(o.amount) AS "Sales"
FROM orders o
JOIN items i ON i.order_id = o.id
GROUP BY 1`;

/** What is found where the totals are as `totalOf` a statement says. */
async function check(totalOf: (sql: string) => number, text = SQL) {
  const { query } = parseQueryFile('sales.sql', text);
  const catalogue = buildCatalogue([query!]);
  const world = visitsContext({
    catalogue: () => catalogue,
    run: async ({ sql }) =>
      tableOf(
        [sql.includes('City') ? 'City' : 'Country', 'Sales: bigint'],
        [
          ['a', totalOf(sql) - 1],
          ['b', 1],
        ],
      ),
    draw: async () => ({ png: new Uint8Array(), width: 0, height: 0 }),
  });
  return (await fanOut(query!, world, NOW)).map(({ line, message }) => `${line}: ${message}`);
}

test('nothing is said of totals that stay the same', async () => expect(await check(() => 100)).toEqual([]));

test('a total that changes with the dimension is told once', async () =>
  expect(await check((sql) => (sql.includes('o.city') ? 120 : 100))).toEqual([
    '1: Sales adds up to 100 by country but to 120 by city: a join repeats or drops rows',
  ]));

test('a total that changes with a join is told where the join stands', async () =>
  expect(await check((sql) => (sql.includes('items') ? 300 : 100))).toEqual([
    '8: Sales adds up to 300 with the join of items but to 100 without it: it repeats or drops rows',
  ]));

test('a join that the statement needs is left alone', async () =>
  expect(
    await check((sql) => {
      if (sql.includes('items')) return 300;
      throw new UserError('COLUMN_NOT_FOUND: order_id');
    }),
  ).toEqual([]));

test('what does not add up is not checked', async () =>
  expect(await check((sql) => (sql.includes('items') ? 300 : 100), SQL.replace('SUM(', 'AVG('))).toEqual([]));
