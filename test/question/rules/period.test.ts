import { expect, test } from 'vitest';

import { readPeriod, readWeekdays } from '../../../src/question/rules/period.ts';
import { readWith } from '../../support/rules.ts';

test.each([
  ['last quarter', [2, { periods: [{ period: 'last quarter', at: 0, text: 'last quarter' }] }]],
  ['in march 2025', [3, { periods: [{ period: '2025-03', at: 0, text: 'in march 2025' }] }]],
  [
    'between 1 jan and 31 mar 2025',
    [7, { periods: [{ period: '2025-01-01..2025-03-31', at: 0, text: 'between 1 jan and 31 mar 2025' }] }],
  ],
  ['march', undefined],
  ['1/31/2025', [1, { periods: [{ period: '2025-01-31', at: 0, text: '1/31/2025' }] }]],
  ['1/2/2025', [1, { problems: ['1/2/2025 can be read in two ways: write it as 2025-01-02 or 2025-02-01'] }]],
  ['may', undefined],
  ['tomorrow', undefined],
])('readPeriod(%s)', (text, expected) => expect(readWith(readPeriod, text)).toEqual(expected));

test.each([
  ['on mondays', [2, { values: [{ param: 'weekday', value: 'Monday', excluded: false, at: 0 }] }]],
  ['at weekends', undefined],
  ['on tuesdays', [2, { values: [{ param: 'weekday', value: 'Tuesday', excluded: false, at: 0 }] }]],
])('readWeekdays(%s)', (text, expected) => expect(readWith(readWeekdays, text)).toEqual(expected));
