import type { Expression } from '../../../trino/syntax.ts';
import type { Context, TranslatedQuery, TypedSql } from '../context.ts';

import { TrinoError } from '../../../trino/error.ts';
import { distinctFrom } from '../operators/predicate.ts';
import { coerce, commonType } from '../types/coercion.ts';
import { BOOLEAN, display, quoteName, quoteText } from '../types/type.ts';

/** Translates `left IN (query)` and `left > ALL (query)`, given the translation of `left`. */
export function againstQuery(
  node: Extract<Expression, { kind: 'in query' | 'quantified' }>,
  left: TypedSql,
  context: Context,
): TypedSql {
  const { at } = node;
  const query = context.query(node.query, context);
  const [output, ...others] = query.fields;
  if (others.length > 0 && node.kind === 'in query') return rowInQuery(node, left, query);
  if (!output || others.length > 0) {
    throw new TrinoError('NOT_SUPPORTED', 'Multiple columns returned by subquery are not yet supported', at);
  }
  const common = commonType(left.type, output.type);
  if (!common) {
    const message = `Value expression and result of subquery must be of the same type: ${display(left.type)} vs ${display(output.type)}`;
    throw new TrinoError('TYPE_MISMATCH', message, at);
  }
  const value = coerce(left.sql, left.type, common);
  const converted = coerce(`q."${output.column}"`, output.type, common);
  const rows = converted === `q."${output.column}"` ? query.sql : `SELECT ${converted} FROM (${query.sql}) AS q`;
  const operator = node.kind === 'in query' ? `${node.negated ? 'NOT ' : ''}IN` : `${node.operator} ${node.quantifier}`;
  return { sql: `(${value} ${operator} (${rows}))`, type: BOOLEAN };
}

/** A row among the rows of a query. Inside of rows Trino takes a NULL for the same as another one here. */
function rowInQuery(node: Extract<Expression, { kind: 'in query' }>, left: TypedSql, query: TranslatedQuery): TypedSql {
  const { type } = left;
  if (type.kind !== 'row' || type.fields.length !== query.fields.length) {
    throw new TrinoError('TYPE_MISMATCH', 'Value expression and result of subquery must be of the same type', node.at);
  }
  const pairs = type.fields.map((field, index) => {
    const output = query.fields[index]!;
    const value = { sql: `struct_extract(${left.sql}, ${quoteText(field.stored)})`, type: field.type };
    return distinctFrom(true, value, { sql: `q.${quoteName(output.column)}`, type: output.type }, node.at).sql;
  });
  const found = `EXISTS (SELECT 1 FROM (${query.sql}) AS q WHERE ${pairs.join(' AND ')})`;
  return { sql: node.negated ? `(NOT ${found})` : found, type: BOOLEAN };
}

/** Translates a subquery that is one value: its column, or a row of its columns. DuckDB fails when it has several rows. */
export function scalarSubquery(node: Extract<Expression, { kind: 'subquery' }>, context: Context): TypedSql {
  const query = context.query(node.query, context);
  const [output, ...others] = query.fields;
  if (!output) throw new Error('a query without columns');
  if (others.length === 0) return { sql: `(${query.sql})`, type: output.type };
  const fields = query.fields.map(({ name, type }, index) => ({ name, stored: `f${index + 1}`, type }));
  const packed = query.fields.map(({ column }, index) => `f${index + 1} := q.${quoteName(column)}`);
  return { sql: `(SELECT struct_pack(${packed.join(', ')}) FROM (${query.sql}) AS q)`, type: { kind: 'row', fields } };
}
