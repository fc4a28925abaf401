import type { DuckDBValue } from '@duckdb/node-api';

import type { Catalog, TableShape } from '../../duckdb/context.ts';
import type { Lake } from '../lake/lake-table.ts';
import type { ColumnInfo } from './column-info.ts';
import type { ResultRow } from './result-file.ts';

import { TrinoError } from '../../../trino/error.ts';
import { trinoErrorOf } from '../../duckdb/duckdb-error.ts';
import { athenaColumn, renderCell } from '../../duckdb/render.ts';
import { INFORMATION_SCHEMA, informationTables, redirectInformation } from '../lake/information-schema.ts';
import { invalid } from '../protocol/api-error.ts';
import { columnInfo } from './column-info.ts';
import { QueryFailure } from './embedded-execution.ts';

/** A query in DuckDB's SQL, its columns, and the function that renders a row as Athena's text. */
export type CompiledQuery = {
  readonly sql: string;
  readonly columns: readonly ColumnInfo[];
  readonly render: (row: readonly DuckDBValue[]) => ResultRow;
};

/** A compiler of Athena's SQL. */
export type QueryCompiler = {
  /** Rejects with an InvalidRequestException, MALFORMED_QUERY, for a syntax error. */
  checkSyntax(sql: string): Promise<void>;
  /** Rejects with a QueryFailure for a wrong statement, or one that the embedded engine cannot run. */
  compile(sql: string, options: CompileOptions): Promise<CompiledQuery>;
};

/** The tables and parameters of a statement. */
export type CompileOptions = {
  readonly lake: Lake;
  /** The database of unqualified tables, in any case. */
  readonly database: string;
  readonly parameters: readonly string[];
};

/** Creates a compiler that caches the syntax trees of the latest statements. Trino's grammar is loaded with the first statement. */
export function createQueryCompiler(): QueryCompiler {
  const catalogs = new WeakMap<Lake, Catalog>();
  const loadParser = once(async () => {
    const [{ createQueryParser }, { parseImmediate }] = await Promise.all([
      import('../../../trino/parse.ts'),
      import('../../../trino/grammar.ts'),
    ]);
    return { parse: createQueryParser(), parseImmediate };
  });

  return {
    async checkSyntax(sql) {
      const { parse, parseImmediate } = await loadParser();
      try {
        parse(parseImmediate(sql)?.sql ?? sql);
      } catch (error) {
        if (!(error instanceof TrinoError)) throw error;
        const isMalformed = error.name === 'SYNTAX_ERROR' || error.name === 'STATEMENT_TOO_LARGE';
        if (isMalformed) throw invalid(error.message, 'MALFORMED_QUERY');
      }
    },

    async compile(sql, { lake, database, parameters }) {
      const [{ translate }, { parse }] = await Promise.all([import('../../duckdb/translate.ts'), loadParser()]);
      const tables = catalogs.get(lake) ?? catalogOf(lake);
      catalogs.set(lake, tables);
      try {
        const translation = translate(sql, { tables, database: database.toLowerCase(), parameters, parse });
        const { columns } = translation;
        return {
          sql: redirectInformation(translation.sql),
          columns: columns.map(({ name, type }) => columnInfo(athenaColumn(name, type))),
          render: (row) => row.map((value, at) => renderCell(value, columns[at]!.type)),
        };
      } catch (error) {
        throw failureOfTable(error, lake) ?? (error instanceof TrinoError ? failureOfTrino(error) : error);
      }
    },
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** Returns Athena's failure for an error that DuckDB, or a native function, threw while a query ran. */
export function failureOfRun(error: unknown): QueryFailure {
  return failureOfTrino(error instanceof TrinoError ? error : trinoErrorOf(error));
}

/** The tables of a lake that can be read, and the information schema. */
function catalogOf(lake: Lake): Catalog {
  const catalog = new Map<string, Map<string, TableShape>>([[INFORMATION_SCHEMA, new Map(informationTables)]]);
  for (const { database, name, unreadable, columns, partitionKeys, hidden } of lake.values()) {
    const tables = catalog.get(database) ?? new Map<string, TableShape>();
    catalog.set(database, tables);
    if (unreadable === undefined) tables.set(name, { columns: [...columns, ...partitionKeys], hidden });
  }
  return catalog;
}

/** A table whose files cannot be read is there, and says what is wrong with it. */
function failureOfTable(error: unknown, lake: Lake): QueryFailure | undefined {
  if (!(error instanceof TrinoError) || error.name !== 'TABLE_NOT_FOUND') return undefined;
  const broken = [...lake.values()].find(
    ({ database, name, unreadable }) => unreadable !== undefined && error.message.includes(`.${database}.${name}'`),
  );
  if (!broken) return undefined;
  const message = `HIVE_BAD_DATA: Table ${broken.name} cannot be read: ${broken.unreadable}`;
  return new QueryFailure({ category: 2, type: 1301, retryable: false, message }, { cause: error });
}

function failureOfTrino(error: TrinoError): QueryFailure {
  const { name, category, type, message } = error;
  return new QueryFailure(
    { category: category as 1 | 2 | 3, type, retryable: false, message: `${name}: ${message}` },
    { cause: error },
  );
}
