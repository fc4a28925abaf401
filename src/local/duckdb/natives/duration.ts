import { fail } from '../../../trino/fail.ts';
import { DAY_MILLISECONDS } from './local-date-time.ts';

const DURATION_UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: DAY_MILLISECONDS,
};

/** Implements `parse_duration`: the milliseconds of a text such as `3.81 d`. Fails with INVALID_FUNCTION_ARGUMENT for another text. */
export function parseDuration(text: string): bigint {
  const match = /^\s*(\d+(?:\.\d+)?)\s*([a-zA-Z]+)\s*$/.exec(text);
  const unit = DURATION_UNITS[match?.[2] ?? ''];
  if (!match || unit === undefined)
    return fail('INVALID_FUNCTION_ARGUMENT', `duration is not a valid data duration string: ${text}`);
  return BigInt(Math.round(Number(match[1]) * unit));
}

/** Implements `human_readable_seconds`: seconds as `1 week, 2 days, 3 hours, 4 minutes, 5 seconds`. */
export function humanSeconds(seconds: number): string {
  if (!Number.isFinite(seconds)) fail('INVALID_FUNCTION_ARGUMENT', 'Invalid argument found');
  let rest = Math.round(Math.abs(seconds));
  const parts = [
    ['week', 604_800],
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
    ['second', 1],
  ] as const;
  const words = parts.flatMap(([word, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count > 0 ? [`${count} ${word}${count === 1 ? '' : 's'}`] : [];
  });
  return words.length > 0 ? words.join(', ') : '0 seconds';
}

const DATA_UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB', 'ZB', 'YB'];

/** Digits that a fraction of a data size is read with. */
const FRACTION = 30;

/** Implements `parse_data_size`: the digits of the number of bytes of a text such as `2.3MB`. Fails for another text, and beyond 38 digits. */
export function parseDataSize(text: string): string {
  const match = /^(\d+)(?:\.(\d+))?([A-Za-z]+)$/.exec(text);
  const power = DATA_UNITS.indexOf(match?.[3] ?? '');
  if (!match || power < 0) return fail('INVALID_FUNCTION_ARGUMENT', `Invalid data size: '${text}'`);
  const [, whole = '', fraction = ''] = match;
  const scaled = BigInt(whole + fraction.slice(0, FRACTION).padEnd(FRACTION, '0'));
  const bytes = String((scaled * 1024n ** BigInt(power)) / 10n ** BigInt(FRACTION));
  return bytes.length <= 38 ? bytes : fail('NUMERIC_VALUE_OUT_OF_RANGE', `Value out of range: '${text}' ('${bytes}B')`);
}
