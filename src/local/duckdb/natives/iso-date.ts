import { fail } from '../../../trino/fail.ts';
import { weekDay } from './local-date-time.ts';

/** Returns an ISO 8601 date, `2024-01-31`, `2024-W05-3` or `2024-031`, in the form `2024-01-31`. Fails with INVALID_FUNCTION_ARGUMENT for another text. */
export function isoDate(text: string): string {
  const match = /^([+-]?\d{4,})(?:-(\d{2})(?:-(\d{2}))?|-W(\d{2})(?:-(\d))?|-(\d{3}))?$/.exec(text);
  if (!match) return fail('INVALID_FUNCTION_ARGUMENT', `Invalid format: "${text}"`);
  const [, year, month = '1', day = '1', week, weekday = '1', dayOfYear] = match;
  const date = new Date(0);
  if (week) return new Date(weekDay(Number(year), Number(week), Number(weekday))).toISOString().slice(0, 10);
  if (dayOfYear) date.setUTCFullYear(Number(year), 0, Number(dayOfYear));
  else date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  if (!dayOfYear && (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day))) {
    fail('INVALID_FUNCTION_ARGUMENT', `Cannot parse "${text}": a field is out of range`);
  }
  return date.toISOString().slice(0, 10);
}

/**
 * Parses an ISO 8601 timestamp into milliseconds since the epoch and the zone's offset in minutes; undefined for
 * another text.
 */
export function readIsoTimestamp(text: string): { milliseconds: number; offset: number } | undefined {
  const match =
    /^([^T]+)(?:T(?:(\d{2})(?::(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?)?)?(Z|[+-]\d{2}(?::?\d{2})?)?$/.exec(text);
  if (!match) return undefined;
  const [, day = '', hour = '0', minute = '0', second = '0', fractionText = '', zone = 'Z'] = match;
  const start = Date.parse(`${isoDate(day)}T00:00:00Z`);
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone) ?? [];
  const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  const clock =
    ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000 +
    Number(fractionText.padEnd(3, '0').slice(0, 3));
  return { milliseconds: start + clock - offset * 60_000, offset };
}

/**
 * Parses an ISO 8601 timestamp into milliseconds since the epoch. Fails with NOT_SUPPORTED for a zone other than UTC,
 * which a column cannot keep.
 */
export function isoTimestamp(text: string): bigint {
  const read = readIsoTimestamp(text);
  if (!read) return fail('INVALID_FUNCTION_ARGUMENT', `Invalid format: "${text}"`);
  if (read.offset !== 0)
    fail('NOT_SUPPORTED', 'A column of timestamps in zones other than UTC is not supported by the embedded engine');
  return BigInt(read.milliseconds);
}
