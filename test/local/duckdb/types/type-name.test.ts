import { expect, test } from 'vitest';

import type { TypeName } from '../../../../src/trino/syntax.ts';

import { display } from '../../../../src/local/duckdb/types/type.ts';
import { resolveType } from '../../../../src/local/duckdb/types/type-name.ts';

const at = { line: 1, column: 8 };

const named = (name: string, ...given: readonly (number | TypeName)[]): TypeName =>
  ({ name, arguments: given, at }) as TypeName;

test.each([
  [named('int'), 'integer'],
  [named('decimal'), 'decimal(38,0)'],
  [named('decimal', 10), 'decimal(10,0)'],
  [named('decimal', 10, 2), 'decimal(10,2)'],
  [named('varchar'), 'varchar'],
  [named('varchar', 5), 'varchar(5)'],
  [named('char'), 'char(1)'],
  [named('timestamp'), 'timestamp(3)'],
  [named('array', named('map', named('varchar'), named('bigint'))), 'array(map(varchar, bigint))'],
  [named('interval day to day'), 'interval day to second'],
])('resolveType(%j)', (name, type) => expect(display(resolveType(name))).toBe(type));

test.each([
  [named('text'), 'line 1:8: Unknown type: text'],
  [named('array'), 'Unknown type: array'],
  [named('decimal', 39), 'DECIMAL precision must be in range [1, 38]: 39'],
  [named('decimal', 2, 3), 'DECIMAL scale must be in range [0, precision (2)]: 3'],
  [named('timestamp', 9), 'timestamp(9) is not supported by the embedded engine: its finest is 6'],
])('resolveType(%j) fails', (name, message) => expect(() => resolveType(name)).toThrow(message));
