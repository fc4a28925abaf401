import { expect, test } from 'vitest';

import { findRepeatedSums, repeatedSumText } from '../../src/check/repeated-sums.ts';
import { UserError } from '../../src/error.ts';

/** A lake in which the rows of some tables come several times for a key; columns by table. */
const lake =
  (repeated: readonly string[], columns: Readonly<Record<string, readonly string[]>> = {}) =>
  async ({ sql }: { sql: string }) => {
    const table = /FROM (\w+)/.exec(sql)![1]!;
    if (table === 'gone') throw new UserError('TABLE_NOT_FOUND');
    if (/LIMIT 0$/.test(sql)) return { columns: (columns[table] ?? []).map((name) => ({ name })), rows: [] } as never;
    const isRepeated = repeated.includes(table);
    return { columns: [], rows: isRepeated ? [['2', '7', 'K1', '5']] : [] } as never;
  };

const sums = async (sql: string, ...options: Parameters<typeof lake>) =>
  (await findRepeatedSums({ sql, parameters: [] }, lake(...options))).map(({ text }) => text);

const JOIN = 'FROM orders o JOIN lines l ON o.id = l.id';

test.each([
  [`SELECT SUM(o.freight) ${JOIN}`, ['SUM(o.freight)']],
  [`SELECT SUM(l.amount) ${JOIN}`, []],
  [`SELECT COUNT(DISTINCT o.id) ${JOIN}`, []],
  [`SELECT COUNT(*) ${JOIN}`, []],
  [`SELECT MAX(o.freight) ${JOIN}`, []],
  [`SELECT SUM(o.freight) OVER () ${JOIN}`, []],
  [`SELECT SUM(o.freight * l.share) ${JOIN}`, []],
  [`SELECT COUNT_IF(o.freight > 5) ${JOIN}`, []],
  [`SELECT SUM(IF(o.paid, o.freight, 0)) ${JOIN}`, ['SUM(IF(o.paid, o.freight, 0))']],
  ['SELECT SUM(o.freight) FROM orders o JOIN lines l ON o.day < l.day', []],
  ['SELECT SUM(o.freight) FROM orders o JOIN gone g ON o.id = g.id', []],
  ['SELECT SUM(freight', []],
])('findRepeatedSums(%j)', async (sql, expected) => expect(await sums(sql, ['lines'])).toEqual(expected));

test('findRepeatedSums() looks up whose a plain column is', async () => {
  const columns = { orders: ['id', 'freight'], lines: ['id', 'amount'] };
  expect(
    await sums('SELECT SUM(freight), SUM(amount) FROM orders o JOIN lines l USING (id)', ['lines'], columns),
  ).toEqual(['SUM(freight)']);
});

test('findRepeatedSums() sees a repetition two joins away', async () => {
  const sql = 'SELECT SUM(o.freight) FROM orders o JOIN people p ON o.who = p.who JOIN visits v ON p.who = v.who';
  expect(await sums(sql, ['visits'])).toEqual(['SUM(o.freight)']);
  expect(await sums(sql, [])).toEqual([]);
});

test('repeatedSumText() says why, and what to write instead', () =>
  expect(
    repeatedSumText({
      offset: 0,
      text: 'SUM(o.freight)',
      name: 'sum',
      operand: 'o.freight',
      reason: '2 of 7 l.id come several times',
      key: 'l.id',
    }),
  ).toBe(
    'SUM(o.freight) takes the same rows several times: 2 of 7 l.id come several times; compute it in a subquery of its own before the join, or write SUM(IF(l.id IS NOT NULL, o.freight)) if every row is meant',
  ));
