import { expect, test } from 'vitest';

import { parseQueryFile } from '../../src/catalogue/query-file.ts';
import { checkQueryGrammar, grammarFault } from '../../src/check/query-grammar.ts';
import { CONTEXT } from '../support/rules.ts';

const CALENDAR = { timezone: 'UTC', weekStart: 1, fiscalYearStart: 1 } as const;

const queryOf = (sql: string) => parseQueryFile('sales.sql', `-- Sales\n${sql}`).query!;

test.each([
  ['SELECT country, SUM(amount) FROM orders GROUP BY 1', []],
  ['SELECT country FROM\nWHERE 1 = 1', [{ file: 'sales.sql', line: 3 }]],
])('checkQueryGrammar(%j)', async (sql, expected) =>
  expect(await checkQueryGrammar(queryOf(sql), CALENDAR)).toMatchObject(expected),
);

test('checkQueryGrammar() of a dataset checks its pieces', async () =>
  expect(await checkQueryGrammar(CONTEXT.query, CALENDAR)).toEqual([]));

test('grammarFault() places what the grammar says of the rendered statement', () => {
  const grammar = () => ({ line: 1, column: 8, message: 'no viable alternative' });
  const query = queryOf('SELECT\n  oops');
  const request = { query: 'sales', values: {}, excluded: [] };
  expect(
    grammarFault(query, request, { now: new Date(0), calendar: CALENDAR, grammar: grammar as never }),
  ).toMatchObject({
    message: "not Trino's grammar: no viable alternative",
  });
  expect(
    grammarFault(query, request, { now: new Date(0), calendar: CALENDAR, grammar: (() => undefined) as never }),
  ).toBeUndefined();
});
