import { expect, test } from 'vitest';

import type { RunSize, SizedQuestion } from '../../../src/answer/runs/run-sizes.ts';

import { estimateBytes } from '../../../src/answer/runs/run-sizes.ts';

const size = (shape: string, days: number | null, bytes: number): RunSize => ({ shape, days, bytes, isBilled: true });

const ask = (shape: string, days: number | null, isPartitioned = false): SizedQuestion => ({
  shape,
  days,
  isPartitioned,
});

test.each<[string, RunSize[], SizedQuestion, number | undefined]>([
  ['nothing ran', [], ask('a', 30), undefined],
  ['the same ran', [size('a', 30, 100)], ask('a', 30), 100],
  ['more days ran', [size('a', 365, 100), size('a', 90, 80)], ask('a', 30), 80],
  ['fewer days ran, all is read', [size('a', 30, 100)], ask('a', 365), 100],
  ['fewer days ran, only its days are read', [size('a', 30, 100)], ask('a', 300, true), 1000],
  ['more days ran, only its days are read', [size('a', 300, 1000)], ask('a', 30, true), 100],
  ['another shape ran', [size('b', 30, 100), size('c', 30, 300)], ask('a', 30), 300],
  ['another shape ran, only its days are read', [size('b', 30, 100)], ask('a', 60, true), 200],
  ['no period', [size('a', null, 100)], ask('a', null, true), 100],
])('estimateBytes() when %s', (_, known, question, expected) => {
  expect(estimateBytes(known, question)).toBe(expected);
});
