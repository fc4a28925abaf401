import { describe, expect, it } from 'vitest';

import { trinoErrorOf } from '../../../src/local/duckdb/duckdb-error.ts';

describe('faultOf(error)', () => {
  it.each([
    [
      "Conversion Error: Could not convert string '@@DIVISION_BY_ZERO@@Division by zero@@' to INT64\n\nLINE 1: …",
      'DIVISION_BY_ZERO',
      'Division by zero',
    ],
    [
      "Invalid Input Error: @@INVALID_FUNCTION_ARGUMENT@@Invalid JSON path: 'a'@@",
      'INVALID_FUNCTION_ARGUMENT',
      "Invalid JSON path: 'a'",
    ],
    [
      'Out of Range Error: Overflow in addition of INT32 (2147483647 + 1)!',
      'NUMERIC_VALUE_OUT_OF_RANGE',
      'addition overflow',
    ],
    [
      'Out of Memory Error: could not allocate block of size 256.0 KiB',
      'EXCEEDED_LOCAL_MEMORY_LIMIT',
      'Query exceeded the memory limit of the embedded engine',
    ],
    ['INTERRUPT Error: Interrupted!', 'USER_CANCELED', 'Query was canceled'],
    [
      'IO Error: Cannot open file "/home/someone/lake/orders.parquet"',
      'GENERIC_INTERNAL_ERROR',
      'The embedded engine failed to run this statement',
    ],
  ])('reads %s', (text, name, message) => expect(trinoErrorOf(new Error(text))).toMatchObject({ name, message }));
});
