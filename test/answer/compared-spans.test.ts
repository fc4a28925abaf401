import { expect, test } from 'vitest';

import { comparedSpans } from '../../src/answer/compared-spans.ts';
import { CONTEXT } from '../support/rules.ts';

const { query } = CONTEXT;

const NOW = { now: new Date('2026-11-27T12:00:00Z'), calendar: { timezone: 'UTC', weekStart: 1, fiscalYearStart: 1 } };

const compared = (period: string, compare?: string, show?: string) =>
  comparedSpans(
    query,
    {
      query: 'sales',
      values: { period: [period], ...(show && { show: [show] }) },
      excluded: [],
      ...(compare && { compare }),
    },
    NOW,
  );

test.each([
  ['2025', 'last year', 'last year', '2025-01-01', '2024-01-01', '2025-01-01'],
  ['2025-Q3', 'previous', 'previous period', '2025-07-01', '2025-04-01', '2025-07-01'],
  ['2025', '2003', '2003', '2025-01-01', '2003-01-01', '2004-01-01'],
  ['2026', '2024', 'same days of 2024', '2026-01-01', '2024-01-01', '2024-11-27'],
  ['2026', 'last year', 'last year', '2026-01-01', '2025-01-01', '2025-11-28'],
  ['this year', 'last year', 'last year', '2026-01-01', '2025-01-01', '2025-11-28'],
])('comparedSpans() of %s with %s', (period, compare, label, start, earlierStart, earlierEnd) =>
  expect(compared(period, compare)).toMatchObject({
    label,
    span: { start },
    earlierSpan: { start: earlierStart, end: earlierEnd },
  }),
);

test('the reasons of a period to date are compared with the same days of the one before', () =>
  expect(compared('mtd', undefined, 'why')?.earlierSpan).toEqual({ start: '2026-10-01', end: '2026-10-28' }));

test('comparedSpans() is undefined where nothing is compared', () => expect(compared('2025')).toBeUndefined());

test('comparedSpans() refuses a period without a beginning', () =>
  expect(() => compared('all time', 'previous')).toThrow('a period without a beginning cannot be compared'));
