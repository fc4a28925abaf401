import type { DuckDBListValue } from '@duckdb/node-api';
import { listValue } from '@duckdb/node-api';

import { fail } from '../../../trino/fail.ts';

const DIGITS = /^[0-9a-z]$/i;

/**
 * Implements `to_base`: the digits of a whole number in a base from 2 to 36. Fails with INVALID_FUNCTION_ARGUMENT for
 * another base.
 */
export function toBase(value: bigint, radix: bigint): string {
  checkRadix(radix);
  return value.toString(Number(radix));
}

/**
 * Implements `from_base`: the whole number whose digits in a base from 2 to 36 a text is. Fails with
 * INVALID_FUNCTION_ARGUMENT for another base, a wrong digit, or a number beyond a bigint.
 */
export function fromBase(text: string, radix: bigint): bigint {
  checkRadix(radix);
  const [, sign = '', digits = ''] = /^([+-]?)(.*)$/s.exec(text) ?? [];
  const values = [...digits].map((digit) => (DIGITS.test(digit) ? Number.parseInt(digit, 36) : 99));
  if (values.length === 0 || values.some((value) => value >= Number(radix))) {
    fail('INVALID_FUNCTION_ARGUMENT', `Not a valid base-${radix} number: ${text}`);
  }
  const size = values.reduce((total, value) => total * radix + BigInt(value), 0n);
  const value = sign === '-' ? -size : size;
  if (value !== BigInt.asIntN(64, value))
    fail('INVALID_FUNCTION_ARGUMENT', `Not a valid base-${radix} number: ${text}`);
  return value;
}

function checkRadix(radix: bigint): void {
  if (radix < 2n || radix > 36n) fail('INVALID_FUNCTION_ARGUMENT', 'Radix must be between 2 and 36');
}

/** Implements `cbrt`: the cube root. */
export const cubeRoot = (value: number): number => Math.cbrt(value);

/** As Java shifts: of the distance only the last bits count. */
const distance = (by: number): bigint => BigInt(by & 63);

/** Implements `bitwise_left_shift` for an integer type of `bits` bits; a shift by as many or more gives 0. */
export const shiftLeft = (value: bigint, by: number, bits: number): bigint =>
  by >= bits ? 0n : BigInt.asIntN(bits, value << distance(by));

/**
 * Implements `bitwise_right_shift`, which fills with zeros, for an integer type of `bits` bits; a shift by as many or
 * more gives 0.
 */
export const shiftRight = (value: bigint, by: number, bits: number): bigint =>
  by >= bits ? 0n : BigInt.asIntN(bits, BigInt.asUintN(bits, value) >> distance(by));

/** Implements `bitwise_right_shift_arithmetic`, which fills with the sign. */
export const shiftRightSigned = (value: bigint, by: number, bits: number): bigint =>
  value >> (by >= bits ? 64n : distance(by));

/** Implements `normal_cdf`: the share of a normal distribution below a value. */
export function normalCdf(mean: number, deviation: number, value: number): number {
  if (!(deviation > 0)) fail('INVALID_FUNCTION_ARGUMENT', 'standardDeviation must be > 0');
  const z = (value - mean) / (deviation * Math.SQRT2);
  return 0.5 * (1 + errorFunction(z));
}

function errorFunction(z: number): number {
  const size = Math.abs(z);
  if (size > 6) return Math.sign(z);
  let term = z;
  let sum = z;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum) && n < 500; n += 1) {
    term *= (-z * z) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

/**
 * Implements `inverse_normal_cdf`: the value below which a share of a normal distribution lies; by Newton's method from
 * a rational estimate.
 */
export function inverseNormalCdf(mean: number, deviation: number, share: number): number {
  if (!(share > 0 && share < 1)) fail('INVALID_FUNCTION_ARGUMENT', 'p must be 0 > p > 1');
  if (!(deviation > 0)) fail('INVALID_FUNCTION_ARGUMENT', 'standardDeviation must be > 0');
  const tail = Math.sqrt(-2 * Math.log(Math.min(share, 1 - share)));
  let z =
    tail -
    (2.515517 + 0.802853 * tail + 0.010328 * tail ** 2) /
      (1 + 1.432788 * tail + 0.189269 * tail ** 2 + 0.001308 * tail ** 3);
  if (share < 0.5) z = -z;
  for (let step = 0; step < 20; step += 1) {
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
    const change = (normalCdf(0, 1, z) - share) / density;
    z -= change;
    if (Math.abs(change) < 1e-16) break;
  }
  return mean + deviation * z;
}

const MOST_COMBINATIONS = 100_000;

/** Returns the 1-based positions of every choice of `size` out of `length` elements, in order. */
export function combinations(length: bigint, size: number): DuckDBListValue {
  if (size < 0) fail('INVALID_FUNCTION_ARGUMENT', `combination size must not be negative: ${size}`);
  if (size > 5) fail('INVALID_FUNCTION_ARGUMENT', `combination size must not exceed 5: ${size}`);
  let chosen: number[][] = [[]];
  for (let position = 0; position < size; position += 1) {
    chosen = chosen.flatMap((before) => {
      const from = (before.at(-1) ?? 0) + 1;
      return Array.from({ length: Math.max(0, Number(length) - from + 1) }, (_, index) => [...before, from + index]);
    });
    if (chosen.length > MOST_COMBINATIONS)
      fail('INVALID_FUNCTION_ARGUMENT', `combinations exceed max size of ${MOST_COMBINATIONS}`);
  }
  return listValue(chosen.map((positions) => listValue(positions)));
}
