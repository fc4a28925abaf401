import { describe, expect, test } from 'vitest';

import { kindOf, readAthenaStatement } from '../../../../src/local/athena/queries/athena-statement.ts';

describe('readStatement(sql)', () => {
  test.each<[sql: string, statement: object]>([
    ['SELECT 1', { kind: 'query', sql: 'SELECT 1' }],
    ['/* SHOW TABLES */ SELECT 1', { kind: 'query' }],
    ['-- SELECT\nSHOW TABLES', { kind: 'show tables', database: undefined, pattern: undefined }],
    [`show  tables\nin "Shop" 'a*' ;`, { kind: 'show tables', database: 'shop', pattern: 'a*' }],
    [`SHOW TABLES LIKE 'x'`, { kind: 'show tables', pattern: 'x' }],
    [`SHOW DATABASES LIKE 'it''s'`, { kind: 'show databases', pattern: `it''s` }],
    ['SHOW COLUMNS IN `a`.`B c`', { kind: 'show columns', name: { database: 'a', table: 'b c' } }],
    ['SHOW COLUMNS FROM t FROM d', { kind: 'show columns', name: { database: 'd', table: 't' } }],
    ['DESCRIBE "it\'s ""odd"""', { kind: 'describe', name: { table: 'it\'s "odd"' } }],
    ['DESC awsdatacatalog.d.t', { kind: 'describe', name: { database: 'd', table: 't' } }],
    ['DESCRIBE FORMATTED t', { kind: 'describe', name: { table: 't' } }],
    ['EXPLAIN (TYPE  validate, FORMAT text) SELECT 1', { kind: 'explain', options: ['TYPE VALIDATE', 'FORMAT TEXT'] }],
    ['EXPLAIN\n  SELECT 1', { kind: 'explain', options: [], sql: '       \n  SELECT 1' }],
    ['EXPLAIN ANALYZE SELECT 1', { kind: 'refused', words: 'EXPLAIN ANALYZE' }],
    ['PREPARE p FROM SELECT ?', { kind: 'prepare', name: 'p', sql: '               SELECT ?' }],
    [`EXECUTE p USING 'a, b', f(1, 2), 3`, { kind: 'execute', name: 'p', values: [`'a, b'`, 'f(1, 2)', '3'] }],
    ['EXECUTE "My Own"', { kind: 'execute', name: 'My Own', values: [] }],
    ['DEALLOCATE PREPARE p', { kind: 'deallocate', name: 'p' }],
    [`EXPLAIN SELECT 1${' '.repeat(100_000)}x`, { kind: 'explain' }],
    [`EXECUTE p USING 1${' '.repeat(100_000)}x`, { kind: 'execute' }],
    ['MSCK REPAIR TABLE d.t', { kind: 'repair', name: { database: 'd', table: 't' } }],
    ['CREATE  EXTERNAL TABLE t (a int)', { kind: 'refused', words: 'CREATE EXTERNAL TABLE' }],
    ['insert into t values (1)', { kind: 'refused', words: 'INSERT INTO' }],
    ['SHOW FUNCTIONS', { kind: 'refused', words: 'SHOW FUNCTIONS' }],
    ['SHOW TABLES; DROP TABLE t', { kind: 'refused', words: 'SHOW TABLES' }],
    ['SELECT * FROM "show tables"', { kind: 'query' }],
    ['', { kind: 'query' }],
  ])('%.80s', (sql, statement) => expect(readAthenaStatement(sql)).toMatchObject(statement));
});

describe('kindOf(statement)', () => {
  test.each([
    ['WITH a AS (SELECT 1) SELECT * FROM a', 'DML', 'SELECT'],
    ['EXPLAIN SELECT 1', 'DML', 'EXPLAIN'],
    ['SHOW SCHEMAS', 'UTILITY', 'SHOW_DATABASES'],
    ['DESC t', 'UTILITY', 'DESCRIBE_TABLE'],
    ['MSCK REPAIR TABLE t', 'DDL', 'MSCK_REPAIR'],
    ['CREATE TABLE t AS SELECT 1', 'DDL', 'CREATE_TABLE'],
    ['INSERT INTO t SELECT 1', 'DML', 'INSERT'],
    ['SHOW FUNCTIONS', 'UTILITY', 'SHOW_FUNCTIONS'],
  ])('%s is %s / %s', (sql, type, substatement) =>
    expect(kindOf(readAthenaStatement(sql))).toEqual({ type, substatement }),
  );
});
