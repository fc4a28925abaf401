import { expect, test } from 'vitest';

import { parseQueryFile } from '../../src/catalogue/query-file.ts';
import { checkLookups } from '../../src/check/lookup-check.ts';
import { UserError } from '../../src/error.ts';

const QUERY = parseQueryFile(
  'sales.sql',
  `/*---
params:
  country: { type: string, optional: true, values: SELECT country FROM places }
  size: { type: string, optional: true, values: [S, M] }
freshness: orders.day
---*/
SELECT 1 [[ WHERE c = {{country}} ]] [[ AND s = {{size}} ]]`,
).query!;

const refusing =
  (wrong: RegExp) =>
  async ({ sql }: { sql: string }) => {
    if (wrong.test(sql)) throw new UserError('TABLE_NOT_FOUND: line 1:8: Table does not exist');
    return { columns: [], rows: [] } as never;
  };

test('checkLookups() runs each list and the freshness, and no list that is written out', async () => {
  const asked: string[] = [];
  const run = async ({ sql }: { sql: string }) => {
    asked.push(sql);
    return { columns: [], rows: [] } as never;
  };
  expect(await checkLookups(QUERY, { run })).toEqual([]);
  expect(asked.sort()).toEqual(['SELECT MAX(day) FROM orders', 'SELECT country FROM places']);
});

test.each([
  [/places/, { line: 3, message: expect.stringContaining('values of country: ') }],
  [/MAX/, { line: 5, message: expect.stringContaining('freshness: ') }],
])('checkLookups() where %s is refused', async (wrong, diagnostic) =>
  expect(await checkLookups(QUERY, { run: refusing(wrong) })).toMatchObject([{ file: 'sales.sql', ...diagnostic }]),
);

test('checkLookups() throws a bug', async () =>
  expect(checkLookups(QUERY, { run: async () => Promise.reject(new TypeError('a bug')) })).rejects.toThrow('a bug'));
