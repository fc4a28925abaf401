import type { DuckDBValue } from '@duckdb/node-api';

import type { Catalog, TableShape } from '../../duckdb/context.ts';
import type { Lake } from '../lake/lake-table.ts';
import type { ColumnInfo } from './execution.ts';
import type { Row } from './result-file.ts';

import { TrinoError } from '../../../trino/error.ts';
import { faultOf } from '../../duckdb/duckdb-error.ts';
import { athenaColumn, renderCell } from '../../duckdb/render.ts';
import { INFORMATION_SCHEMA, informationTables, redirectInformation } from '../lake/information-schema.ts';
import { invalid } from '../protocol/api-error.ts';
import { QueryFailure } from './execution.ts';

/** A query in DuckDB's words, and how its rows are printed. */
export type Compiled = {
  readonly sql: string;
  readonly columns: readonly ColumnInfo[];
  readonly render: (row: readonly DuckDBValue[]) => Row;
};

const grammatical = new Set<string>();

const MOST_REMEMBERED = 1000;

/** Throws Athena's MALFORMED_QUERY when a statement is no Trino SQL. The grammar is large: the first statement loads it. */
export async function checkSyntax(sql: string): Promise<void> {
  if (grammatical.has(sql)) return;
  const { checkGrammar } = await import('../../../trino/grammar.ts');
  const fault = checkGrammar(sql);
  if (fault) throw invalid(`line ${fault.line}:${fault.column}: ${fault.message}`, 'MALFORMED_QUERY');
  if (grammatical.size >= MOST_REMEMBERED) grammatical.clear();
  grammatical.add(sql);
}

/** Throws a QueryFailure when the statement does not fit the lake or the embedded engine does not know it. */
export async function compile(
  sql: string,
  { lake, database, parameters }: { lake: Lake; database: string; parameters: readonly string[] },
): Promise<Compiled> {
  const { translate } = await import('../../duckdb/translate.ts');
  try {
    const translation = translate(sql, { tables: catalogOf(lake), database: database.toLowerCase(), parameters });
    const { columns } = translation;
    return {
      sql: redirectInformation(translation.sql),
      columns: columns.map(({ name, type }) => {
        const column = athenaColumn(name, type);
        return describeColumn(column.name, column.type, column);
      }),
      render: (row) => row.map((value, at) => renderCell(value, columns[at]!.type)),
    };
  } catch (error) {
    throw failureOfTable(error, lake) ?? (error instanceof TrinoError ? failureOfFault(error) : error);
  }
}

/** What became of a query that DuckDB gave up. */
export function failureOfRun(error: unknown): QueryFailure {
  return failureOfFault(error instanceof TrinoError ? error : faultOf(error));
}

/** A result's column in Athena's own shape. */
export function describeColumn(
  name: string,
  type: string,
  { precision = 0, scale = 0 }: { precision?: number; scale?: number } = {},
): ColumnInfo {
  return {
    CatalogName: 'hive',
    SchemaName: '',
    TableName: '',
    Name: name,
    Label: name,
    Type: type,
    Precision: precision,
    Scale: scale,
    Nullable: 'UNKNOWN',
    CaseSensitive: type === 'varchar' || type === 'char',
  };
}

const catalogs = new WeakMap<Lake, Catalog>();

function catalogOf(lake: Lake): Catalog {
  const known = catalogs.get(lake);
  if (known) return known;
  const catalog = new Map<string, Map<string, TableShape>>([[INFORMATION_SCHEMA, new Map(informationTables)]]);
  for (const { database, name, fault, columns, partitionKeys, hidden } of lake.values()) {
    const tables = catalog.get(database) ?? new Map<string, TableShape>();
    catalog.set(database, tables);
    if (fault !== undefined) continue;
    tables.set(name, { columns: [...columns, ...partitionKeys], hidden });
  }
  catalogs.set(lake, catalog);
  return catalog;
}

/** A table whose files cannot be read is there, and says what is wrong with it. */
function failureOfTable(error: unknown, lake: Lake): QueryFailure | undefined {
  if (!(error instanceof TrinoError) || error.name !== 'TABLE_NOT_FOUND') return undefined;
  const broken = [...lake.values()].find(
    ({ database, name, fault }) => fault !== undefined && error.message.includes(`.${database}.${name}'`),
  );
  if (!broken) return undefined;
  const message = `HIVE_BAD_DATA: Table ${broken.name} cannot be read: ${broken.fault}`;
  return new QueryFailure({ category: 2, type: 1301, retryable: false, message }, { cause: error });
}

function failureOfFault(error: TrinoError): QueryFailure {
  const { name, category, type, message } = error;
  return new QueryFailure(
    { category: category as 1 | 2 | 3, type, retryable: false, message: `${name}: ${message}` },
    { cause: error },
  );
}
