import { expect, test } from 'vitest';

import { joinsOf, withoutJoin } from '../../src/check/joins.ts';
import { parseQuery } from '../../src/trino/parse.ts';

const tables = (sql: string) =>
  joinsOf(parseQuery(sql)).map(
    (join) =>
      `${join.table} ${join.alias}: ${withoutJoin(parseQuery(sql), join)?.replace(/\s+/g, ' ').trim() ?? 'needed'}`,
  );

test.each([
  ['SELECT SUM(f.a) FROM f CROSS JOIN d', []],
  ['SELECT SUM(f.a) FROM facts f LEFT JOIN dims d ON f.k = d.k', ['dims d: SELECT SUM(f.a) FROM facts f']],
  [
    'SELECT SUM(f.a) FROM facts f JOIN dims AS d ON (f.k = d.k) WHERE f.b > 1',
    ['dims d: SELECT SUM(f.a) FROM facts f WHERE f.b > 1'],
  ],
  ['SELECT d.n, SUM(f.a) FROM facts f JOIN dims d ON f.k = d.k', ['dims d: needed']],
  ['SELECT SUM(f.a) FROM facts f JOIN dims d ON f.k = d.k AND d.x = ?', ['dims d: needed']],
  [
    "SELECT 'JOIN x y ON', SUM(f.a) -- JOIN d.d e ON\nFROM facts f LEFT OUTER JOIN lake.dims d ON f.k = d.k INNER JOIN other o ON o.k = f.k GROUP BY 1",
    [
      "lake.dims d: SELECT 'JOIN x y ON', SUM(f.a) -- JOIN d.d e ON FROM facts f INNER JOIN other o ON o.k = f.k GROUP BY 1",
      "other o: SELECT 'JOIN x y ON', SUM(f.a) -- JOIN d.d e ON FROM facts f LEFT OUTER JOIN lake.dims d ON f.k = d.k GROUP BY 1",
    ],
  ],
  [
    'WITH g AS (SELECT f.a FROM facts f JOIN dims d ON f.k = d.k) SELECT * FROM g',
    ['dims d: WITH g AS (SELECT f.a FROM facts f ) SELECT * FROM g'],
  ],
])('joinsOf(%j)', (sql, outcome) => expect(tables(sql)).toEqual(outcome));
