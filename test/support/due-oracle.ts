/** A digest's days and time, and the same as the cron expression that the scheduler reads. */
export type Plan = {
  readonly cron: string;
  readonly time: string;
  readonly isDay: (local: { weekday: number; day: number; isLast: boolean }) => boolean;
};

const QUARTER_MS = 900_000;

const DAY_MS = 86_400_000;

/** What the clocks of a zone show at each quarter of an hour from `start` on: `2027-03-28 02:30`. */
function clockOf(timezone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short', timeStyle: 'short' });
  return (at) => format.format(at);
}

/** The moment at which the clocks of a zone first show a time on a day, or the first one after it that they show when they skip it. */
function momentOf(day: string, time: string, clock: (at: number) => string): number {
  const wanted = `${day} ${time}`;
  const there = Date.parse(`${day}T${time}Z`);
  const ahead = Date.parse(`${clock(there).replace(' ', 'T')}Z`) - there;
  const well = 4 * 3_600_000; // before any change of the clocks on that day
  for (let at = there - ahead - well; ; at += QUARTER_MS) if (clock(at) >= wanted) return at;
}

/** When digests of a plan are due in a zone from `start` up to `end`. A time that is skipped in spring counts from the end of the gap. */
export function duesByTheClock({ time, isDay }: Plan, timezone: string, start: number, end: number): readonly number[] {
  const clock = clockOf(timezone);
  const dues: number[] = [];
  for (let noon = start - 2 * DAY_MS + DAY_MS / 2; noon < end + 2 * DAY_MS; noon += DAY_MS) {
    const date = new Date(noon);
    const isLast = new Date(noon + DAY_MS).getUTCDate() === 1;
    if (!isDay({ weekday: date.getUTCDay(), day: date.getUTCDate(), isLast })) continue;
    const due = momentOf(date.toISOString().slice(0, 10), time, clock);
    if (due > start && due <= end) dues.push(due);
  }
  return dues;
}
