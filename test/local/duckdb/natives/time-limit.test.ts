import { describe, expect, it } from 'vitest';

import { withinTime } from '../../../../src/local/duckdb/natives/time-limit.ts';

describe('withinTime(run)', () => {
  it('runs to the end', () => {
    let rows = 0;
    withinTime(() => {
      rows = 3;
    });
    expect(rows).toBe(3);
  });

  it('ends a regular expression that backtracks for ever', () => {
    const run = (): void => withinTime(() => /^(a+)+$/u.test(`${'a'.repeat(40)}b`));
    expect(run).toThrow('@@EXCEEDED_TIME_LIMIT@@');
  });

  it('lets every other error through', () => {
    const run = (): void =>
      withinTime(() => {
        throw new RangeError('out of range');
      });
    expect(run).toThrow(RangeError);
  });
});
