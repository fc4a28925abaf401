import { WEEKDAYS } from '../calendar/day.ts';
import { DAY_MS } from '../calendar/durations.ts';
import { capital, joinWords } from '../text/text.ts';
import { nextDues } from './digest.ts';

/** The names of the weekdays in the order of cron, Sunday first. */
const CRON_WEEKDAYS = [...WEEKDAYS.slice(-1), ...WEEKDAYS.slice(0, -1)];

const TIME = /^(?:noon|midnight|(\d{1,2})(?::(\d{2}))?\s*(am|pm)?)$/;

/** Days of the week and a time of day. */
export type Weekly = {
  /** Numbers from Sunday, 0, to Saturday, 6, ascending. */
  readonly days: readonly number[];
  /** The time on a 24-hour clock: `09:00`. */
  readonly time: string;
};

/** Writes weekdays and a time as `cronOf` reads them: `every Monday and Thursday at 09:00`. */
export function whenOf({ days, time }: Weekly): string {
  return `every ${dayWords([...new Set(days)].toSorted((left, right) => weekOrder(left) - weekOrder(right)))} at ${time}`;
}

/** Returns the weekdays and the time of a cron expression that comes on the same days of each week; undefined for others. */
export function weeklyOf(cron: string): Weekly | undefined {
  const [, minute, hour, weekdays] = /^(\d{1,2}) (\d{1,2}) \* \* (\*|1-5|[0-6](?:,[0-6])*)$/.exec(cron) ?? [];
  if (minute === undefined || hour === undefined || weekdays === undefined) return undefined;
  const days = DAY_LISTS.get(weekdays) ?? [...new Set(weekdays.split(',').map(Number))].sort();
  return { days, time: `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}` };
}

/** Writes a cron expression in words, `every weekday at 08:30`; undefined for times that have no short words. */
export function whenWords(cron: string): string | undefined {
  if (cron === '0 * * * *') return 'every hour';
  const weekly = weeklyOf(cron);
  if (weekly) return whenOf(weekly);
  const [, minute, hour, day] = /^(\d{1,2}) (\d{1,2}) (\d{1,2}|L) \* \*$/.exec(cron) ?? [];
  if (minute === undefined || hour === undefined || day === undefined) return undefined;
  const words = day === 'L' ? 'last day' : ordinal(Number(day));
  return `every month on the ${words} at ${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
}

/** Writes in words when a digest would come if it came once a week: `every Monday at 09:00`. Undefined for a cron expression that comes once a week or less often already. */
export function onceAWeek(cron: string): string | undefined {
  const weekly = weeklyOf(cron);
  if (weekly) {
    const { days, time } = weekly;
    return days.length > 1 ? whenOf({ days: [days.includes(1) ? 1 : days[0]!], time }) : undefined;
  }
  const from = new Date('2027-02-01T00:00:00Z');
  const sixth = nextDues({ cron, timezone: 'UTC' }, from, 6).at(5);
  const isOften = sixth !== undefined && sixth.getTime() - from.getTime() < 28 * DAY_MS;
  return isOften ? whenOf({ days: [1], time: '09:00' }) : undefined;
}

const DAY_LISTS: ReadonlyMap<string, readonly number[]> = new Map([
  ['*', [0, 1, 2, 3, 4, 5, 6]],
  ['1-5', [1, 2, 3, 4, 5]],
]);

/** The place of a weekday in a week that begins on Monday. */
function weekOrder(day: number): number {
  return (day + 6) % 7;
}

function dayWords(days: readonly number[]): string {
  if (days.length === 7) return 'day';
  if (days.join() === '1,2,3,4,5') return 'weekday';
  return joinWords(days.map((day) => CRON_WEEKDAYS[day]!));
}

function ordinal(day: number): string {
  const isTeen = day >= 11 && day <= 13;
  const endings = ['th', 'st', 'nd', 'rd'];
  return `${day}${(isTeen ? undefined : endings[day % 10]) ?? 'th'}`;
}

/**
 * Returns the cron expression of a time in words: `every Monday at 09:00`, `every weekday at 8:30`, `every day at
 * 9am`, `every month on the 1st at 9`, `every Monday and Thursday at noon`, `every hour`. Undefined for other words.
 */
export function cronOf(words: string): string | undefined {
  const [, subject = '', clock] =
    /^every (.+?)(?: at (.+))?$/.exec(words.toLowerCase().trim().replace(/\s+/g, ' ')) ?? [];
  if (subject === 'hour' && clock === undefined) return '0 * * * *';
  const time = clock === undefined ? undefined : readTime(clock);
  const days = daysOf(subject);
  return time && days && `${time.minute} ${time.hour} ${days}`;
}

/** The last three fields of a cron expression: day of the month, month, weekday. */
function daysOf(subject: string): string | undefined {
  if (subject === 'day') return '* * *';
  if (subject === 'weekday' || subject === 'working day') return '* * 1-5';
  const [, ordinal] = /^month on the (last day|\d{1,2})(?:st|nd|rd|th)?$/.exec(subject) ?? [];
  if (ordinal === 'last day') return 'L * *';
  if (ordinal !== undefined)
    return Number(ordinal) >= 1 && Number(ordinal) <= 31 ? `${Number(ordinal)} * *` : undefined;
  const names = subject.split(/,? and |, /).map((name) => CRON_WEEKDAYS.indexOf(capital(name.replace(/s$/, ''))));
  return names.includes(-1) ? undefined : `* * ${[...new Set(names)].join(',')}`;
}

function readTime(clock: string): { hour: number; minute: number } | undefined {
  if (clock === 'noon') return { hour: 12, minute: 0 };
  if (clock === 'midnight') return { hour: 0, minute: 0 };
  const [matched, hours, minutes = '0', half] = TIME.exec(clock) ?? [];
  if (matched === undefined) return undefined;
  const [hour, minute] = [Number(hours), Number(minutes)];
  if (minute > 59 || hour > 23 || (half && (hour < 1 || hour > 12))) return undefined;
  return { hour: half ? (hour % 12) + (half === 'pm' ? 12 : 0) : hour, minute };
}
