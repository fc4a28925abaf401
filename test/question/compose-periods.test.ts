import { expect, test } from 'vitest';

import { composePeriods } from '../../src/question/compose-periods.ts';
import { composedBy } from '../support/rules.ts';

const composed = (text: string) => composedBy([composePeriods], text);

test.each([
  ['sales in 2025', { period: ['2025'] }],
  ['sales in Q3 and Q4 2025', { period: ['2025-Q3..2025-Q4'] }],
  ['in 2025 sales in Q4', { period: ['2025-Q4'] }],
  ['compare the first two quarters of 2025', { period: ['2025-01..2025-06'] }],
  ['compare sales 2023, 2024 and 2025', { period: ['2023..2025'] }],
])('composePeriods(%s)', (text, expected) => expect(composed(text)).toMatchObject(expected));
