import { expect, test } from 'vitest';

import { runIdOf } from '../../src/digests/delivery.ts';

test('runIdOf(digest, due) is a UUID, always the same, and another for each', () => {
  const due = new Date('2026-11-23T09:00:00Z');
  const id = runIdOf('monday', due);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(runIdOf('monday', new Date(due))).toBe(id);
  expect(runIdOf('friday', due)).not.toBe(id);
  expect(runIdOf('monday', new Date(due.getTime() + 1))).not.toBe(id);
});
