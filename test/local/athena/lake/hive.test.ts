import { expect, test } from 'vitest';

import { hiveName, parseHiveType } from '../../../../src/local/athena/lake/hive.ts';
import { array, BIGINT, DATE, decimal, INTEGER, simple, VARCHAR } from '../../../../src/local/duckdb/types/type.ts';

test.each([
  [VARCHAR, 'string'],
  [{ kind: 'varchar', length: 5 }, 'varchar(5)'],
  [INTEGER, 'int'],
  [simple('real'), 'float'],
  [simple('varbinary'), 'binary'],
  [decimal(10, 2), 'decimal(10,2)'],
  [DATE, 'date'],
  [array({ kind: 'map', key: VARCHAR, value: BIGINT }), 'array<map<string,bigint>>'],
  [
    {
      kind: 'row',
      fields: [
        { name: 'a', stored: 'f1', type: INTEGER },
        { stored: 'f2', type: VARCHAR },
      ],
    },
    'struct<a:int,f2:string>',
  ],
] as const)('hiveName(%j)', (type, name) => expect(hiveName(type)).toBe(name));

test.each([
  'string',
  'int',
  'bigint',
  'float',
  'double',
  'boolean',
  'date',
  'timestamp',
  'decimal(10,2)',
  'varchar(5)',
  'char(3)',
  'binary',
])('parseHiveType(%j) is undone by hiveName()', (name) => expect(hiveName(parseHiveType(name)!)).toBe(name));

test.each([
  [' DECIMAL ( 10 , 2 ) ', 'decimal(10,2)'],
  ['decimal', 'decimal(10,0)'],
  ['integer', 'int'],
  ['real', 'float'],
  ['timestamp(3)', 'timestamp'],
])('parseHiveType(%j) is %s', (text, name) => expect(hiveName(parseHiveType(text)!)).toBe(name));

test.each([
  '',
  'text',
  'decimal(39,0)',
  'decimal(2,3)',
  'timestamp(6)',
  'varchar(0)',
  'varchar(5,2)',
  'array<int>',
  'int(5)',
])('parseHiveType(%j) is undefined', (text) => expect(parseHiveType(text)).toBe(undefined));
