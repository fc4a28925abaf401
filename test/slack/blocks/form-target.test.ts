import { expect, test } from 'vitest';

import { formatTarget, parseTarget } from '../../../src/slack/blocks/form-target.ts';

test.each([
  [{ ref: { channel: 'C1', ts: '1.2' }, state: { text: 'sales by=month' } }],
  [{ ref: { channel: 'C1', ts: '1.2', thread: '1.1' }, state: { text: 'sales country="New Zealand"', asker: 'U1' } }],
])('parseTarget(formatTarget(target)) = target of %j', (target) =>
  expect(parseTarget(formatTarget(target))).toEqual(target),
);

test.each(['', 'C1', 'C1 1.2', 'C1 1.2 {}', 'C1 1.2 nonsense'])('parseTarget(%j) is undefined', (metadata) =>
  expect(parseTarget(metadata)).toBeUndefined(),
);
