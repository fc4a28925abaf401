import { fail } from '../../../trino/fail.ts';

/** Returns a double as Java and Trino print it: `1.5`, `1.0E7`, `1.0E-4`, `NaN`. */
export function doubleText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  return javaText(value);
}

/** Returns a real as Trino prints it: with the fewest digits that are the same 32-bit number. */
export function realText(value: number): string {
  if (!Number.isFinite(value) || value === 0) return doubleText(value);
  for (let digits = 1; digits <= 9; digits += 1) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === Math.fround(value)) return javaText(short);
  }
  return javaText(value);
}

function javaText(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e7) {
    const plain = String(value);
    return plain.includes('.') ? plain : `${plain}.0`;
  }
  const [mantissa = '', exponent = ''] = value.toExponential().split('e');
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${Number(exponent)}`;
}

/** Returns an interval in milliseconds as Trino prints it: `2 03:04:05.678`. */
export function intervalText(milliseconds: number): string {
  const size = Math.abs(milliseconds);
  const clock = [size / 3_600_000, size / 60_000, size / 1000].map((part, index) => {
    return String(Math.trunc(part) % (index === 0 ? 24 : 60)).padStart(2, '0');
  });
  const days = Math.trunc(size / 86_400_000);
  return `${milliseconds < 0 ? '-' : ''}${days} ${clock.join(':')}.${String(Math.trunc(size % 1000)).padStart(3, '0')}`;
}

/**
 * Returns a double as a decimal, rounded half up from its shortest text as Java's BigDecimal does. Fails with INVALID_CAST_ARGUMENT
 * when it has more digits than `precision`.
 */
export function decimalText(value: number, precision: number, scale: number): string {
  const text = Number.isFinite(value) ? rounded(Math.abs(value).toExponential(), scale) : undefined;
  if (text === undefined || text.replace('.', '').replace(/^0+/, '').length > precision)
    fail('INVALID_CAST_ARGUMENT', `Cannot cast DOUBLE '${doubleText(value)}' to DECIMAL(${precision}, ${scale})`);
  return value < 0 ? `-${text}` : text;
}

/** Rounds a positive number, given as text such as `1.5` or `1.5e7`, half up to decimal places and returns its digits. */
export function rounded(value: string, places: number): string {
  const [mantissa = '', exponent = '0'] = value.split(/e/i);
  const [integer = '', fraction = ''] = mantissa.split('.');
  const shift = fraction.length - Number(exponent) - places;
  const digits = BigInt(integer + fraction);
  const scaled =
    shift <= 0 ? digits * 10n ** BigInt(-shift) : (digits * 2n + 10n ** BigInt(shift)) / (2n * 10n ** BigInt(shift));
  const text = String(scaled).padStart(places + 1, '0');
  return places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`;
}
