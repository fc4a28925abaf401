import { expect, test } from 'vitest';

import { SCALE_RANKS, versionRank } from '../../src/chart/scales.ts';

test('no grade of a scale has two ranks, and each has one', () => {
  const sizes = ['XS', 's', '2XL', 'XXL'].map((name) => SCALE_RANKS[0]!(name));
  expect(sizes).toEqual([2, 3, 7, 7]);
  expect(SCALE_RANKS.map((rankOf) => rankOf('France')).filter((rank) => rank !== undefined)).toEqual([]);
});

test.each([
  ['1.9', '1.10'],
  ['v1.2.0', 'v1.2.10'],
  ['3.0.0-rc.1', '3.0.0-rc.2'],
  ['3.0.0-rc.2', '3.0.0'],
  ['2.9.9', '3.0.0-alpha'],
])('versionRank(%s) is below that of %s', (older, newer) => {
  expect(versionRank(older)).toBeLessThan(versionRank(newer)!);
});

test.each(['10.0.0.1', '1', 'Version', '1.2.x', ''])('versionRank(%j) is undefined', (name) => {
  expect(versionRank(name)).toBeUndefined();
});
