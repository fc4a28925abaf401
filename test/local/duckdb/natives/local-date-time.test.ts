import { expect, test } from 'vitest';

import { localDateTimeAt, weekDay } from '../../../../src/local/duckdb/natives/local-date-time.ts';

const fieldsOf = (iso: string) => localDateTimeAt(BigInt(Date.parse(iso)) * 1000n);

test.each([
  ['2024-12-30T00:00:00Z', { dayOfWeek: 1, dayOfYear: 365, week: 1, weekYear: 2025 }],
  ['2021-01-03T23:59:59Z', { dayOfWeek: 7, dayOfYear: 3, week: 53, weekYear: 2020 }],
  ['2024-02-29T12:34:56.789Z', { day: 29, hour: 12, minute: 34, second: 56, millisecond: 789, week: 9 }],
])('localDateTimeAt(%s)', (iso, fields) => expect(fieldsOf(iso)).toMatchObject(fields));

test('a moment before 1970 is rounded down to its millisecond', () =>
  expect(localDateTimeAt(-1n)).toMatchObject({ year: 1969, month: 12, day: 31, second: 59, millisecond: 999 }));

test('weekDay() undoes week and day of the week, for hundreds of years', () => {
  for (let day = Date.UTC(1800, 0, 1); day < Date.UTC(2200, 0, 1); day += 13 * 86_400_000) {
    const { weekYear, week, dayOfWeek } = localDateTimeAt(BigInt(day) * 1000n);
    if (weekDay(weekYear, week, dayOfWeek) !== day) expect.fail(new Date(day).toISOString());
  }
});
