import type { FunctionCall, FunctionTable } from '../function-table.ts';

/** Rebuilds a map; `key` and `value` return the SQL of the new ones, given the variable of an entry. */
function rebuilt(call: FunctionCall, key: (e: string) => string, value: (e: string) => string): string {
  const entry = call.variable('e');
  const entries = `list_transform(map_entries(${call.args[0]}), lambda ${entry}: struct_pack(key := ${key(entry)}, value := ${value(entry)}))`;
  return `CASE WHEN ${call.args[0]} IS NOT NULL THEN map_from_entries(${entries}) END`;
}

function filtered(call: FunctionCall): string {
  const entry = call.variable('e');
  const kept = `list_filter(map_entries(${call.args[0]}), lambda ${entry}: ${call.body(1, `${entry}.key`, `${entry}.value`)})`;
  return `CASE WHEN ${call.args[0]} IS NOT NULL THEN map_from_entries(${kept}) END`;
}

/** A key that only one map has gets NULL for the other's value. */
function zipped(call: FunctionCall): string {
  const [left = '', right = ''] = call.args;
  const key = call.variable('k');
  const value = call.body(2, key, `map_extract_value(${left}, ${key})`, `map_extract_value(${right}, ${key})`);
  const keys = `trino.distinct_elements(map_keys(${left}) || map_keys(${right}))`;
  return `map_from_entries(list_transform(${keys}, lambda ${key}: struct_pack(key := ${key}, value := ${value})))`;
}

function concatenated(call: FunctionCall): string {
  const all = call.args.map((map) => `${map} IS NOT NULL`).join(' AND ');
  return `CASE WHEN ${all} THEN map_concat(${call.args.join(', ')}) END`;
}

/** Trino's functions on maps. https://trino.io/docs/current/functions/map.html */
export const MAPS: FunctionTable = {
  map: [
    ['() -> map(unknown, unknown)', 'map()'],
    ['(array(K), array(V)) -> map(K, V)', 'trino.map($1, $2)'],
  ],
  map_from_entries: [
    [
      '(array(row(K, V))) -> map(K, V)',
      'map_from_entries(list_transform($1, lambda e: struct_pack(key := e.f1, value := e.f2)))',
    ],
  ],
  multimap_from_entries: [
    [
      '(array(row(K, V))) -> map(K, array(V))',
      'trino.multimap(list_transform($1, lambda e: struct_pack(key := e.f1, value := e.f2)))',
    ],
  ],
  map_entries: [
    [
      '(map(K, V)) -> array(row(K, V))',
      'list_transform(map_entries($1), lambda e: struct_pack(f1 := e.key, f2 := e.value))',
    ],
  ],
  cosine_similarity: [['(map(varchar, double), map(varchar, double)) -> double', 'trino.cosine_similarity($1, $2)']],
  map_keys: [['(map(K, V)) -> array(K)', 'map_keys($1)']],
  map_values: [['(map(K, V)) -> array(V)', 'map_values($1)']],
  map_concat: [['(map(K, V)...) -> map(K, V)', concatenated]],
  map_filter: [['(map(K, V), function(K, V, boolean)) -> map(K, V)', filtered]],
  transform_keys: [
    [
      '(map(K, V), function(K, V, R)) -> map(R, V)',
      (call) =>
        rebuilt(
          call,
          (e) => call.body(1, `${e}.key`, `${e}.value`),
          (e) => `${e}.value`,
        ),
    ],
  ],
  transform_values: [
    [
      '(map(K, V), function(K, V, R)) -> map(K, R)',
      (call) =>
        rebuilt(
          call,
          (e) => `${e}.key`,
          (e) => call.body(1, `${e}.key`, `${e}.value`),
        ),
    ],
  ],
  map_zip_with: [['(map(K, V), map(K, W), function(K, V, W, R)) -> map(K, R)', zipped]],
};
