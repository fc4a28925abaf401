import { expect, test } from 'vitest';

import { periodName } from '../../src/calendar/words.ts';

test.each([
  ['last 12 months', 'Last 12 months'],
  ['2025', '2025'],
  ['2025-Q3', 'Q3 2025'],
  ['2025-03', 'Mar 2025'],
  ['2025-11', 'Nov 2025'],
  ['2025-03-11', '11 Mar 2025'],
  ['2025-01-01..2025-06-30', '1 Jan – 30 Jun 2025'],
  ['2024..2025', '1 Jan 2024 – 31 Dec 2025'],
  ['2025-Q1..2025-Q2', '1 Jan – 30 Jun 2025'],
  ['since 2025-03-01', 'Since 2025-03-01'],
])('periodName(%s) → %s', (period, name) => expect(periodName(period)).toBe(name));
