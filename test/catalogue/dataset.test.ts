import { expect, test } from 'vitest';

import type { Measure } from '../../src/catalogue/dataset.ts';

import { isAdditive, showsParts } from '../../src/catalogue/dataset.ts';

test.each([
  ['share', true],
  ['share_of_all', true],
  ['change_last_year', true],
  ['running_total', false],
  ['average_per_month', false],
  [undefined, false],
])('showsParts(%s) → %s', (show, expected) => expect(showsParts(show)).toBe(expected));

test.each([
  ['sum', true],
  ['rows', true],
  ['count', false],
  ['average', false],
  ['ratio', false],
  ['max', false],
])('isAdditive() of a %s → %s', (kind, expected) =>
  expect(isAdditive({ aggregate: { kind } } as unknown as Measure)).toBe(expected),
);
