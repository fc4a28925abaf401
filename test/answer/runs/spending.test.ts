import { expect, test } from 'vitest';

import type { Budget, Spent } from '../../../src/answer/runs/spending.ts';

import { budgetState } from '../../../src/answer/runs/spending.ts';

const spent = (bytes: number, dollars = 0): Spent => ({ bytes, dollars });

test.each<[Budget, Spent, boolean, boolean, string]>([
  [{ bytes: 100e9 }, spent(0), false, false, '0 bytes of 100 GB'],
  [{ bytes: 100e9 }, spent(79e9), false, false, '79 GB of 100 GB'],
  [{ bytes: 100e9 }, spent(80e9), true, false, '80 GB of 100 GB'],
  [{ bytes: 100e9 }, spent(100e9), true, false, '100 GB of 100 GB'],
  [{ bytes: 100e9 }, spent(101e9), true, true, '101 GB of 100 GB'],
  [{ dollars: 5 }, spent(9e15, 1), false, false, '$1.00 of $5.00'],
  [{ dollars: 5 }, spent(0, 5.01), true, true, '$5.01 of $5.00'],
  [{ bytes: 100e9 }, spent(-1), false, false, '0 bytes of 100 GB'],
])('budgetState(%j, %j)', (budget, used, isNearlyUsed, isOver, words) => {
  expect(budgetState(budget, used)).toEqual({ isNearlyUsed, isOver, words });
});
