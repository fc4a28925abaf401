import type { Query } from '../../trino/syntax.ts';
import type { Catalog, Context, Session, Typed } from './context.ts';
import type { Type } from './types/type.ts';

import { TrinoError } from '../../trino/error.ts';
import { parseImmediate } from '../../trino/grammar.ts';
import { createQueryParser } from '../../trino/parse.ts';
import { withinStack } from '../../trino/stack.ts';
import { bindParameters } from './parameters.ts';
import { translateQuery } from './queries/query.ts';
import { MIXED_ZONES } from './types/coercion.ts';

export type TranslateOptions = {
  readonly tables: Catalog;
  /** The database of unqualified tables, lower case. */
  readonly database: string;
  /** ExecutionParameters: one text for each `?`. Surplus ones are ignored when there is no `?`. */
  readonly parameters?: readonly string[];
};

export type Translation = {
  /** One DuckDB statement; its tables are `"database"."table"`, its result columns stand in the order of `columns`. */
  readonly sql: string;
  readonly columns: readonly OutputColumn[];
  readonly parameterCount: number;
  readonly tables: readonly TableRead[];
};

/** A result column: `athenaColumn(name, type)` describes it, `renderCell(value, type)` prints its cells. */
export type OutputColumn = { readonly name: string; readonly type: Type };

/** What a statement reads of a table; `columns` are the ones it needs, in no particular order. */
export type TableRead = { readonly database: string; readonly table: string; readonly columns: readonly string[] };

/**
 * Trino's SQL in DuckDB's words, or a `TrinoError` as Athena words it. Nothing passes that is not understood, and
 * nothing is read but the tables in `tables`.
 */
export function translate(sql: string, { tables, database, parameters = [] }: TranslateOptions): Translation {
  const immediate = parseImmediate(sql);
  if (immediate) return translate(immediate.sql, { tables, database, parameters: immediate.parameters });
  const { query, parameterCount } = parseCached(sql);
  if (parameterCount > 0 && parameters.length !== parameterCount) {
    const message = `Incorrect number of parameters: expected ${parameterCount} but found ${parameters.length}`;
    throw new TrinoError('INVALID_PARAMETER_USAGE', message, { line: 1, column: 1 });
  }
  const values = parameterCount > 0 ? bindParameters(parameters) : [];
  const reads = new Map<string, { database: string; table: string; columns: Set<string> }>();
  const session = newSession(tables, database, values, reads);
  const context: Context = { session, tables: new Map(), clause: 'SELECT clause', query: translateQuery };
  const translated = withinStack(() => translateQuery(query, context));
  for (const { type } of translated.fields) checkZones(type, query);
  return {
    sql: translated.sql,
    columns: translated.fields.map(({ name, type }, index) => ({ name: name ?? `_col${index}`, type })),
    parameterCount,
    tables: [...reads.values()].map((read) => ({ ...read, columns: [...read.columns] })),
  };
}

/** DuckDB keeps instants: a column whose values come from several zones cannot be shown. */
function checkZones(type: Type, { at }: Query): void {
  if (!JSON.stringify(type).includes(`"zone":"${MIXED_ZONES}"`)) return;
  const message = 'A column of timestamps in several time zones is not supported by the embedded engine';
  throw new TrinoError('NOT_SUPPORTED', message, at);
}

/** Curated statements come again and again. */
const parseCached = createQueryParser();

function newSession(
  catalog: Catalog,
  database: string,
  parameters: readonly Typed[],
  reads: Map<string, { database: string; table: string; columns: Set<string> }>,
): Session {
  const taken = new Map<string, number>();
  return {
    catalog,
    database,
    parameters,
    uniqueName: (base) => {
      const count = (taken.get(base) ?? 0) + 1;
      taken.set(base, count);
      return `${base}$${count}`;
    },
    noteRead: (schema, table, column) => {
      const key = `${schema}.${table}`;
      const read = reads.get(key) ?? { database: schema, table, columns: new Set<string>() };
      reads.set(key, read);
      if (column !== undefined) read.columns.add(column);
    },
  };
}
