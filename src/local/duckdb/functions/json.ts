import type { TypedSql } from '../context.ts';
import type { FunctionCall, FunctionRow, FunctionTable } from '../function-table.ts';

import { toText } from '../operators/cast.ts';
import { jsonFrom } from '../operators/json-cast.ts';
import { display, isText, quoteText } from '../types/type.ts';

/** The same overload for JSON and for a varchar that holds it. */
const ofDocument = (parameters: string, result: string, sql: string): FunctionRow[] => [
  [`(json${parameters}) -> ${result}`, sql],
  [`(varchar${parameters}) -> ${result}`, sql],
];

function jsonSql({ sql, type }: TypedSql, call: FunctionCall): string {
  if (type.kind === 'unknown') return 'CAST(NULL AS VARCHAR)';
  return jsonFrom(sql, type) ?? call.fail(`${call.name} cannot take a value of type ${type.kind}`, 'NOT_SUPPORTED');
}

/** The value at a place, whose way of being read stands behind it: `json` is JSON text, `value` anything else. */
function formattedSql(call: FunctionCall, at: number): string {
  const value = call.typed[at]!;
  return call.typed[at + 1]?.text === 'json' ? `trino_json_format(${value.sql})` : jsonSql(value, call);
}

/** What PASSING gives to a path, from a place on, as one JSON object. */
function variables(call: FunctionCall, from: number): string {
  const members: string[] = [];
  for (let at = from; at < call.typed.length; at += 2) {
    const name = quoteText(`${JSON.stringify(call.typed[at]!.text)}:`);
    members.push(`${name} || coalesce(${jsonSql(call.typed[at + 1]!, call)}, 'null')`);
  }
  return members.length === 0 ? `'{}'` : `('{' || ${members.join(` || ',' || `)} || '}')`;
}

/** ON EMPTY or ON ERROR of `json_value`: a DEFAULT goes along as its text. */
function behaviour(call: FunctionCall, at: number): string {
  if (call.typed[at]?.text !== 'default') return call.args[at]!;
  const { sql, type } = call.typed[at + 2]!;
  if (type.kind === 'unknown') return `'null'`;
  const text = toText(sql, type) ?? call.fail(`DEFAULT cannot be of type ${type.kind}`, 'NOT_SUPPORTED');
  return `coalesce('=' || ${text}, 'null')`;
}

function jsonValueSql(call: FunctionCall): string {
  const [document, path] = call.args;
  return `trino_json_value(${document}, ${path}, ${variables(call, 6)}, ${behaviour(call, 2)}, ${behaviour(call, 3)})`;
}

function jsonQuerySql(call: FunctionCall): string {
  const [document, path, ...words] = call.args;
  return `trino_json_query(${document}, ${path}, ${variables(call, 6)}, ${words.slice(0, 4).join(', ')})`;
}

function jsonExistsSql(call: FunctionCall): string {
  const [document, path, onError] = call.args;
  return `trino_json_exists(${document}, ${path}, ${variables(call, 3)}, ${onError})`;
}

function jsonObjectSql(call: FunctionCall): string {
  const parts: string[] = [];
  for (let at = 2; at < call.typed.length; at += 3) {
    const key = call.typed[at]!;
    if (!isText(key.type)) call.fail(`Invalid type of JSON object key: ${display(key.type)}`);
    parts.push(key.sql, formattedSql(call, at + 1));
  }
  return `trino_json_object(CAST([${parts.join(', ')}] AS VARCHAR[]), ${call.typed[0]?.text}, ${call.typed[1]?.text})`;
}

function jsonArraySql(call: FunctionCall): string {
  const items: string[] = [];
  for (let at = 1; at < call.typed.length; at += 2) items.push(formattedSql(call, at));
  return `trino_json_array(CAST([${items.join(', ')}] AS VARCHAR[]), ${call.typed[0]?.text})`;
}

/** Trino's functions on JSON. https://trino.io/docs/current/functions/json.html */
export const DOCUMENTS: FunctionTable = {
  json_parse: [['(varchar) -> json', 'trino_json_parse($1)']],
  json_format: [['(json) -> varchar', 'trino_json_format($1)']],
  json_extract: ofDocument(', varchar', 'json', 'trino_json_extract($1, $2)'),
  json_extract_scalar: [
    ['(json, varchar) -> varchar', 'trino_json_extract_scalar($1, $2)'],
    ['(varchar(x), varchar) -> varchar(x)', 'trino_json_extract_scalar($1, $2)'],
  ],
  json_array_length: ofDocument('', 'bigint', 'trino_json_array_length($1)'),
  json_array_get: ofDocument(', bigint', 'json', 'trino_json_array_get($1, $2)'),
  json_array_contains: [
    ...ofDocument(', varchar', 'boolean', `trino_json_array_contains($1, $2, 'varchar')`),
    ...ofDocument(', bigint', 'boolean', `trino_json_array_contains($1, CAST($2 AS VARCHAR), 'bigint')`),
    ...ofDocument(', double', 'boolean', `trino_json_array_contains($1, CAST($2 AS VARCHAR), 'double')`),
    ...ofDocument(', boolean', 'boolean', `trino_json_array_contains($1, CAST($2 AS VARCHAR), 'boolean')`),
  ],
  json_size: ofDocument(', varchar', 'bigint', 'trino_json_size($1, $2)'),
  json_value: [['(varchar, varchar, varchar, varchar, any, any, any...) -> varchar', jsonValueSql]],
  json_query: [['(varchar, varchar, varchar, varchar, varchar, varchar, any...) -> varchar', jsonQuerySql]],
  json_exists: [['(varchar, varchar, varchar, any...) -> boolean', jsonExistsSql]],
  json_object: [['(varchar, varchar, any...) -> varchar', jsonObjectSql]],
  json_array: [['(varchar, any...) -> varchar', jsonArraySql]],
  is_json_scalar: ofDocument('', 'boolean', 'trino_is_json_scalar($1)'),
};
