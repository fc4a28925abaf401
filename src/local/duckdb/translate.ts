import type { QueryParser } from '../../trino/parse.ts';
import type { Query } from '../../trino/syntax.ts';
import type { Catalog, Context, Session, TypedSql } from './context.ts';
import type { Type } from './types/type.ts';

import { TrinoError } from '../../trino/error.ts';
import { parseImmediate } from '../../trino/grammar.ts';
import { parseQuery } from '../../trino/parse.ts';
import { withinStack } from '../../trino/stack.ts';
import { translateExpression } from './expressions/expression.ts';
import { bindParameters } from './parameters.ts';
import { translateQuery } from './queries/query.ts';
import { MIXED_ZONES } from './types/coercion.ts';

/** The options of a translation. */
export type TranslateOptions = {
  readonly tables: Catalog;
  /** The database of unqualified tables, lower case. */
  readonly database: string;
  /** Athena's ExecutionParameters: a text for each `?`. They are ignored when there is no `?`. */
  readonly parameters?: readonly string[];
  /** The parser; `parseQuery`, which caches nothing, by default. */
  readonly parse?: QueryParser;
};

/** A translated statement. */
export type Translation = {
  /** One DuckDB statement; its tables are `"database"."table"`, its result columns stand in the order of `columns`. */
  readonly sql: string;
  readonly columns: readonly OutputColumn[];
};

/** A result column: `athenaColumn(name, type)` describes it, `renderCell(value, type)` prints its cells. */
export type OutputColumn = { readonly name: string; readonly type: Type };

/**
 * Translates a query from Trino's SQL into DuckDB's. Only the tables in `tables` can be read. Throws a `TrinoError` with Athena's
 * message for a wrong statement, and NOT_SUPPORTED for a part that has no translation.
 */
export function translate(
  sql: string,
  { tables, database, parameters = [], parse = parseQuery }: TranslateOptions,
): Translation {
  const immediate = parseImmediate(sql);
  if (immediate) return translate(immediate.sql, { tables, database, parameters: immediate.parameters, parse });
  const { query, parameterCount } = parse(sql);
  if (parameterCount > 0 && parameters.length !== parameterCount) {
    const message = `Incorrect number of parameters: expected ${parameterCount} but found ${parameters.length}`;
    throw new TrinoError('INVALID_PARAMETER_USAGE', message, { line: 1, column: 1 });
  }
  const session = newSession(tables, database, parameterCount > 0 ? bindParameters(parameters) : []);
  const context: Context = {
    session,
    tables: new Map(),
    clause: 'SELECT clause',
    translate: translateExpression,
    query: translateQuery,
  };
  const translated = withinStack(() => translateQuery(query, context));
  for (const { type } of translated.fields) checkZones(type, query);
  return {
    sql: translated.sql,
    columns: translated.fields.map(({ name, type }, index) => ({ name: name ?? `_col${index}`, type })),
  };
}

/** DuckDB keeps instants: a column whose values come from several zones cannot be shown. */
function checkZones(type: Type, { at }: Query): void {
  if (!JSON.stringify(type).includes(`"zone":"${MIXED_ZONES}"`)) return;
  const message = 'A column of timestamps in several time zones is not supported by the embedded engine';
  throw new TrinoError('NOT_SUPPORTED', message, at);
}

function newSession(catalog: Catalog, database: string, parameters: readonly TypedSql[]): Session {
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
  };
}
