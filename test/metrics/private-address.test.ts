import { expect, test } from 'vitest';

import { isPrivate } from '../../src/metrics/private-address.ts';

test.each<[string | string[] | undefined, boolean]>([
  [undefined, true],
  ['127.0.0.1', true],
  ['172.31.255.255', true],
  ['172.32.0.1', false],
  ['fd00::1', true],
  ['2001:db8::1', false],
  [['10.1.1.1', '8.8.8.8'], false],
  ['', false],
])('isPrivate(%j) is %s', (header, outcome) => {
  expect(isPrivate(header)).toBe(outcome);
});
