import type { Expression, Query, QueryBody } from '../../../trino/syntax.ts';
import type { Context, OutputField, TranslatedQuery, TypedSql } from '../context.ts';
import type { Type } from '../types/type.ts';
import type { Limits } from './limits.ts';

import { TrinoError } from '../../../trino/error.ts';
import { ORDER_BY, withFields } from '../context.ts';
import { translateExpression } from '../expressions/expression.ts';
import { directionOf } from '../expressions/sort.ts';
import { alike } from '../operators/composite.ts';
import { coerce, commonType } from '../types/coercion.ts';
import { display, quoteName, quoteText } from '../types/type.ts';
import { withCommonTables } from './common-tables.ts';
import { limitsOf, orderedRows } from './limits.ts';
import { translateRelation } from './relation.ts';
import { translateSelect } from './select.ts';
import { ordinal } from './select-list.ts';

/** Translates a query. The `column` of each of its fields is unique. */
export function translateQuery(query: Query, outer: Context): TranslatedQuery {
  const { context, clause } = withCommonTables(query, outer, translateBody);
  const body = orderedBody(query, context, limitsOf(query, context));
  return { sql: `${clause}${body.sql}`, fields: body.fields };
}

/** ORDER BY sees the columns of the FROM only behind a plain SELECT; elsewhere only what the query gives out. */
function orderedBody(query: Query, context: Context, limits: Limits): TranslatedQuery {
  const { body, orderBy } = query;
  if (body.kind === 'select') return translateSelect(body, context, { orderBy, limits });
  const inner = translateBody(body, context);
  if (orderBy.length === 0 && !limits.limit && !limits.offset) return inner;
  const scope = inner.fields.map(({ name, type, column }) => ({ name, type, sql: `q.${quoteName(column)}` }));
  const keyed = withFields({ ...context, clause: ORDER_BY }, scope);
  const keys = orderBy.map((item) => ({
    sql: sortKey(item.expression, inner.fields, keyed).sql,
    direction: directionOf(item),
  }));
  const columns = inner.fields.map(({ column }) => column);
  const rows = limits.withTies ? inner.sql : `SELECT * FROM (${inner.sql}) AS q`;
  return { sql: orderedRows(rows, columns, keys, limits), fields: inner.fields };
}

function sortKey(item: Expression, fields: readonly OutputField[], context: Context): Pick<TypedSql, 'sql'> {
  if (item.kind !== 'integer') return translateExpression(item, context);
  const position = ordinal(item, fields.length, 'ORDER BY');
  return { sql: `q.${quoteName(fields[position - 1]!.column)}` };
}

function translateBody(body: QueryBody, context: Context): TranslatedQuery {
  switch (body.kind) {
    case 'select':
      return translateSelect(body, context);
    case 'values':
      return translateValues(body, context);
    case 'query':
      return wrapped(translateQuery(body.query, context));
    case 'table': {
      const relation = translateRelation({ kind: 'table', at: body.at, name: body.name }, context);
      const visible = relation.fields.filter(({ isHidden }) => !isHidden);
      const fields = visible.map((field, index) => ({
        name: field.name,
        type: field.type,
        column: `c${index + 1}`,
      }));
      const list = visible.map((field, index) => `${field.sql} AS c${index + 1}`).join(', ');
      return { sql: `SELECT ${list} FROM ${relation.sql}`, fields };
    }
    default:
      return translateSetOperation(body, context);
  }
}

const wrapped = (query: TranslatedQuery): TranslatedQuery => ({ sql: `(${query.sql})`, fields: query.fields });

function translateSetOperation(
  body: Extract<QueryBody, { kind: 'union' | 'intersect' | 'except' }>,
  context: Context,
): TranslatedQuery {
  const [left, right] = [translateBody(body.left, context), translateBody(body.right, context)];
  const word = body.kind.toUpperCase();
  if (left.fields.length !== right.fields.length) {
    const message = `${word} query has different number of fields: ${left.fields.length}, ${right.fields.length}`;
    throw new TrinoError('TYPE_MISMATCH', message, body.right.at);
  }
  const types = left.fields.map((field, index) => {
    const other = right.fields[index]!;
    const common = commonType(field.type, other.type);
    if (common) return common;
    const message = `column ${index + 1} in ${word} query has incompatible types: ${display(field.type)}, ${display(other.type)}`;
    throw new TrinoError('TYPE_MISMATCH', message, body.right.at);
  });
  const sides = [left, right].map((side) => converted(side, types));
  const fields = left.fields.map((field, index) => ({ ...field, type: types[index]! }));
  return { sql: `(${sides[0]} ${word}${body.all ? ' ALL' : ''} ${sides[1]})`, fields };
}

/** A side of a set operation with every column in the common type; DuckDB names the columns after the left side. */
function converted(side: TranslatedQuery, types: readonly Type[]): string {
  const columns = side.fields.map((field, index) => {
    const name = `s.${quoteName(field.column)}`;
    return { name, sql: coerce(name, field.type, types[index]!), column: field.column };
  });
  if (columns.every(({ name, sql }) => name === sql)) return `(${side.sql})`;
  return `(SELECT ${columns.map(({ sql, column }) => `${sql} AS ${quoteName(column)}`).join(', ')} FROM (${side.sql}) AS s)`;
}

/** A value that is a row, however it is made, stands for as many columns as it has fields. */
function columnsOf(item: Expression, context: Context): TypedSql[] {
  const value = translateExpression(item, context);
  if (value.type.kind !== 'row') return [value];
  return value.type.fields.map(({ stored, type }) => ({
    sql: `struct_extract(${value.sql}, ${quoteText(stored)})`,
    type,
  }));
}

function translateValues(body: Extract<QueryBody, { kind: 'values' }>, context: Context): TranslatedQuery {
  const inner: Context = { ...context, aggregation: undefined, windows: undefined, clause: 'VALUES' };
  const rows = body.rows.map((row) =>
    row.kind === 'row' ? row.items.map((item) => translateExpression(item, inner)) : columnsOf(row, inner),
  );
  const width = rows[0]!.length;
  const uneven = rows.findIndex((row) => row.length !== width);
  if (uneven >= 0) {
    throw new TrinoError('TYPE_MISMATCH', 'Values rows have mismatched types', body.rows[uneven]!.at);
  }
  const columns = Array.from({ length: width }, (_, index) => {
    return alike(
      rows.map((row) => row[index]!),
      body.at,
      'Values rows have mismatched types',
    );
  });
  const fields = columns.map(({ type }, index) => ({ type, column: `c${index + 1}` }));
  const tuples = rows.map((_, index) => `(${columns.map(({ values }) => values[index]).join(', ')})`);
  return {
    sql: `SELECT * FROM (VALUES ${tuples.join(', ')}) AS v(${fields.map(({ column }) => column).join(', ')})`,
    fields,
  };
}
