import { describe, expect, test } from 'vitest';

import type { Lake, LakeTable } from '../../../../src/local/athena/lake/lake-table.ts';
import type { UtilityStatement } from '../../../../src/local/athena/queries/utility-statement.ts';

import {
  answerUtilityStatement,
  databasesOf,
  partitionNames,
} from '../../../../src/local/athena/queries/utility-statement.ts';
import { BIGINT, VARCHAR } from '../../../../src/local/duckdb/types/type.ts';

const file = (...partition: (string | null)[]) => ({ path: 'x', partition });

const ORDERS = {
  database: 'shop',
  name: 'orders',
  format: 'parquet',
  columns: [{ name: 'id', type: BIGINT }],
  partitionKeys: [{ name: 'year', type: VARCHAR }],
  files: [file('2025'), file('2024'), file('2025'), file(null)],
} as unknown as LakeTable;

const table = (name: string, given: Partial<LakeTable> = {}): LakeTable => ({ ...ORDERS, name, ...given });

const LAKE: Lake = new Map(
  [ORDERS, table('items'), table('broken', { unreadable: 'x.parquet is empty' })].map((each) => [
    `shop.${each.name}`,
    each,
  ]),
);

const answer = (statement: UtilityStatement, database = 'shop') => answerUtilityStatement(statement, LAKE, database);

const name = { table: 'orders' } as never;

describe('SHOW', () => {
  test.each([
    [undefined, ['broken', 'items', 'orders']],
    ['o*', ['orders']],
    ['O*|items', ['items', 'orders']],
    ['none', []],
  ])('TABLES %s goes by patterns of Hive', (pattern, tables) =>
    expect(answer({ kind: 'show tables', ...(pattern && { pattern }) }).lines).toEqual(tables),
  );

  test.each([
    [undefined, ['default', 'shop']],
    ['*', ['default', 'shop']],
    ['sh.p', ['shop']],
    ['sh', []],
  ])('DATABASES %s goes by an expression for the whole name', (pattern, names) =>
    expect(answer({ kind: 'show databases', ...(pattern && { pattern }) }).lines).toEqual(names),
  );

  test('a pattern that is no expression is refused', () =>
    expect(() => answer({ kind: 'show databases', pattern: '(' })).toThrow('is not a regular expression'));

  test('COLUMNS has the partitions last, and PARTITIONS each once', () => {
    expect(answer({ kind: 'show columns', name }).lines.map((line) => line.trim())).toEqual(['id', 'year']);
    expect(partitionNames(ORDERS)).toEqual(['year=2024', 'year=2025', 'year=__HIVE_DEFAULT_PARTITION__']);
    expect(partitionNames({ ...ORDERS, partitionKeys: [], files: [file()] as never })).toEqual([]);
  });

  test('CREATE TABLE is in the words of Hive', () => {
    const text = answer({ kind: 'show create table', name }).lines.join('\n');
    expect(text).toMatch(
      /^CREATE EXTERNAL TABLE `orders`\(\n {2}`id` bigint\)\nPARTITIONED BY \( \n {2}`year` string\)/,
    );
    expect(text).toContain('ParquetHiveSerDe');
  });
});

test('DESCRIBE has columns, and partitions once more', () => {
  const lines = answer({ kind: 'describe', name }).lines.map((line) => line.split('\t').map((field) => field.trim()));
  expect(lines[0]).toEqual(['id', 'bigint', '']);
  expect(lines.map(([first]) => first)).toEqual([
    'id',
    'year',
    '',
    '# Partition Information',
    '# col_name',
    '',
    'year',
  ]);
});

test('a table that is not there, or cannot be read, is told in the words of Hive', () => {
  expect(() => answer({ kind: 'describe', name: { table: 'none' } as never })).toThrow('Table not found shop.none');
  expect(() => answer({ kind: 'describe', name: { table: 'broken' } as never })).toThrow(
    'HIVE_BAD_DATA: Table broken cannot be read: x.parquet is empty',
  );
});

test('the default database is there even when it is empty', () => expect(databasesOf(new Map())).toEqual(['default']));
