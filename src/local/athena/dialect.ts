import type { DuckDBResult, DuckDBValue } from '@duckdb/node-api';

import type { Lake } from './engine.ts';
import type { ColumnInfo } from './execution.ts';
import type { Row } from './result-file.ts';

export type Compiled = {
  readonly sql: string;
  readonly reader: (result: DuckDBResult) => {
    readonly columns: readonly ColumnInfo[];
    readonly render: (row: readonly DuckDBValue[]) => Row;
  };
};

export const PRELUDE: readonly string[] = [];

export function compile(
  sql: string,
  { parameters }: { lake: Lake; database: string; parameters: readonly string[] },
): Compiled {
  let at = 0;
  const filled = sql.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|\?/g, (part) =>
    part === '?' ? `(${parameters[at++]})` : part,
  );
  return {
    sql: filled.replace(/\b(FROM|JOIN)\s+([a-z_]\w*)\b(?!\s*[.(])/gi, '$1 "default".$2'),
    reader: (result) => ({
      columns: result.columnNames().map((name, index) => ({
        CatalogName: 'hive',
        SchemaName: '',
        TableName: '',
        Name: name.toLowerCase(),
        Label: name.toLowerCase(),
        Type: String(result.columnType(index)).toLowerCase().replace(/\(.*/, ''),
        Precision: 0,
        Scale: 0,
        Nullable: 'UNKNOWN',
        CaseSensitive: false,
      })),
      render: (row) => row.map((value) => (value === null ? null : String(value))),
    }),
  };
}
