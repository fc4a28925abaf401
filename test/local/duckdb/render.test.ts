import type { DuckDBValue } from '@duckdb/node-api';
import {
  dateValue,
  decimalValue,
  intervalValue,
  listValue,
  mapValue,
  structValue,
  timestampTZValue,
  timestampValue,
  timeValue,
} from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';

import type { Type } from '../../../src/local/duckdb/types/type.ts';

import { athenaColumn, renderCell } from '../../../src/local/duckdb/render.ts';
import {
  array,
  BIGINT,
  DATE,
  DOUBLE,
  decimal,
  INTEGER,
  simple,
  timestamp,
  VARCHAR,
} from '../../../src/local/duckdb/types/type.ts';

const zoned = (zone: string): Type => ({ kind: 'timestamp with time zone', precision: 3, zone });

describe('renderCell(value, type)', () => {
  it.each<[DuckDBValue, Type, string | null]>([
    [null, INTEGER, null],
    ['', VARCHAR, ''],
    [9223372036854775807n, BIGINT, '9223372036854775807'],
    [1.5, DOUBLE, '1.5'],
    [1e7, DOUBLE, '1.0E7'],
    [0.0001, DOUBLE, '1.0E-4'],
    [-0, DOUBLE, '-0.0'],
    [Number.NaN, DOUBLE, 'NaN'],
    [Math.fround(0.1), simple('real'), '0.1'],
    [decimalValue(-5n, 3, 2), decimal(3, 2), '-0.05'],
    [decimalValue(5n, 2, 2), decimal(2, 2), '0.05'],
    [dateValue(19782), DATE, '2024-02-29'],
    [timestampValue(-1n), timestamp(6), '1969-12-31 23:59:59.999999'],
    [timestampValue(1704067200123456n), timestamp(3), '2024-01-01 00:00:00.123'],
    [timestampValue(1704067200123456n), timestamp(0), '2024-01-01 00:00:00'],
    [timestampTZValue(1704067200000000n), zoned('UTC'), '2024-01-01 00:00:00.000 UTC'],
    [timestampTZValue(1720000000000000n), zoned('America/New_York'), '2024-07-03 05:46:40.000 America/New_York'],
    [timestampTZValue(1704067200000000n), zoned('+05:30'), '2024-01-01 05:30:00.000 +05:30'],
    [timeValue(45296789000n), { kind: 'time', precision: 3 }, '12:34:56.789'],
    [intervalValue(0, -1, -3600000000n), simple('interval day to second'), '-1 01:00:00.000'],
    [intervalValue(-14, 0, 0n), simple('interval year to month'), '-1-2'],
    ['ab', { kind: 'char', length: 4 }, 'ab  '],
    [listValue(['a', null]), array(VARCHAR), '[a, null]'],
    [
      mapValue([
        { key: 10, value: 'x' },
        { key: 2, value: null },
      ]),
      { kind: 'map', key: INTEGER, value: VARCHAR },
      '{2=null, 10=x}',
    ],
    [
      structValue({ f1: 1, f2: 'x' }),
      {
        kind: 'row',
        fields: [
          { stored: 'f1', type: INTEGER, name: 'a' },
          { stored: 'f2', type: VARCHAR },
        ],
      },
      '{a=1, x}',
    ],
  ])('prints %s as a %o', (value, type, text) => expect(renderCell(value, type)).toBe(text));
});

describe('athenaColumn(name, type)', () => {
  it.each<[Type, string, number, number]>([
    [VARCHAR, 'varchar', 2147483647, 0],
    [{ kind: 'varchar', length: 3 }, 'varchar', 3, 0],
    [decimal(10, 2), 'decimal', 10, 2],
    [simple('real'), 'float', 17, 0],
    [BIGINT, 'bigint', 19, 0],
    [timestamp(), 'timestamp', 3, 0],
    [zoned('UTC'), 'timestamp with time zone', 3, 0],
    [array(VARCHAR), 'array', 0, 0],
  ])('describes %o', (type, name, precision, scale) => {
    expect(athenaColumn('x', type)).toEqual({ name: 'x', type: name, precision, scale });
  });
});
