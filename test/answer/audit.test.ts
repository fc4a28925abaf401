import { expect, test } from 'vitest';

import { unansweredEntry } from '../../src/answer/audit.ts';
import { CostError, UserError } from '../../src/error.ts';

const AT = new Date('2026-11-27T09:00:00Z');

const outcomeOf = (error: unknown, signal = new AbortController().signal) => {
  const { outcome, reason } = unansweredEntry('sales', error, { by: { person: 'U1' }, at: AT, signal });
  return [outcome, reason];
};

test.each([
  [new UserError('there is no such query'), ['refused', 'there is no such query']],
  [new CostError('this reads 200 GB', { cheaper: undefined }), ['costly', 'this reads 200 GB']],
  [new TypeError('a bug'), ['failed', null]],
])('unansweredEntry() of %s', (error, expected) => expect(outcomeOf(error)).toEqual(expected));

test('a question whose signal was aborted was cancelled', () =>
  expect(outcomeOf(new UserError('cancelled'), AbortSignal.abort())).toEqual(['cancelled', 'cancelled']));

test('unansweredEntry() costs nothing and has no channel in the shell', () =>
  expect(
    unansweredEntry('sales', new UserError('no'), {
      by: { person: 'shell' },
      at: AT,
      signal: new AbortController().signal,
    }),
  ).toMatchObject({
    at: AT,
    person: 'shell',
    channel: null,
    question: 'sales',
    dollars: 0,
    scannedBytes: 0,
    query: null,
  }));
