import type { DuckDBListValue } from '@duckdb/node-api';

import { fail } from '../../../trino/fail.ts';
import { rounded } from './number-text.ts';

const SPECIFIER = /%(?:(\d+)\$)?([-+ 0,(#]*)(\d+)?(?:\.(\d+))?([a-zA-Z%])/g;

/**
 * Formats values, given as text, like Java's `String.format`: `%s %d %f %x %b %c` with their flags. Fails with
 * INVALID_FUNCTION_ARGUMENT for a wrong format, NOT_SUPPORTED for another conversion.
 */
export function javaText(format: string, args: DuckDBListValue): string {
  const values = args.items as readonly (string | null)[];
  let next = 0;
  const text = format.replace(SPECIFIER, (whole, position, flags: string, width, precision, conversion: string) => {
    if (conversion === '%') return '%';
    if (conversion === 'n') return '\n';
    const index = position === undefined ? next : Number(position) - 1;
    if (position === undefined) next += 1;
    if (index >= values.length) return fail('INVALID_FUNCTION_ARGUMENT', `Format specifier '${whole}'`);
    const value = values[index] ?? null;
    const body =
      value === null
        ? 'null'
        : convert(value, conversion, flags, precision === undefined ? undefined : Number(precision), whole);
    return padded(body, flags, width === undefined ? 0 : Number(width), value !== null && 'dfex'.includes(conversion));
  });
  if (/%(?!$)/.test(format.replace(SPECIFIER, '')) || /%$/.test(format.replace(SPECIFIER, ''))) {
    fail('INVALID_FUNCTION_ARGUMENT', `Invalid format string: ${format}`);
  }
  return text;
}

function convert(
  value: string,
  conversion: string,
  flags: string,
  precision: number | undefined,
  whole: string,
): string {
  switch (conversion) {
    case 's':
      return precision === undefined ? value : value.slice(0, precision);
    case 'S':
      return value.toUpperCase();
    case 'b':
      return value;
    case 'd':
      if (!/^-?\d+$/.test(value)) return fail('INVALID_FUNCTION_ARGUMENT', `Invalid format string: ${whole}`);
      return signed(grouped(value.replace('-', ''), flags), value.startsWith('-'), flags);
    case 'x':
      if (!/^-?\d+$/.test(value)) return fail('INVALID_FUNCTION_ARGUMENT', `Invalid format string: ${whole}`);
      return BigInt.asUintN(64, BigInt(value)).toString(16);
    case 'f': {
      if (/^-?\d+$/.test(value)) return fail('INVALID_FUNCTION_ARGUMENT', `Invalid format string: ${whole}`);
      if (!/^-?[\d.]+(E-?\d+)?$/.test(value)) return value;
      const digits = rounded(value.replace('-', ''), precision ?? 6);
      const [integer = '', fraction] = digits.split('.');
      return signed(
        grouped(integer, flags) + (fraction === undefined ? '' : `.${fraction}`),
        value.startsWith('-'),
        flags,
      );
    }
    case 'e':
      return signed(scientific(value.replace('-', ''), precision ?? 6), value.startsWith('-'), flags);
    default:
      return fail('NOT_SUPPORTED', `${whole} in format() is not supported by the embedded engine`);
  }
}

/** `1.234568e+04`. */
function scientific(value: string, places: number): string {
  const [mantissa = '', exponent = '0'] = Number(value).toExponential(places).split('e');
  return `${mantissa}e${exponent[0] === '-' ? '-' : '+'}${exponent.replace(/^[+-]/, '').padStart(2, '0')}`;
}

const grouped = (digits: string, flags: string): string =>
  flags.includes(',') ? digits.replace(/\B(?=(\d{3})+$)/g, ',') : digits;

function signed(text: string, negative: boolean, flags: string): string {
  if (negative) return flags.includes('(') ? `(${text})` : `-${text}`;
  if (flags.includes('+')) return `+${text}`;
  return flags.includes(' ') ? ` ${text}` : text;
}

function padded(text: string, flags: string, width: number, isNumber: boolean): string {
  if (flags.includes('-')) return text.padEnd(width, ' ');
  if (!flags.includes('0') || !isNumber) return text.padStart(width, ' ');
  const sign = /^[-+ (]/.exec(text)?.[0] ?? '';
  return sign + text.slice(sign.length).padStart(width - sign.length, '0');
}

/** Implements `format_number`: 1234567 is 1.23M. */
export function formatNumber(number: number): string {
  const value = Math.trunc(number);
  if (!Number.isFinite(value)) return String(value);
  const units = ['', 'K', 'M', 'B', 'T', 'Q'];
  let size = Math.abs(value);
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  // a negative number is below ten however large it is
  const placesFromTen = size < 100 ? 1 : 0;
  const places = value < 0 || size < 10 ? 2 : placesFromTen;
  const text = places === 0 ? String(Math.round(size)) : size.toFixed(places).replace(/\.?0+$/, '');
  return `${value < 0 ? '-' : ''}${text}${units[unit]}`;
}
