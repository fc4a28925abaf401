import { describe, expect, it } from 'vitest';

import { checkGrammar } from '../../src/trino/grammar.ts';

describe('checkGrammar(sql)', () => {
  it.each([
    'SELECT 1',
    'SELECT 1;',
    'SELECT 1 -- the last line',
    '/* first */ WITH a AS (SELECT 1 AS x) SELECT x FROM a',
    'SELECT x FROM t, LATERAL (SELECT t.x) AS u',
    'SELECT a.x FROM a JOIN b ON a.x = b.x',
    '(SELECT 1) UNION ALL (SELECT 2)',
    'VALUES 1, 2',
    'SELECT ? LIMIT ?',
  ])('finds no fault in %s', (sql) => expect(checkGrammar(sql)).toBeUndefined());

  it.each([
    ['SELECT', 1, 7],
    ['SELECT\n  1 +', 2, 6],
    ['SELECT a FROM t LIMIT 1 OFFSET 1', 1, 25],
    ["SELECT 'open", 1, 8],
    ["SELECT '1'::integer", 1, 11],
    ['SELECT 1) + (SELECT 2', 1, 9],
  ])('finds the fault in %s at %i:%i', (sql, line, column) =>
    expect(checkGrammar(sql)).toMatchObject({ name: 'SYNTAX_ERROR', line, column }),
  );

  it.each([
    ['parentheses', `SELECT ${'('.repeat(3000)}1${')'.repeat(3000)}`],
    ['CASE', `SELECT ${'CASE WHEN true THEN '.repeat(800)}1${' END'.repeat(800)}`],
    ['NOT', `SELECT ${'NOT '.repeat(20_000)}true`],
  ])('refuses too many %s in each other', (_, sql) =>
    expect(checkGrammar(sql)).toMatchObject({ name: 'STATEMENT_TOO_LARGE' }),
  );

  it('does not count the brackets in a text, and takes a long blank', () =>
    expect(checkGrammar(`SELECT '${'('.repeat(500)}'${' '.repeat(100_000)}, 1`)).toBeUndefined());
});
