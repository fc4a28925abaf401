import { fail } from '../../../trino/fail.ts';

/** Writes a double as Java and Trino do: `1.5`, `1.0E7`, `1.0E-4`, `NaN`. */
export function doubleText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  return javaText(value);
}

/** Writes a real with the fewest digits that give back the same 32-bit number. */
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

/** Writes an interval in milliseconds as `2 03:04:05.678`. */
export function intervalText(milliseconds: number): string {
  const size = Math.abs(milliseconds);
  const clock = [size / 3_600_000, size / 60_000, size / 1000].map((part, index) => {
    return String(Math.trunc(part) % (index === 0 ? 24 : 60)).padStart(2, '0');
  });
  const days = Math.trunc(size / 86_400_000);
  return `${milliseconds < 0 ? '-' : ''}${days} ${clock.join(':')}.${String(Math.trunc(size % 1000)).padStart(3, '0')}`;
}

/**
 * Writes a double as the digits of a decimal, rounded half up from its shortest text as Java's BigDecimal does. Fails
 * with INVALID_CAST_ARGUMENT when it does not fit.
 */
export function decimalText(value: number, precision: number, scale: number): string {
  if (!Number.isFinite(value))
    fail('INVALID_CAST_ARGUMENT', `Cannot cast DOUBLE '${doubleText(value)}' to DECIMAL(${precision}, ${scale})`);
  const [mantissa = '', exponent = '0'] = Math.abs(value).toExponential().split('e');
  const digits = mantissa.replace('.', '');
  // the value is digits × 10^-shift; keep `scale` of those places
  const drop = digits.length - 1 - Number(exponent) - scale;
  const whole = BigInt(digits);
  const rounded =
    drop <= 0 ? whole * 10n ** BigInt(-drop) : (whole * 2n + 10n ** BigInt(drop)) / (2n * 10n ** BigInt(drop));
  const text = String(rounded).padStart(scale + 1, '0');
  if (text.length > precision && text.replace(/^0+/, '').length > precision) {
    fail('INVALID_CAST_ARGUMENT', `Cannot cast DOUBLE '${doubleText(value)}' to DECIMAL(${precision}, ${scale})`);
  }
  const sign = value < 0 ? '-' : '';
  return scale === 0 ? sign + text : `${sign}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}
