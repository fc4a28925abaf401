import type { Typed } from '../context.ts';
import type { FunctionCall, FunctionRow, FunctionTable } from './table.ts';

import { jsonFrom } from '../json-cast.ts';

/** The same for a JSON value and for a text that holds one. */
const ofDocument = (parameters: string, result: string, sql: string): FunctionRow[] => [
  [`(json${parameters}) -> ${result}`, sql],
  [`(varchar${parameters}) -> ${result}`, sql],
];

function jsonSql({ sql, type }: Typed, call: FunctionCall): string {
  if (type.kind === 'unknown') return 'CAST(NULL AS VARCHAR)';
  return jsonFrom(sql, type) ?? call.fail(`${call.name} cannot take a value of type ${type.kind}`, 'NOT_SUPPORTED');
}

/** JSON. */
export const DOCUMENTS: FunctionTable = {
  json_parse: [['(varchar) -> json', 'trino_json_parse($1)']],
  json_format: [['(json) -> varchar', 'trino_json_format($1)']],
  json_extract: ofDocument(', varchar', 'json', 'trino_json_extract($1, $2)'),
  json_extract_scalar: ofDocument(', varchar', 'varchar', 'trino_json_extract_scalar($1, $2)'),
  json_array_length: ofDocument('', 'bigint', 'trino_json_array_length($1)'),
  json_array_get: ofDocument(', bigint', 'json', 'trino_json_array_get($1, $2)'),
  json_array_contains: [
    ...ofDocument(', varchar', 'boolean', `trino_json_array_contains($1, $2, 'varchar')`),
    ...ofDocument(', bigint', 'boolean', `trino_json_array_contains($1, CAST($2 AS VARCHAR), 'bigint')`),
    ...ofDocument(', double', 'boolean', `trino_json_array_contains($1, CAST($2 AS VARCHAR), 'double')`),
    ...ofDocument(', boolean', 'boolean', `trino_json_array_contains($1, CAST($2 AS VARCHAR), 'boolean')`),
  ],
  json_size: ofDocument(', varchar', 'bigint', 'trino_json_size($1, $2)'),
  json_value: ofDocument(', varchar', 'varchar', 'trino_json_value($1, $2)'),
  json_query: ofDocument(', varchar, varchar', 'varchar', 'trino_json_query($1, $2, $3)'),
  json_exists: ofDocument(', varchar', 'boolean', 'trino_json_exists($1, $2)'),
  json_object: [
    [
      '(any...) -> varchar',
      (call) =>
        `trino_json_object(CAST([${call.typed.map((part, at) => (at % 2 === 0 ? part.sql : jsonSql(part, call))).join(', ')}] AS VARCHAR[]))`,
    ],
  ],
  json_array: [
    [
      '(any...) -> varchar',
      (call) => `trino_json_array(CAST([${call.typed.map((part) => jsonSql(part, call)).join(', ')}] AS VARCHAR[]))`,
    ],
  ],
  is_json_scalar: ofDocument('', 'boolean', 'trino_is_json_scalar($1)'),
};
