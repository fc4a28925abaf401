import { expect, test } from 'vitest';

import type { Run } from '../../src/answer/context.ts';

import { missingNameHint } from '../../src/check/missing-name.ts';
import { UserError } from '../../src/error.ts';
import { tableOf } from '../charts/demo.ts';

/** An Athena with the tables `orders` (id, country, amount) and `lines`; it refuses what reads another one. */
const run: Run = async ({ sql }) => {
  if (sql.includes('information_schema')) return tableOf(['table_name'], [['orders'], ['lines']]);
  if (sql.includes('lake.orders')) return tableOf(['id', 'country', 'amount'], []);
  throw new UserError('there is no such table');
};

const TABLES = new Map([
  ['o', 'lake.orders'],
  ['x', 'lake.unknown'],
]);

test.each([
  ["Column 'o.contry' cannot be resolved", ', did you mean country?'],
  ["Column 'o.zzzzzz' cannot be resolved", ': lake.orders has id, country, amount'],
  ["Column 'zzzzzz' cannot be resolved", ': there are id, country, amount'],
  ["Column 'x.id' cannot be resolved", ''],
  ["Table 'awsdatacatalog.lake.order' does not exist", ', did you mean orders?'],
  ["Table 'awsdatacatalog.lake.zzzzzz' does not exist", ': lake has orders, lines'],
  ['line 1:8: mismatched input', ''],
])('missingNameHint(%s)', async (message, expected) => {
  expect(await missingNameHint(message, TABLES, run)).toBe(expected);
});
