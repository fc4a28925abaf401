import type { TypedSql } from '../context.ts';
import type { FunctionCall, FunctionRow, FunctionTable } from '../function-table.ts';

import { divideDecimals } from '../operators/arithmetic.ts';
import { duckdbType, isFloating, UNKNOWN } from '../types/type.ts';
import { folded } from './arrays.ts';

const BOOL_AND: readonly FunctionRow[] = [['(boolean) -> boolean', '{bool_and($1)}']];

const ANY_VALUE: readonly FunctionRow[] = [['(T) -> T', '{any_value($1)}']];

/** Of whole numbers and of doubles alike; DuckDB gives NULL where the formula has too few rows, as Trino does. */
const statistic = (name: string): FunctionRow[] => [['(double) -> double', `{${name}($1)}`]];

const pairStatistic = (name: string): FunctionRow[] => [
  ['(real, real) -> real', `CAST(trino.null_for_nan({${name}($1, $2)}) AS FLOAT)`],
  ['(double, double) -> double', `trino.null_for_nan({${name}($1, $2)})`],
];

/** The sum, divided exactly by the count and rounded half up to the scale of the values. */
function decimalAverage(call: FunctionCall): string {
  const type = call.types[0]!;
  if (type.kind !== 'decimal') throw new Error('not a decimal');
  const sum = call.aggregate('sum', call.args[0]!);
  const count = `CAST(${call.aggregate('count', call.args[0]!)} AS DECIMAL(18,0))`;
  const quotient = divideDecimals(sum, count, { precision: 38, scale: type.scale }, { precision: 18, scale: 0 }).sql;
  return `CASE WHEN ${count} > 0 THEN CAST(${quotient} AS DECIMAL(${type.precision},${type.scale})) END`;
}

/** NaN counts only where there is nothing else; a bare NULL has no type of its own. */
function extreme(name: string, call: FunctionCall): string | TypedSql {
  const [value] = call.args as [string];
  if (call.typed[0]!.type.kind === 'unknown') return { sql: call.aggregate(name, value), type: UNKNOWN };
  return `coalesce(${call.aggregate(name, `trino.null_for_nan(${value})`)}, ${call.aggregate(name, value)})`;
}

/** Above this many values the digest of Trino depends on how the rows were split; the exact place is taken then. */
const MOST_DIGESTED = 10_000;

/**
 * The value at the place `floor(p × count)` of the sorted ones, which is what Trino's digests find when they are exact.
 * DuckDB takes the place `ceil(p × count) - 1`, so the share is moved by less than one row.
 */
function percentile(call: FunctionCall): string {
  const shares = literalShares(call, 1);
  const isList = call.types[1]!.kind === 'array';
  const isFloat = isFloating(call.types[0]!);
  if (!shares) return isFloat ? digested(call, `[]`, 1) : discrete(call, `[]`, 1);
  const moved = shares.map((share) => Math.min(1, share + 1e-9));
  const exact = call.aggregate('quantile_disc', `${call.args[0]}, ${isList ? `[${moved.join(', ')}]` : moved[0]}`);
  if (!isFloat) return exact;
  const count = call.aggregate('count', call.args[0]!);
  return `CASE WHEN ${count} <= ${MOST_DIGESTED} THEN ${digested(call, '[]', 1)} ELSE ${exact} END`;
}

/** Each value counts as often as its weight says. */
function weightedPercentile(call: FunctionCall): string {
  literalShares(call, 2);
  const weights = call.aggregate('list', `CAST(${call.args[1]} AS DOUBLE)`);
  return isFloating(call.types[0]!) ? digested(call, weights, 2) : discrete(call, weights, 2);
}

function digested(call: FunctionCall, weights: string, at: number): string {
  const values = call.aggregate('list', `CAST(${call.args[0]} AS DOUBLE)`);
  const sql = `trino_digest_quantiles(${values}, CAST(${weights} AS DOUBLE[]), ${sharesSql(call, at)}, ${call.isWindow})`;
  return `CAST(${call.types[at]!.kind === 'array' ? sql : `${sql}[1]`} AS ${duckdbType(call.result)})`;
}

function discrete(call: FunctionCall, weights: string, at: number): string {
  const values = call.aggregate('list', call.args[0]!);
  const sql = `trino_discrete_quantiles(${values}, CAST(${weights} AS DOUBLE[]), ${sharesSql(call, at)})`;
  return call.types[at]!.kind === 'array' ? sql : `${sql}[1]`;
}

/** The shares as a list; those of a column are the ones of any of its rows. */
function sharesSql(call: FunctionCall, at: number): string {
  const shares = literalShares(call, at);
  if (shares) return `CAST([${shares.join(', ')}] AS DOUBLE[])`;
  const any = call.aggregate('any_value', call.args[at]!);
  return call.types[at]!.kind === 'array' ? any : `[${any}]`;
}

function literalShares(call: FunctionCall, at: number): number[] | undefined {
  const { number, items } = call.typed[at]!;
  const values = number === undefined ? items?.map((item) => item.number) : [number];
  if (!values?.every((value) => value !== undefined)) return undefined;
  if (values.some((value) => value < 0 || value > 1)) call.fail('Percentile must be between 0 and 1');
  return values;
}

/** Trino orders what ties as it comes; NULL keys do not count. */
const extremeBy = (name: string): FunctionRow[] => [
  ['(V, O) -> V', (call) => `${call.aggregate(`arg_${name}`, `struct_pack(v := ${call.args[0]}), ${call.args[1]}`)}.v`],
  [
    '(V, O, bigint) -> array(V)',
    (call) => {
      const top = call.aggregate(`arg_${name}`, `struct_pack(v := ${call.args[0]}), ${call.args[1]}, ${call.args[2]}`);
      return `list_transform(${top}, lambda e: e.v)`;
    },
  ],
];

/** Pairs of key and value; of equal keys the first counts, a NULL key does not. */
const entries = (call: FunctionCall): string =>
  `list_filter(${call.aggregate('list', `struct_pack(key := ${call.args[0]}, value := ${call.args[1]})`)}, lambda e: e.key IS NOT NULL)`;

function mostFrequent(call: FunctionCall): string {
  const buckets = call.typed[0]?.number;
  if (buckets !== undefined && buckets < 2)
    call.fail(`approx_most_frequent bucket count must be greater than one, input bucket count: ${buckets}`);
  return `trino.most_frequent(${call.args[0]}, ${call.aggregate('histogram', call.args[1]!)})`;
}

/** Trino's aggregate functions. https://trino.io/docs/current/functions/aggregate.html */
export const AGGREGATES: FunctionTable = {
  // Counts and sums
  count: [
    ['() -> bigint', '{count(*)}'],
    ['(T) -> bigint', '{count($1)}'],
  ],
  count_if: [['(boolean) -> bigint', '{count(CASE WHEN $1 THEN 1 END)}']],
  sum: [
    ['(bigint) -> bigint', 'CAST({sum($1)} AS BIGINT)'],
    ['(decimal(p, s)) -> decimal(38, s)', '{sum($1)}'],
    ['(real) -> real', 'CAST({sum($1)} AS FLOAT)'],
    ['(double) -> double', '{sum($1)}'],
    ['(interval day to second) -> interval day to second', 'to_milliseconds({sum(trino.total_milliseconds($1))})'],
    ['(interval year to month) -> interval year to month', 'to_months(CAST({sum(trino.total_months($1))} AS INTEGER))'],
  ],
  avg: [
    ['(bigint) -> double', '{avg($1)}'],
    ['(decimal(p, s)) -> decimal(p, s)', decimalAverage],
    ['(real) -> real', 'CAST({avg($1)} AS FLOAT)'],
    ['(double) -> double', '{avg($1)}'],
    [
      '(interval day to second) -> interval day to second',
      'to_milliseconds(CAST({avg(trino.total_milliseconds($1))} AS BIGINT))',
    ],
  ],
  geometric_mean: [
    ['(bigint) -> double', 'exp({avg(trino.logarithm($1, ln(abs($1))))})'],
    ['(real) -> real', 'CAST(exp({avg(trino.logarithm($1, ln(abs($1))))}) AS FLOAT)'],
    ['(double) -> double', 'exp({avg(trino.logarithm($1, ln(abs($1))))})'],
  ],

  // Extremes and choices
  min: [
    ['(double) -> double', (call) => extreme('min', call)],
    ['(O) -> O', '{min($1)}'],
    ['(O, bigint) -> array(O)', '{min($1, $2)}'],
  ],
  max: [
    ['(double) -> double', (call) => extreme('max', call)],
    ['(O) -> O', '{max($1)}'],
    ['(O, bigint) -> array(O)', '{max($1, $2)}'],
  ],
  min_by: extremeBy('min'),
  max_by: extremeBy('max'),
  any_value: ANY_VALUE,
  arbitrary: ANY_VALUE,

  // Truth and bits
  bool_and: BOOL_AND,
  every: BOOL_AND,
  bool_or: [['(boolean) -> boolean', '{bool_or($1)}']],
  bitwise_and_agg: [['(bigint) -> bigint', '{bit_and($1)}']],
  bitwise_or_agg: [['(bigint) -> bigint', '{bit_or($1)}']],

  // Collections
  array_agg: [['(T) -> array(T)', '{list($1)}']],
  listagg: [['(varchar, varchar) -> varchar', 'trino.fit_list({string_agg($1, $2)})']],
  histogram: [
    ['(T) -> map(T, bigint)', (call) => `trino.counts_to_bigint(${call.aggregate('histogram', call.args[0]!)})`],
  ],
  map_agg: [['(K, V) -> map(K, V)', (call) => `trino.first_entries(${entries(call)})`]],
  multimap_agg: [['(K, V) -> map(K, array(V))', (call) => `trino.grouped_entries(${entries(call)})`]],
  map_union: [
    [
      '(map(K, V)) -> map(K, V)',
      (call) => `trino.union_entries(${call.aggregate('list', `map_entries(${call.args[0]})`)})`,
    ],
  ],

  reduce_agg: [
    [
      '(T, S, function(S, T, S), function(S, S, S)) -> S',
      (call) => {
        const list = call.aggregate('list', call.args[0]!);
        return `CASE WHEN ${list} IS NOT NULL THEN ${folded(call, `list_filter(${list}, lambda e: e IS NOT NULL)`, call.types[0]!)} END`;
      },
    ],
  ],

  // Estimates, which are exact here
  approx_most_frequent: [
    ['(bigint, bigint, bigint) -> map(bigint, bigint)', mostFrequent],
    ['(bigint, varchar, bigint) -> map(varchar, bigint)', mostFrequent],
  ],
  approx_distinct: [
    ['(T) -> bigint', '{count(DISTINCT $1)}'],
    ['(T, double) -> bigint', '{count(DISTINCT $1)}'],
  ],
  approx_percentile: (['bigint', 'real', 'double'] as const).flatMap((type): FunctionRow[] => [
    [`(${type}, double) -> ${type}`, percentile],
    [`(${type}, array(double)) -> array(${type})`, percentile],
    [`(${type}, double, double) -> ${type}`, weightedPercentile],
    [`(${type}, double, array(double)) -> array(${type})`, weightedPercentile],
  ]),
  // Statistics
  stddev: statistic('stddev_samp'),
  stddev_samp: statistic('stddev_samp'),
  stddev_pop: statistic('stddev_pop'),
  variance: statistic('var_samp'),
  var_samp: statistic('var_samp'),
  var_pop: statistic('var_pop'),
  skewness: [['(double) -> double', 'trino.population_skewness({skewness($1)}, {count($1)})']],
  kurtosis: statistic('kurtosis'),
  corr: pairStatistic('corr'),
  covar_pop: pairStatistic('covar_pop'),
  covar_samp: pairStatistic('covar_samp'),
  regr_slope: pairStatistic('regr_slope'),
  regr_intercept: pairStatistic('regr_intercept'),
};
