import { describe, expect, it } from 'vitest';

import { expressionsOf } from '../../src/trino/nodes.ts';
import {
  createQueryParser,
  parseExpression,
  parseQuery,
  tryParseExpression,
  tryParseQuery,
} from '../../src/trino/parse.ts';

const selectOf = (sql: string) => {
  const { body } = parseQuery(sql).query;
  if (body.kind !== 'select') throw new Error(`${sql} is no plain SELECT`);
  return body;
};

describe('parseQuery(sql)', () => {
  it('tells which characters an expression, a select item and a relation were read from', () => {
    const sql = `SELECT '🦉' AS bird, (a + 1) AS "next"\nFROM t AS x -- 🦉\nWHERE a NOT IN (?, ?);`;
    const { items, from, where } = selectOf(sql);
    const texts = [...items, ...from, where!].map(({ range }) => sql.slice(range!.start, range!.end));
    expect(texts).toEqual([`'🦉' AS bird`, '(a + 1) AS "next"', 't AS x', 'a NOT IN (?, ?)']);
  });

  it.each([
    ['FROM a JOIN b ON a.x = b.x WHERE true', 'JOIN b ON a.x = b.x'],
    [
      'FROM a LEFT OUTER JOIN b AS c ON (a.x = c.x AND c.y > 1) GROUP BY 1',
      'LEFT OUTER JOIN b AS c ON (a.x = c.x AND c.y > 1)',
    ],
    ['FROM (a INNER JOIN b USING (x)), d', 'INNER JOIN b USING (x)'],
    ['FROM a CROSS JOIN UNNEST(a.xs) AS u (x)', 'CROSS JOIN UNNEST(a.xs) AS u (x)'],
  ])('tells which characters the join of %s was read from', (from, clause) => {
    const sql = `SELECT 1 ${from}`;
    const [relation] = selectOf(sql).from;
    if (relation?.kind !== 'join') throw new Error('there is no join');
    expect(sql.slice(relation.clause.start, relation.clause.end)).toBe(clause);
  });

  it('numbers the ? in the order of the text', () => {
    const { query, parameterCount } = parseQuery(`SELECT ?, '?' /* ? */ -- ?\nFROM t WHERE x IN (?, ?) LIMIT ?`);
    expect(parameterCount).toBe(4);
    expect([...expressionsOf(query, 'parameter')].map(({ index }) => index)).toEqual([0, 1, 2]);
  });

  it.each([
    ['SELEC 1', 'SYNTAX_ERROR'],
    ['SELECT * FROM t MATCH_RECOGNIZE (PATTERN (A) DEFINE A AS true)', 'NOT_SUPPORTED'],
    ['CREATE TABLE t (x integer)', 'NOT_SUPPORTED'],
    [`SELECT ${'('.repeat(500)}1${')'.repeat(500)}`, 'STATEMENT_TOO_LARGE'],
  ])('throws for %s', (sql, name) => expect(() => parseQuery(sql)).toThrow(expect.objectContaining({ name })));
});

describe('parseExpression(text)', () => {
  it('reads a text that is one expression', () => {
    const { expression } = parseExpression('SUM(a) FILTER (WHERE b > 1)')!;
    expect(expression).toMatchObject({ kind: 'call', name: 'sum', filter: { kind: 'comparison' } });
    expect(expression.range).toEqual({ start: 0, end: 27 });
  });

  it.each(['1, 2', 'a;', '', 'SELECT 1', '1) + (2'])('reads nothing from %s', (text) =>
    expect(parseExpression(text)).toBeUndefined(),
  );
});

describe('tryParseQuery(sql)', () => {
  it('reads a query with its text', () => {
    const { text, query } = tryParseQuery('SELECT 1;')!;
    expect({ text, body: query.body.kind }).toEqual({ text: 'SELECT 1;', body: 'select' });
  });

  it.each(['SELEC 1', 'CREATE TABLE t (x integer)', `SELECT ${'('.repeat(500)}1${')'.repeat(500)}`])(
    'reads nothing from %s',
    (sql) => expect(tryParseQuery(sql)).toBeUndefined(),
  );
});

describe('tryParseExpression(text)', () => {
  it.each([
    ['a + 1', 'arithmetic'],
    ['a; b', undefined],
    ['(SELECT 1 FROM t MATCH_RECOGNIZE (PATTERN (A) DEFINE A AS true))', undefined],
  ])('%s', (text, kind) => expect(tryParseExpression(text)?.expression.kind).toBe(kind));

  it('remembers what a text parses to', () => {
    expect(tryParseExpression('SUM(a)')).toBe(tryParseExpression('SUM(a)'));
    expect(tryParseQuery('SELECT SUM(a) FROM t')).toBe(tryParseQuery('SELECT SUM(a) FROM t'));
  });
});

describe('createQueryParser(most)', () => {
  it('keeps the latest trees', () => {
    const parse = createQueryParser(1);
    const first = parse('SELECT 1');
    expect(parse('SELECT 1')).toBe(first);
    parse('SELECT 2');
    expect(parse('SELECT 1')).not.toBe(first);
  });
});
