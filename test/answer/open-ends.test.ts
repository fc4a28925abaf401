import { expect, test } from 'vitest';

import { withoutOpenEnds } from '../../src/answer/open-ends.ts';
import { folderOf } from '../support/folder.ts';
import { runInProcess } from '../support/in-process.ts';
import { temporaryFolder } from '../support/program.ts';

test.each([
  ['d >= ? AND d < ?', [0], [1], 'd IS NOT NULL AND d IS NOT NULL', []],
  ['d >= ? AND d < ?', [], [1], 'd >= ? AND d IS NOT NULL', [0]],
  ['d >= ? AND d < ?', [0], [], 'd IS NOT NULL AND d < ?', [1]],
  ['? > o.d AND a = ?', [], [0], 'o.d IS NOT NULL AND a = ?', [1]],
  ['d BETWEEN ? AND ?', [0], [1], 'd IS NOT NULL', []],
  ['d BETWEEN ? AND ?', [], [1], 'd >= ?', [0]],
  ["d BETWEEN CAST(? AS timestamp) AND date_add('day', -1, ?)", [0], [], "d <= date_add('day', -1, ?)", [1]],
  ["dt < date_format(?, '%Y-%m-%d')", [], [0], 'dt IS NOT NULL', []],
  ["at < CAST(? AS timestamp) + INTERVAL '1' DAY", [], [0], 'at IS NOT NULL', []],
  ["at >= with_timezone(CAST(? AS timestamp), 'Europe/Paris')", [0], [], 'at IS NOT NULL', []],
  ['d > ?', [], [0], 'd > ?', [0]], // nothing lies behind a day that is not there
  ['d NOT BETWEEN ? AND ?', [], [1], 'd NOT BETWEEN ? AND ?', [0, 1]],
  ["date_diff('day', ?, d) < 0", [], [0], "date_diff('day', ?, d) < 0", [0]],
  ["n < 5 - date_diff('day', d, ?)", [], [0], "n < 5 - date_diff('day', d, ?)", [0]],
  ['CASE WHEN d < ? THEN 1 END < ?', [], [0, 1], 'CASE WHEN d < ? THEN 1 END IS NOT NULL', [0]],
])('withoutOpenEnds(… WHERE %s)', (condition, starts, ends, expected, kept) => {
  const head = 'SELECT 1 FROM t WHERE ';
  const parameters = [...condition.matchAll(/\?/g)].map((_, index) => `DATE '2026-01-0${index + 1}'`);
  const open = { starts: new Set(starts), ends: new Set(ends) };
  expect(withoutOpenEnds({ sql: head + condition, parameters }, open)).toEqual({
    sql: head + expected,
    parameters: kept.map((index) => parameters[index]),
  });
});

test('withoutOpenEnds() leaves what Trino would not read', () => {
  const statement = { sql: 'SELECT FROM d < ?', parameters: ["DATE '9999-12-31'"] };
  expect(withoutOpenEnds(statement, { starts: new Set(), ends: new Set([0]) })).toEqual(statement);
});

test.each([
  ['days since 2026', 'Old,9\nNew,1\n'],
  ['days before 2026', 'First,4\n'],
  ['days all time', 'First,4\nOld,9\nNew,1\n'],
])('owlpost ask "%s" finds the first and the last day that data can have', async (text, rows) => {
  const { stdout } = await runInProcess(['ask', text, '--csv'], {
    OWLPOST_DATA: temporaryFolder(),
    OWLPOST_LAKE: folderOf({ 'days/part.csv': 'name,day,n\nFirst,0001-01-01,4\nNew,2026-03-01,1\nOld,9999-12-31,9\n' }),
    OWLPOST_QUERIES: folderOf({
      'days.sql': `/*---
params:
  period: { type: period, default: 2026 }
---*/
SELECT name AS "Name", SUM(n) AS "Number" FROM days WHERE day >= {{period.start}} AND day < {{period.end}} GROUP BY 1`,
    }),
  });
  expect(stdout.split('\n').slice(1).toSorted()).toEqual(rows.split('\n').toSorted());
});
