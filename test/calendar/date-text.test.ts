import { expect, test } from 'vitest';

import { writeDate, writeDateRange } from '../../src/calendar/date-text.ts';

const DAY = { day: 30, month: 9, year: 2026 };

test.each([
  [undefined, '30 Sep 2026', 'Sep 2026', '30 Sep'],
  ['en-GB', '30 Sep 2026', 'Sep 2026', '30 Sep'],
  ['de-DE', '30 Sep 2026', 'Sep 2026', '30 Sep'],
  ['fr-FR', '30 Sep 2026', 'Sep 2026', '30 Sep'],
  ['hi-IN', '30 Sep 2026', 'Sep 2026', '30 Sep'],
  ['en-US', 'Sep 30, 2026', 'Sep 2026', 'Sep 30'],
  ['ja-JP', '2026 Sep 30', '2026 Sep', 'Sep 30'],
  ['fa-IR', '30 Sep 2026', 'Sep 2026', '30 Sep'],
])('in %s writeDate() writes %s, %s and %s', (locale, whole, month, day) => {
  expect(writeDate(DAY, locale)).toBe(whole);
  expect(writeDate({ month: 9, year: 2026 }, locale)).toBe(month);
  expect(writeDate({ day: 30, month: 9 }, locale)).toBe(day);
});

test.each([
  ['de-DE', '1 – 30 Sep 2026', '1 Jul – 30 Sep 2026', '1 Dec 2025 – 30 Sep 2026'],
  ['en-US', 'Sep 1 – 30, 2026', 'Jul 1 – Sep 30, 2026', 'Dec 1, 2025 – Sep 30, 2026'],
  ['ja-JP', '2026 Sep 1 – 30', '2026 Jul 1 – Sep 30', '2025 Dec 1 – 2026 Sep 30'],
])('in %s writeDateRange() says once what both days share', (locale, inMonth, inYear, apart) => {
  const from = (month: number, year = 2026) => writeDateRange({ day: 1, month, year }, DAY, locale);
  expect([from(9), from(7), from(12, 2025)]).toEqual([inMonth, inYear, apart]);
});
