const WRITTEN = /^([+-]?)(\d+)(?:\.(\d*))?(?:e([+-]?\d+))?$/i;

/** Returns the number of decimals in a number's text: `12.50` → 2, `1.5E-3` → 4. Undefined for what is no finite number. */
export function scaleOf(text: string): number | undefined {
  const match = WRITTEN.exec(text);
  if (!match) return undefined;
  return Math.max(0, (match[3]?.length ?? 0) - Number(match[4] ?? 0));
}

/**
 * Converts a number's text to a whole number of units of a decimal `scale`, exactly, or rounded half away from zero
 * where the text has more decimals: `12.5` at scale 2 → 1250n. Throws for what is no finite number.
 */
export function unitsOf(text: string, scale: number): bigint {
  const match = WRITTEN.exec(text);
  if (!match) throw new Error(`not a finite number: ${text}`);
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  const digits = BigInt(whole + fraction);
  const shift = scale - fraction.length + Number(exponent);
  const units = shift >= 0 ? digits * 10n ** BigInt(shift) : divide(digits, 10n ** BigInt(-shift));
  return sign === '-' ? -units : units;
}

/** Writes units of a decimal `scale` as a number's text, with all decimals: 1250n at scale 2 → `12.50`. */
export function writeUnits(units: bigint, scale: number): string {
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0');
  const fraction = scale > 0 ? `.${digits.slice(-scale)}` : '';
  return `${units < 0n ? '-' : ''}${digits.slice(0, digits.length - scale)}${fraction}`;
}

/** Divides two numbers that are not negative, rounded half up. */
function divide(dividend: bigint, divisor: bigint): bigint {
  return (dividend * 2n + divisor) / (divisor * 2n);
}
