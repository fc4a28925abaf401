import { expect, test } from 'vitest';

import type { Type } from '../../../../src/local/duckdb/types/type.ts';

import { asDecimal, canCoerce, commonType } from '../../../../src/local/duckdb/types/coercion.ts';
import {
  array,
  BIGINT,
  DATE,
  DOUBLE,
  decimal,
  display,
  INTEGER,
  simple,
  timestamp,
  UNKNOWN,
  VARCHAR,
} from '../../../../src/local/duckdb/types/type.ts';

const common = (left: Type, right: Type) => {
  const found = commonType(left, right);
  return found && display(found);
};

test.each<[Type, Type, string | undefined]>([
  [INTEGER, BIGINT, 'bigint'],
  [simple('real'), BIGINT, 'real'],
  [simple('real'), DOUBLE, 'double'],
  [INTEGER, decimal(5, 2), 'decimal(12,2)'],
  [decimal(10, 2), decimal(5, 4), 'decimal(12,4)'],
  [decimal(38, 0), decimal(38, 38), 'decimal(38,38)'],
  [{ kind: 'varchar', length: 3 }, { kind: 'varchar', length: 5 }, 'varchar(5)'],
  [{ kind: 'varchar', length: 3 }, VARCHAR, 'varchar'],
  [DATE, timestamp(6), 'timestamp(6)'],
  [UNKNOWN, array(INTEGER), 'array(integer)'],
  [array(INTEGER), array(DOUBLE), 'array(double)'],
  [array(INTEGER), array(VARCHAR), undefined],
  [VARCHAR, INTEGER, undefined],
  [DATE, BIGINT, undefined],
])('the common type of %j and %j is %s', (left, right, type) => {
  expect(common(left, right)).toBe(type);
  expect(common(right, left)).toBe(type);
});

test('commonType() of rows keeps the names that both have', () => {
  const row = (name: string, type: Type): Type => ({ kind: 'row', fields: [{ name, stored: 'f1', type }] });
  expect(common(row('a', INTEGER), row('a', BIGINT))).toBe('row(a bigint)');
  expect(common(row('a', INTEGER), row('b', BIGINT))).toBe('row(bigint)');
  expect(commonType(row('a', INTEGER), { kind: 'row', fields: [] })).toBe(undefined);
});

test('canCoerce() goes one way', () => {
  expect(canCoerce(INTEGER, BIGINT)).toBe(true);
  expect(canCoerce(BIGINT, INTEGER)).toBe(false);
  expect(canCoerce(DATE, timestamp())).toBe(true);
});

test('asDecimal() holds every value', () => {
  expect(asDecimal(simple('tinyint'))).toEqual({ precision: 3, scale: 0 });
  expect(asDecimal(BIGINT)).toEqual({ precision: 19, scale: 0 });
});
