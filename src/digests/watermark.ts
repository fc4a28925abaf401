import type { Day } from '../calendar/day.ts';

import { addDays, today, weekday } from '../calendar/day.ts';

/** Examples of the words that `isWatermark` accepts, as `digests.yml` writes them. */
export const WATERMARKS = ['today', 'yesterday', '2 days ago', 'last weekday'] as const;

const PATTERN = /^(?:today|yesterday|last weekday|([1-9]\d{0,2}) days? ago)$/;

/** Whether words name a day that the data of a digest must reach. */
export function isWatermark(words: string): boolean {
  return PATTERN.test(words);
}

/**
 * Returns the day that `words` name, seen from the day of a due time in a time zone: `last weekday` is the last
 * Monday to Friday before it. Throws a RangeError for words that `isWatermark` does not accept.
 */
export function watermarkDay(words: string, dueAt: Date, timezone: string): Day {
  const [matched, count] = PATTERN.exec(words) ?? [];
  if (matched === undefined) throw new RangeError(`"${words}" names no day`);
  const day = today(dueAt, timezone);
  if (words === 'today') return day;
  if (words === 'last weekday') return lastWeekday(addDays(day, -1));
  return addDays(day, -Number(count ?? 1));
}

function lastWeekday(day: Day): Day {
  return [0, 6].includes(weekday(day)) ? lastWeekday(addDays(day, -1)) : day;
}
