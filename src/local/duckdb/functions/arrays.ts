import type { FunctionCall, FunctionTable } from '../function-table.ts';
import type { Type } from '../types/type.ts';

import { toText } from '../operators/cast.ts';
import { duckdbType } from '../types/type.ts';

const ZIP_LETTERS = ['T', 'U', 'V', 'W', 'X'];

/** Elements as text, for `array_join`; a NULL is left out unless a text stands for it. */
function joined(call: FunctionCall): string {
  const type = call.types[0]!;
  const isEmpty = type.kind === 'array' && type.element.kind === 'unknown';
  const elementText = type.kind === 'array' ? toText('e', type.element) : undefined;
  const element = isEmpty ? 'CAST(e AS VARCHAR)' : elementText;
  if (element === undefined) return call.fail(`Input type ${type.kind} not supported`);
  const text = call.args[2] === undefined ? element : `coalesce(${element}, ${call.args[2]})`;
  const joined = `array_to_string(list_transform(${call.args[0]}, lambda e: ${text}), ${call.args[1]})`;
  return whenAll(call.args.slice(1), joined);
}

/** `zip` pads the shorter arrays with NULL. */
function zipped(call: FunctionCall): string {
  const lengths = call.args.map((list) => `len(${list})`).join(', ');
  const fields = call.args.map((list, index) => `f${index + 1} := list_extract(${list}, i)`).join(', ');
  return whenAll(call.args, `list_transform(range(1, greatest(${lengths}) + 1), lambda i: struct_pack(${fields}))`);
}

/** Each element goes to the place that follows those which the lambda puts before it. */
function sortedBy(call: FunctionCall): string {
  const [list = ''] = call.args;
  const [i, j] = [call.variable('i'), call.variable('j')];
  const order = call.body(1, `list_extract(${list}, ${j})`, `list_extract(${list}, ${i})`);
  const positions = `range(1, len(${list}) + 1)`;
  const before = `len(list_filter(${positions}, lambda ${j}: ${order} < 0 OR (${order} = 0 AND ${j} < ${i})))`;
  const placed = `list_transform(${positions}, lambda ${i}: struct_pack(place := ${before}, item := list_extract(${list}, ${i})))`;
  return `list_transform(list_sort(${placed}), lambda e: e.item)`;
}

function reduced(call: FunctionCall): string {
  const [list = ''] = call.args;
  const [type] = call.types;
  if (type?.kind !== 'array') throw new Error('reduce() needs an array');
  return `CASE WHEN ${list} IS NOT NULL THEN ${call.body(3, folded(call, list, type.element))} END`;
}

/**
 * Returns the SQL that folds a list by the lambda that is argument 2, from the value that is argument 1. DuckDB folds within one
 * type, so state and element are packed into a struct.
 */
export function folded(call: FunctionCall, list: string, element: Type): string {
  const [a, b] = [call.variable('a'), call.variable('b')];
  const state = duckdbType(call.types[1]!);
  const nothing = `CAST(NULL AS ${duckdbType(element)})`;
  const steps = `list_transform(${list}, lambda e: struct_pack(s := CAST(NULL AS ${state}), x := e))`;
  const step = `lambda ${a}, ${b}: struct_pack(s := ${call.body(2, `${a}.s`, `${b}.x`)}, x := ${nothing})`;
  const start = `struct_pack(s := CAST(${call.args[1]} AS ${state}), x := ${nothing})`;
  return `struct_extract(list_reduce(${steps}, ${step}, ${start}), 's')`;
}

/** The shorter array is taken to go on with NULLs. */
function zippedWith(call: FunctionCall): string {
  const [left = '', right = ''] = call.args;
  const at = call.variable('i');
  const body = call.body(2, `list_extract(${left}, ${at})`, `list_extract(${right}, ${at})`);
  return whenAll(
    [left, right],
    `list_transform(range(1, greatest(len(${left}), len(${right})) + 1), lambda ${at}: ${body})`,
  );
}

const whenAll = (args: readonly string[], sql: string): string =>
  `CASE WHEN ${args.map((argument) => `${argument} IS NOT NULL`).join(' AND ')} THEN ${sql} END`;

/** Trino's functions on arrays. https://trino.io/docs/current/functions/array.html */
export const ARRAYS: FunctionTable = {
  cardinality: [
    ['(array(T)) -> bigint', 'CAST(len($1) AS BIGINT)'],
    ['(map(K, V)) -> bigint', 'CAST(cardinality($1) AS BIGINT)'],
  ],
  element_at: [
    ['(array(T), bigint) -> T', 'list_extract($1, trino.array_index($2))'],
    ['(map(K, V), K) -> V', 'map_extract_value($1, $2)'],
  ],
  contains: [['(array(T), T) -> boolean', 'trino.contains($1, $2)']],
  array_position: [['(array(T), T) -> bigint', 'trino.array_position($1, $2)']],
  array_distinct: [['(array(T)) -> array(T)', 'trino.distinct_elements($1)']],
  array_union: [['(array(T), array(T)) -> array(T)', 'trino.distinct_elements($1 || $2)']],
  array_intersect: [['(array(T), array(T)) -> array(T)', 'trino.array_intersect($1, $2)']],
  array_except: [['(array(T), array(T)) -> array(T)', 'trino.array_except($1, $2)']],
  arrays_overlap: [['(array(T), array(T)) -> boolean', 'trino.arrays_overlap($1, $2)']],
  array_remove: [
    ['(array(T), T) -> array(T)', 'CASE WHEN $2 IS NOT NULL THEN list_filter($1, lambda e: e IS DISTINCT FROM $2) END'],
  ],
  array_sort: [
    ['(array(O)) -> array(O)', `list_sort($1, 'ASC', 'NULLS LAST')`],
    ['(array(T), function(T, T, integer)) -> array(T)', sortedBy],
  ],
  array_max: [['(array(O)) -> O', 'CASE WHEN list_position($1, NULL) IS NULL THEN list_max($1) END']],
  array_min: [['(array(O)) -> O', 'CASE WHEN list_position($1, NULL) IS NULL THEN list_min($1) END']],
  array_join: [
    ['(array(T), varchar) -> varchar', joined],
    ['(array(T), varchar, varchar) -> varchar', joined],
  ],
  array_histogram: [['(array(T)) -> map(T, bigint)', 'trino.array_histogram($1)']],
  slice: [['(array(T), bigint, bigint) -> array(T)', 'trino.slice($1, $2, $3)']],
  trim_array: [['(array(T), bigint) -> array(T)', 'trino.trim_array($1, $2)']],
  flatten: [['(array(array(T))) -> array(T)', 'trino.flatten($1)']],
  sequence: [
    [
      '(bigint, bigint) -> array(bigint)',
      'generate_series($1, $2, trino.sequence_step($1, $2, CASE WHEN $1 <= $2 THEN 1 ELSE -1 END))',
    ],
    ['(bigint, bigint, bigint) -> array(bigint)', 'generate_series($1, $2, trino.sequence_step($1, $2, $3))'],
    ['(date, date) -> array(date)', 'trino.date_sequence($1, $2, to_days(CASE WHEN $1 <= $2 THEN 1 ELSE -1 END))'],
    ['(date, date, interval day to second) -> array(date)', 'trino.date_sequence($1, $2, trino.whole_days($3))'],
    [
      '(date, date, interval year to month) -> array(date)',
      'trino.month_sequence(CAST($1 AS TIMESTAMP), CAST($2 AS TIMESTAMP), $3)::DATE[]',
    ],
    [
      '(timestamp(p), timestamp(p), interval day to second) -> array(timestamp(p))',
      'trino.moment_sequence($1, $2, $3)',
    ],
    ['(timestamp(p), timestamp(p), interval year to month) -> array(timestamp(p))', 'trino.month_sequence($1, $2, $3)'],
  ],
  shuffle: [['(array(T)) -> array(T)', 'list_sort($1)']],
  combinations: [['(array(T), integer) -> array(array(T))', 'trino.combinations($1, $2)']],
  ngrams: [['(array(T), integer) -> array(array(T))', 'trino.ngrams($1, $2)']],
  contains_sequence: [['(array(T), array(T)) -> boolean', 'trino.contains_sequence($1, $2)']],

  // With lambdas
  transform: [['(array(T), function(T, U)) -> array(U)', 'list_transform($1, $2)']],
  filter: [['(array(T), function(T, boolean)) -> array(T)', 'list_filter($1, $2)']],
  any_match: [['(array(T), function(T, boolean)) -> boolean', 'trino.any_true(list_transform($1, $2))']],
  all_match: [['(array(T), function(T, boolean)) -> boolean', 'trino.all_true(list_transform($1, $2))']],
  none_match: [['(array(T), function(T, boolean)) -> boolean', '(NOT trino.any_true(list_transform($1, $2)))']],
  reduce: [['(array(T), S, function(S, T, S), function(S, R)) -> R', reduced]],
  zip: [2, 3, 4, 5].map((count) => {
    const letters = ZIP_LETTERS.slice(0, count);
    return [
      `(${letters.map((letter) => `array(${letter})`).join(', ')}) -> array(row(${letters.join(', ')}))`,
      zipped,
    ] as const;
  }),
  zip_with: [['(array(T), array(U), function(T, U, R)) -> array(R)', zippedWith]],
};
