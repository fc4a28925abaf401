import { expect, test } from 'vitest';

import { verifiedNow } from '../../src/answer/verified.ts';

const verified = { by: '#analytics', on: '2026-01-31' };

test.each([
  ['2026-01-31T12:00:00Z', true],
  ['2026-03-02T23:00:00Z', true],
  ['2026-03-03T00:00:00Z', false],
])('verifiedNow() on %s, within 30 days → %s', (now, isVerified) => {
  const options = { now: new Date(now), timezone: 'UTC', days: 30 };
  expect(verifiedNow({ verified }, options)).toEqual(isVerified ? verified : undefined);
  expect(verifiedNow({}, options)).toBeUndefined();
});
