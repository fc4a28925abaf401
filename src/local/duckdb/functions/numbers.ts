import type { FunctionCall, FunctionRow, FunctionTable } from '../function-table.ts';
import type { Bindings } from '../types/signature.ts';
import type { Type } from '../types/type.ts';

import { arithmetic, digits, fromDigits } from '../operators/arithmetic.ts';
import { decimal, duckdbType, simple } from '../types/type.ts';

const INTEGERS = ['tinyint', 'smallint', 'integer', 'bigint'] as const;

type NumberKind = (typeof INTEGERS)[number] | 'real' | 'double';

/** An overload for each of several types, whose result has the same type; N stands for the type. */
const forEach = (types: readonly NumberKind[], parameters: string, sql: string): FunctionRow[] =>
  types.map((type) => [
    `(${parameters.replaceAll('N', type)}) -> ${type}`,
    sql.replaceAll('N', duckdbType(simple(type))),
  ]);

const toWhole = ({ numbers }: Bindings): Type => {
  const [precision, scale] = [numbers.get('p') ?? 38, numbers.get('s') ?? 0];
  return decimal(Math.min(38, Math.max(1, precision - scale + Math.min(scale, 1))), 0);
};

/** A decimal without its fraction, by DuckDB's function of the name; its type has the digits of `result`. */
const wholeDecimal = (name: string, result: (bindings: Bindings) => Type): FunctionRow => [
  '(decimal(p, s)) -> decimal(p, s)',
  (call) => `CAST(${name}(${call.args[0]}) AS ${duckdbType(call.result)})`,
  result,
];

/** Whole numbers near to a number, by DuckDB's function of the name. */
const wholes = (name: string): FunctionRow[] => [
  ...forEach(INTEGERS, 'N', '$1'),
  ...forEach(['real', 'double'], 'N', `CAST(${name}($1) AS N)`),
  wholeDecimal(name, toWhole),
];

const CEILING = wholes('ceil');

const POWER: readonly FunctionRow[] = [['(double, double) -> double', 'pow($1, $2)']];

const BITS = { tinyint: 8, smallint: 16, integer: 32, bigint: 64 } as const;

/** A shift works on as many bits as the number's type has. */
const shifted = (native: string): FunctionRow[] =>
  INTEGERS.map((type) => [
    `(${type}, integer) -> ${type}`,
    `CAST(${native}(CAST($1 AS BIGINT), $2, ${BITS[type]}) AS ${duckdbType(simple(type))})`,
  ]);

const RANDOM: readonly FunctionRow[] = [
  ['() -> double', 'random()'],
  ...forEach(INTEGERS, 'N', 'CAST(floor(random() * $1) AS N)'),
  ...forEach(INTEGERS, 'N, N', 'CAST($1 + floor(random() * ($2 - $1)) AS N)'),
];

/** Trino's functions on numbers. https://trino.io/docs/current/functions/math.html */
export const NUMBERS: FunctionTable = {
  // Rounding and sign
  abs: [...forEach([...INTEGERS, 'real', 'double'], 'N', 'abs($1)'), ['(decimal(p, s)) -> decimal(p, s)', 'abs($1)']],
  ceil: CEILING,
  ceiling: CEILING,
  floor: wholes('floor'),
  round: [
    ...wholes('round'),
    ...forEach(INTEGERS, 'N, integer', 'CAST(trino.round_integer($1, $2) AS N)'),
    ...forEach(['real', 'double'], 'N, integer', 'CAST(trino.round_double($1, $2) AS N)'),
    [
      '(decimal(p, s), integer) -> decimal(p, s)',
      roundedDecimal,
      ({ numbers }) => decimal(Math.min(38, (numbers.get('p') ?? 37) + 1), numbers.get('s') ?? 0),
    ],
  ],
  truncate: [
    wholeDecimal('trunc', ({ numbers }) => decimal(Math.max(1, (numbers.get('p') ?? 38) - (numbers.get('s') ?? 0)), 0)),
    ['(decimal(p, s), integer) -> decimal(p, s)', truncatedDecimal],
    ...forEach(['real', 'double'], 'N', 'CAST(trunc($1) AS N)'),
  ],
  sign: [
    ...forEach([...INTEGERS, 'real', 'double'], 'N', 'CAST(trino.sign($1) AS N)'),
    ['(decimal(p, s)) -> decimal(1, 0)', 'CAST(sign($1) AS DECIMAL(1,0))'],
  ],
  mod: [['(T, T) -> T', (call) => arithmetic('%', call.typed[0]!, call.typed[1]!, call.at)]],

  // Powers and logarithms
  sqrt: [['(double) -> double', 'trino.nan_below(0, $1, sqrt(abs($1)))']],
  cbrt: [['(double) -> double', 'trino_cbrt($1)']],
  power: POWER,
  pow: POWER,
  exp: [['(double) -> double', 'exp($1)']],
  ln: [['(double) -> double', 'trino.logarithm($1, ln(abs($1)))']],
  log2: [['(double) -> double', 'trino.logarithm($1, ln(abs($1)) / 0.6931471805599453e0)']],
  log10: [['(double) -> double', 'trino.logarithm($1, log10(abs($1)))']],
  log: [['(double, double) -> double', 'trino.logarithm($2, ln(abs($2))) / trino.logarithm($1, ln(abs($1)))']],
  e: [['() -> double', '2.718281828459045e0']],

  // Geometry
  pi: [['() -> double', 'pi()']],
  degrees: [['(double) -> double', 'degrees($1)']],
  radians: [['(double) -> double', 'radians($1)']],
  sin: [['(double) -> double', 'trino.finite_only($1, sin(trino.finite_or_zero($1)))']],
  cos: [['(double) -> double', 'trino.finite_only($1, cos(trino.finite_or_zero($1)))']],
  tan: [['(double) -> double', 'trino.finite_only($1, tan(trino.finite_or_zero($1)))']],
  asin: [['(double) -> double', 'trino.nan_outside_one($1, asin(trino.within_one($1)))']],
  acos: [['(double) -> double', 'trino.nan_outside_one($1, acos(trino.within_one($1)))']],
  atan: [['(double) -> double', 'atan($1)']],
  atan2: [['(double, double) -> double', 'atan2($1, $2)']],
  sinh: [['(double) -> double', 'sinh($1)']],
  cosh: [['(double) -> double', 'cosh($1)']],
  tanh: [['(double) -> double', 'tanh($1)']],

  // What is no number
  nan: [['() -> double', `CAST('NaN' AS DOUBLE)`]],
  infinity: [['() -> double', `CAST('Infinity' AS DOUBLE)`]],
  is_nan: [['(double) -> boolean', 'isnan($1)']],
  is_finite: [['(double) -> boolean', 'isfinite($1)']],
  is_infinite: [['(double) -> boolean', 'isinf($1)']],

  // Bits
  bitwise_and: [['(bigint, bigint) -> bigint', '($1 & $2)']],
  bitwise_or: [['(bigint, bigint) -> bigint', '($1 | $2)']],
  bitwise_xor: [['(bigint, bigint) -> bigint', 'xor($1, $2)']],
  bitwise_not: [['(bigint) -> bigint', '(~$1)']],
  bitwise_left_shift: shifted('trino_shift_left'),
  bitwise_right_shift: shifted('trino_shift_right'),
  bitwise_right_shift_arithmetic: shifted('trino_shift_right_signed'),
  bit_count: [['(bigint, bigint) -> bigint', 'trino.bit_count($1, $2)']],

  // Other bases, buckets and chance
  to_base: [['(bigint, bigint) -> varchar(64)', 'trino_to_base($1, $2)']],
  from_base: [['(varchar, bigint) -> bigint', 'trino_from_base($1, $2)']],
  width_bucket: [
    ['(double, double, double, bigint) -> bigint', 'trino.width_bucket($1, $2, $3, $4)'],
    ['(double, array(double)) -> bigint', 'trino.bucket_of($1, $2)'],
  ],
  format_number: [
    ['(bigint) -> varchar', 'trino_format_number(CAST($1 AS DOUBLE))'],
    ['(double) -> varchar', 'trino_format_number($1)'],
  ],
  random: RANDOM,
  rand: RANDOM,
  wilson_interval_lower: [['(bigint, bigint, double) -> double', 'trino.wilson($1, $2, $3, -1)']],
  wilson_interval_upper: [['(bigint, bigint, double) -> double', 'trino.wilson($1, $2, $3, 1)']],
  inverse_normal_cdf: [['(double, double, double) -> double', 'trino_inverse_normal_cdf($1, $2, $3)']],
  normal_cdf: [['(double, double, double) -> double', 'trino_normal_cdf($1, $2, $3)']],
};

/** Cuts the digits behind a place and keeps the scale: 123.456 to -1 places is 120.000. */
function truncatedDecimal(call: FunctionCall): string {
  const [sql = ''] = call.args;
  const result = call.result as DecimalType;
  const places = placesOf(call);
  if (places >= result.scale) return sql;
  const moved = result.scale - places;
  if (moved >= 38) return `CAST(${sql} * 0 AS ${duckdbType(result)})`;
  const unit = `CAST('1${'0'.repeat(moved)}' AS HUGEINT)`;
  return fromDigits(`((${digits(sql, result.scale)} // ${unit}) * ${unit})`, result);
}

/** Rounds the digits and keeps the scale: 2.345 to 2 places is 2.350. */
function roundedDecimal(call: FunctionCall): string {
  const [sql = ''] = call.args;
  const [{ scale }, result] = [call.types[0] as DecimalType, call.result as DecimalType];
  const places = placesOf(call);
  if (places >= scale) return `CAST(${sql} AS ${duckdbType(result)})`;
  // in one step: 2604.50 to -1 places is 2600, by way of 2605 it would be 2610
  if (places < 0) return fromDigits(`trino.round_integer(${digits(sql, scale)}, ${places - scale})`, result);
  return `CAST(round(${sql}, ${places}) AS ${duckdbType(result)})`;
}

type DecimalType = Extract<Type, { kind: 'decimal' }>;

function placesOf(call: FunctionCall): number {
  const places = call.typed[1]?.number;
  return places ?? call.fail('The number of digits must be a literal in the embedded engine', 'NOT_SUPPORTED');
}
