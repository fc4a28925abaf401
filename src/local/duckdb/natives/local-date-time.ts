/** The fields of a date and time without a zone. */
export type LocalDateTime = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
  /** 1 is Monday. */
  readonly dayOfWeek: number;
  readonly dayOfYear: number;
  /** The ISO week, and the year that it belongs to. */
  readonly week: number;
  readonly weekYear: number;
};

/** The English names of the months. */
export const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** The English names of the days, Monday first. */
export const DAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ');

/** The length of a day in milliseconds. */
export const DAY_MILLISECONDS = 86_400_000;

/** Returns the fields of a local time, given in microseconds since 1970-01-01 00:00 of it. */
export function localDateTimeAt(micros: bigint): LocalDateTime {
  const milliseconds = Number(micros >= 0n ? micros / 1000n : -((-micros + 999n) / 1000n));
  const date = new Date(milliseconds);
  const dayOfWeek = ((date.getUTCDay() + 6) % 7) + 1;
  const thursday = new Date(milliseconds + (4 - dayOfWeek) * DAY_MILLISECONDS);
  const startOf = (year: number): number =>
    Date.UTC(2000, 0, 1) + (new Date(0).setUTCFullYear(year, 0, 1) - Date.UTC(2000, 0, 1));
  const daysSince = (from: number, to: number): number => Math.floor((to - from) / DAY_MILLISECONDS);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    millisecond: date.getUTCMilliseconds(),
    dayOfWeek,
    dayOfYear: daysSince(startOf(date.getUTCFullYear()), milliseconds) + 1,
    week: Math.floor(daysSince(startOf(thursday.getUTCFullYear()), thursday.getTime()) / 7) + 1,
    weekYear: thursday.getUTCFullYear(),
  };
}

/** Returns the milliseconds since 1970-01-01 of a day given by ISO year, week and day of the week (1 is Monday). */
export function weekDay(weekYear: number, week: number, dayOfWeek: number): number {
  const date = new Date(0);
  date.setUTCFullYear(weekYear, 0, 4); // the 4th of January is always in the first week
  const monday = date.getTime() - ((date.getUTCDay() + 6) % 7) * DAY_MILLISECONDS;
  return monday + ((week - 1) * 7 + dayOfWeek - 1) * DAY_MILLISECONDS;
}
