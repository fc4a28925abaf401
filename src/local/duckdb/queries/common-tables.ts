import type { Name, NamedQuery, Query, QueryBody } from '../../../trino/syntax.ts';
import type { CommonTable, Context, OutputField, TranslatedQuery } from '../context.ts';

import { TrinoError } from '../../../trino/error.ts';
import { refuseAt } from '../../../trino/grammar.ts';
import { canCoerce, coerce } from '../types/coercion.ts';
import { display, duckdbType, quoteName } from '../types/type.ts';

/** Trino's own limit, `max_recursion_depth`. */
const DEEPEST_RECURSION = 10;

type TranslateBody = (body: QueryBody, context: Context) => TranslatedQuery;

/**
 * Translates the WITH clause of a query. Returns its SQL, empty without one, and the context that has its tables. `translateBody` is
 * that of `query.ts`.
 */
export function withCommonTables(
  query: Query,
  outer: Context,
  translateBody: TranslateBody,
): { context: Context; clause: string } {
  if (query.with.length === 0) return { context: outer, clause: '' };
  const tables = new Map<string, CommonTable>(outer.tables);
  const declared = new Set<string>();
  const clauses = query.with.flatMap((named) => {
    const key = named.name.text.toLowerCase();
    if (declared.has(key)) {
      throw new TrinoError('DUPLICATE_NAMED_QUERY', `WITH query name '${key}' specified more than once`, named.at);
    }
    declared.add(key);
    const context = { ...outer, tables: new Map(tables) };
    const isRecursive = query.recursive && mentions(named.query, key);
    const table = isRecursive ? recursive(named, context, translateBody) : plain(named, context);
    tables.set(key, table);
    return table.clauses;
  });
  return { context: { ...outer, tables }, clause: `WITH ${clauses.join(', ')} ` };
}

type Defined = CommonTable & { readonly clauses: readonly string[] };

function plain({ name, columns, query, at }: NamedQuery, context: Context): Defined {
  const translated = context.query(query, context);
  const sql = quoteName(context.session.uniqueName(name.text.toLowerCase()));
  return { sql, fields: renamed(translated.fields, columns, at), clauses: [`${sql} AS (${translated.sql})`] };
}

/** Renames columns by an alias list, if there is one. Throws MISMATCHED_COLUMN_ALIASES when it has another length. */
function renamed(fields: readonly OutputField[], names: readonly Name[] | undefined, at: Query['at']): OutputField[] {
  if (!names) return [...fields];
  if (names.length !== fields.length) {
    const message = `Column alias list has ${names.length} entries but relation has ${fields.length} columns`;
    throw new TrinoError('MISMATCHED_COLUMN_ALIASES', message, at);
  }
  return fields.map((field, index) => ({ ...field, name: names[index]!.text }));
}

/** As Trino does it: the step is written out as often as it may be taken, each over the rows of the one before. */
function recursive({ name, columns, query, at }: NamedQuery, context: Context, translateBody: TranslateBody): Defined {
  const { body } = query;
  const isPlain = query.orderBy.length === 0 && !query.limit && !query.offset && query.with.length === 0;
  if (body.kind !== 'union' || !isPlain) return refuseAt(at, 'WITH RECURSIVE that is no plain UNION');
  if (!columns) throw new TrinoError('MISSING_COLUMN_ALIASES', 'missing column aliases in recursive WITH query', at);
  const { left, right } = body;
  const key = name.text.toLowerCase();
  if (references(right, key) > 1) {
    const message = 'multiple recursive references in the step relation of recursion';
    throw new TrinoError('INVALID_RECURSIVE_REFERENCE', message, right.at);
  }
  const base = translateBody(left, context);
  const fields = renamed(base.fields, columns, at);
  let rows = quoteName(context.session.uniqueName(key));
  const clauses = [`${rows} AS MATERIALIZED (${base.sql})`];
  const levels = [rows];
  for (let depth = 1; depth <= DEEPEST_RECURSION + 1; depth += 1) {
    const step = translateBody(right, {
      ...context,
      tables: new Map([...context.tables, [key, { sql: rows, fields }]]),
    });
    rows = quoteName(context.session.uniqueName(key));
    clauses.push(`${rows} AS MATERIALIZED (${alike(step, fields, right.at)})`);
    levels.push(rows);
  }
  const sql = quoteName(context.session.uniqueName(key));
  const tooDeep = `SELECT ${tooDeepColumns(fields)} FROM ${levels.pop()}`;
  const all = [...levels.map((level) => `SELECT * FROM ${level}`), tooDeep].join(body.all ? ' UNION ALL ' : ' UNION ');
  return { sql, fields, clauses: [...clauses, `${sql} AS (${all})`] };
}

/** The step's rows under the names and in the types of the first ones. */
function alike(step: TranslatedQuery, fields: readonly OutputField[], at: Query['at']): string {
  const columns = fields.map((field, index) => {
    const own = step.fields[index];
    if (!own || step.fields.length !== fields.length || !canCoerce(own.type, field.type)) {
      const types = [own?.type, field.type].map((type) => (type ? display(type) : 'nothing'));
      const message = `recursion step relation output type (${types[0]}) is not coercible to recursion base relation output type (${types[1]})`;
      throw new TrinoError('TYPE_MISMATCH', message, at);
    }
    return `${coerce(`s.${quoteName(own.column)}`, own.type, field.type)} AS ${quoteName(field.column)}`;
  });
  return `SELECT ${columns.join(', ')} FROM (${step.sql}) AS s`;
}

function tooDeepColumns(fields: readonly OutputField[]): string {
  const message = `Recursion depth limit exceeded (${DEEPEST_RECURSION}). Use 'max_recursion_depth' session property to modify the limit.`;
  return fields
    .map(({ column, type }, index) => {
      const value = quoteName(column);
      if (index > 0) return value;
      const raised = `trino.raise('NOT_SUPPORTED', '${message.replaceAll("'", "''")}', ${value})`;
      return `CAST(CAST(${raised} AS VARCHAR) AS ${duckdbType(type)}) AS ${value}`;
    })
    .join(', ');
}

const mentions = (node: unknown, table: string): boolean => references(node, table) > 0;

/** How often an unqualified table of the name stands in the tree. */
function references(node: unknown, table: string): number {
  if (typeof node !== 'object' || node === null) return 0;
  if ('kind' in node && node.kind === 'table' && 'name' in node) {
    const names = node.name as readonly Name[];
    return names.length === 1 && names[0]!.text.toLowerCase() === table ? 1 : 0;
  }
  return Object.values(node).reduce((count: number, item) => count + references(item, table), 0);
}
