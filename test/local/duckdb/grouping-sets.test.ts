import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Engine } from '../../support/engine.ts';

import { translate } from '../../../src/local/duckdb/translate.ts';
import { openEngine } from '../../support/engine.ts';

let engine: Engine;

beforeAll(async () => {
  engine = await openEngine();
});

afterAll(() => engine.close());

const rowsOf = async (sql: string) => (await engine.run(sql)).rows.map((row) => row.join('|')).sort();

const sqlOf = (value: string | number | null) =>
  value === null ? 'NULL' : typeof value === 'string' ? `'${value}'` : value;

const person = fc.option(fc.constantFrom('ann', 'ben', 'cat'));

const table = fc.array(fc.tuple(person, person, fc.option(fc.integer({ min: 0, max: 3 }))), { maxLength: 12 });

/** The column that all sets share. */
const SETS = ['(a, x), (b, x), (x)', '(x), (a, x), (b, x)', '(a, b, x), (x, a), (x, b), (x)', '(X, a, b), (b, x)'];

const LIST = 'a, b, x, COUNT(*) AS n, COUNT(a) AS named, MAX(b) FILTER (WHERE x > 0) AS most, GROUPING(a, b) AS mask';

describe('grouping by sets that share a column', () => {
  it('gives the rows that grouping by each set alone gives, NULLs among them', async () => {
    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom(...SETS), async (rows, sets) => {
        const values = [...rows, [null, null, null]].map((row) => `(${row.map(sqlOf).join(', ')})`).join(', ');
        const facts = `WITH facts AS (SELECT CAST(a AS varchar) AS a, CAST(b AS varchar) AS b, CAST(x AS bigint) AS x
          FROM (VALUES ${values}) v(a, b, x))`;
        const grouped = (more: string) => rowsOf(`${facts} SELECT ${LIST} FROM facts ${more}`);
        // a WHERE, and sets in two elements, are grouped by DuckDB in one go
        expect(await grouped(`GROUP BY GROUPING SETS (${sets})`)).toEqual(
          await grouped(`WHERE TRUE GROUP BY GROUPING SETS (${sets})`),
        );
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  it('is written as one SELECT for each set, and any other as it stands', () => {
    const written = (sets: string) => {
      const sql = `WITH facts AS (SELECT 1 AS a, 2 AS x) SELECT a, x, COUNT(*) FROM facts GROUP BY ${sets}`;
      return translate(sql, { tables: new Map([['default', new Map()]]), database: 'default' }).sql;
    };
    expect(written('GROUPING SETS ((a, x), (x))').match(/GROUP BY [^ )]+/g)).toHaveLength(2);
    for (const other of ['GROUPING SETS ((a, x), ())', 'ROLLUP (a, x)', 'GROUPING SETS ((a, x), (x)), ROLLUP (a)'])
      expect(written(other)).not.toContain('UNION ALL');
  });

  it('gives no rows of a table without any', async () => {
    const facts = 'WITH facts AS (SELECT a, x FROM (VALUES (1, 2)) v(a, x) WHERE a > 1)';
    expect(await rowsOf(`${facts} SELECT a, x, SUM(a) FROM facts GROUP BY GROUPING SETS ((a, x), (x))`)).toEqual([]);
  });

  it('reads the rows once, so that numbers at random are the same in each set', async () => {
    const facts = 'WITH facts AS (SELECT 1 AS a, x, random() AS r FROM UNNEST(sequence(1, 50)) AS t(x))';
    const sums = `${facts}, sums AS (SELECT x, SUM(r) AS total FROM facts GROUP BY GROUPING SETS ((a, x), (x)))
      SELECT COUNT(DISTINCT total) FROM sums`;
    expect((await engine.run(sums)).rows).toEqual([['50']]);
  });

  it.each([
    ['SELECT b FROM facts GROUP BY GROUPING SETS ((a, x), (x))', 'EXPRESSION_NOT_AGGREGATE'],
    ['SELECT c FROM facts GROUP BY GROUPING SETS ((a, x), (x))', 'COLUMN_NOT_FOUND'],
    ['SELECT a FROM facts GROUP BY GROUPING SETS ((a, c), (c))', 'COLUMN_NOT_FOUND'],
  ])('%s is refused as elsewhere', (sql, name) =>
    expect(engine.run(`WITH facts AS (SELECT 1 AS a, 2 AS b, 3 AS x) ${sql}`)).rejects.toMatchObject({ name }),
  );
});
