import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Engine } from '../../support/engine.ts';

import { openEngine } from '../../support/engine.ts';

let engine: Engine;

beforeAll(async () => {
  engine = await openEngine();
});

afterAll(() => engine.close());

const answerTo = async (expression: string) => (await engine.run(`SELECT ${expression}`)).rows[0]![0];

test.each([
  ['to_hex(to_big_endian_64(-2))', 'FFFFFFFFFFFFFFFE'],
  ['to_hex(to_big_endian_32(258))', '00000102'],
  ["to_hex(to_ieee754_64(double '1'))", '3FF0000000000000'],
  ["to_hex(to_ieee754_32(real '1'))", '3F800000'],
  ['from_big_endian_64(to_big_endian_64(-9223372036854775808))', '-9223372036854775808'],
  ['from_big_endian_32(to_big_endian_32(-1))', '-1'],
  ['from_ieee754_64(to_ieee754_64(-infinity()))', '-Infinity'],
  ["from_ieee754_32(to_ieee754_32(real '0.5'))", '0.5'],
  ["url_encode('a b&c=d-_.*!()~é')", 'a+b%26c%3Dd-_.*%21%28%29%7E%C3%A9'],
  ['bit_count(-7, 64)', '62'],
  ['bit_count(-128, 8)', '1'],
  ['width_bucket(3.14, 0, 4, 3)', '3'],
  ['width_bucket(-1, 0, 4, 3)', '0'],
  ['width_bucket(4, 0, 4, 3)', '4'],
  ['width_bucket(3.14, 4, 0, 3)', '1'],
  ['width_bucket(infinity(), 0, 4, 3)', '4'],
  ['width_bucket(1, 0, null, 3)', null],
  ['round(wilson_interval_lower(1250, 1310, 1.96), 12)', '0.94148837254'],
  ['round(wilson_interval_upper(1250, 1310, 1.96), 12)', '0.964252471714'],
])('%s is %s', async (expression, value) => expect(await answerTo(expression)).toBe(value));

test.each([
  ["from_big_endian_32(to_utf8('12345'))", 'expected 4-byte input, but got instead: 5'],
  ["from_ieee754_64(X'')", 'expected 8-byte input, but got instead: 0'],
  ['bit_count(128, 8)', '128 cannot be represented with 8 bits'],
  ['bit_count(0, 1)', 'must be between 2 and 64'],
  ['width_bucket(1, 0, 4, 0)', 'bucketCount must be greater than 0'],
  ['width_bucket(1, 4, 4, 3)', 'bounds cannot equal each other'],
  ['width_bucket(nan(), 0, 4, 3)', 'operand must not be NaN'],
  ['width_bucket(1, 0, infinity(), 3)', 'bounds must be finite'],
  ['wilson_interval_upper(5, 4, 1.0)', 'must not be larger than number of trials'],
  ['wilson_interval_lower(-1, 4, 1.0)', 'number of successes must not be negative'],
])('%s fails', async (expression, message) => {
  await expect(answerTo(expression)).rejects.toThrow(message);
  await expect(answerTo(expression)).rejects.toMatchObject({ name: 'INVALID_FUNCTION_ARGUMENT' });
});
