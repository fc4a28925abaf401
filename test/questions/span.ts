/** Days from `start` up to, not including, `end`, as ISO texts; one that is missing is open. */
export type OpenSpan = { readonly start?: string; readonly end?: string };

/** The units that a time is grouped by. */
export const GRAINS = ['day', 'week', 'month', 'quarter', 'year'] as const;

export type Grain = (typeof GRAINS)[number];

/** The span of `2024`, `2024-Q1`, `2024-03`, `2024-03-15`, `A..B` with both ends inside, or `all`. */
export function spanOfText(text: string): OpenSpan {
  if (text === 'all') return {};
  const [from, to = from] = text.split('..') as [string, string?];
  return {
    ...(from && { start: firstDayOf(from) }),
    ...(to && { end: next(firstDayOf(to), grainOf(to)) }),
  };
}

function grainOf(point: string): Grain {
  if (point.includes('Q')) return 'quarter';
  return point.length === 10 ? 'day' : point.length === 7 ? 'month' : 'year';
}

function firstDayOf(point: string): string {
  const [year, quarter] = point.split('-Q');
  if (quarter) return `${year}-${String(Number(quarter) * 3 - 2).padStart(2, '0')}-01`;
  return `${point}-01-01`.slice(0, 10);
}

/** The first day of the unit that a day lies in; weeks start on Monday. */
export function bucketOf(day: string, grain: Grain): string {
  if (grain === 'year') return `${day.slice(0, 4)}-01-01`;
  if (grain === 'month') return `${day.slice(0, 7)}-01`;
  if (grain === 'quarter') {
    const first = Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1;
    return `${day.slice(0, 4)}-${String(first).padStart(2, '0')}-01`;
  }
  return grain === 'week' ? shifted(day, -((weekdayOf(day) + 6) % 7)) : day;
}

/** The first day of the unit after, or so many after or before; negative counts go back. */
export function next(bucket: string, grain: Grain, count = 1): string {
  if (grain === 'day' || grain === 'week') return shifted(bucket, count * (grain === 'week' ? 7 : 1));
  const months = { month: 1, quarter: 3, year: 12 }[grain] * count;
  const at = Number(bucket.slice(0, 4)) * 12 + Number(bucket.slice(5, 7)) - 1 + months;
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}${bucket.slice(7)}`;
}

/** 0 for Sunday to 6 for Saturday. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

function shifted(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}

/** How many units of a kind lie in the days from `start` up to `end`, which is not among them: a part of a month counts by its days. */
export function unitsIn(start: string, end: string, grain: Grain): number {
  let count = 0;
  for (let day = start; day < end; day = next(day, 'day')) count += partOf(day, grain);
  return count;
}

function partOf(day: string, grain: Grain): number {
  if (grain === 'day' || grain === 'week') return grain === 'day' ? 1 : 1 / 7;
  const month = bucketOf(day, 'month');
  const days = (Date.parse(next(month, 'month')) - Date.parse(month)) / 86_400_000;
  return 1 / days / { month: 1, quarter: 3, year: 12 }[grain];
}
