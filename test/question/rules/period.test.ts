import { expect, test } from 'vitest';

import { emptyDraft } from '../../../src/question/draft.ts';
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

test('readPeriod refuses a text that goes on naming periods', () => {
  const draft = emptyDraft();
  for (let at = 0; at < 12; at++) draft.periods.push({ period: '2025', at, text: '2025' });
  expect(readWith(readPeriod, '2025 and 2024', { draft })).toEqual([
    3,
    { problems: ['more than 12 periods are named: name one, or two to compare'] },
  ]);
});

test.each([
  ['on mondays', [2, { values: [{ param: 'weekday', value: 'Monday', excluded: false, at: 0 }] }]],
  ['at weekends', undefined],
  ['on tuesdays', [2, { values: [{ param: 'weekday', value: 'Tuesday', excluded: false, at: 0 }] }]],
])('readWeekdays(%s)', (text, expected) => expect(readWith(readWeekdays, text)).toEqual(expected));
