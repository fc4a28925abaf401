import type { Expression, Select, SortItem } from '../../../trino/syntax.ts';
import type { Aggregation, Context, TranslatedQuery } from '../context.ts';
import type { Field } from '../scope.ts';
import type { Limits, SortKey } from './limits.ts';
import type { TranslatedItem } from './select-list.ts';

import { TrinoError } from '../../../trino/error.ts';
import { ORDER_BY, withFields } from '../context.ts';
import { translateExpression } from '../expressions/expression.ts';
import { directionOf } from '../expressions/sort.ts';
import { condition } from '../operators/predicate.ts';
import { quoteName } from '../types/type.ts';
import { groupingOf } from './grouping.ts';
import { translateApart } from './grouping-sets.ts';
import { orderedRows } from './limits.ts';
import { translateRelation } from './relation.ts';
import { itemsOf, ordinal, outputFields } from './select-list.ts';

type Order = { readonly orderBy: readonly SortItem[]; readonly limits: Limits };

/** Translates a SELECT with the ORDER BY and the limits of the query around it. */
export function translateSelect(select: Select, outer: Context, order: Order = NO_ORDER): TranslatedQuery {
  const isPlain = order.orderBy.length === 0 && !order.limits.limit && !order.limits.offset;
  const apart = isPlain && translateApart(select, outer);
  if (apart) return apart;
  const from = translateFrom(select, outer);
  const scoped = withFields({ ...outer, aggregation: undefined, windows: undefined }, from.fields);
  const where = select.where && whereSql(select.where, scoped);
  const windows = new Map(select.windows.map(({ name, window }) => [name.text.toLowerCase(), window]));
  const aggregation: Aggregation = {
    keys: new Set(),
    ungrouped: [],
    used: false,
    grouped: select.groupBy !== undefined,
  };
  const listContext: Context = { ...scoped, clause: 'SELECT clause', aggregation, windows };
  const grouping = select.groupBy && groupingOf(select, select.groupBy, listContext, from.fields);
  for (const key of grouping?.keys ?? []) aggregation.keys.add(key);
  aggregation.ungrouped.length = 0;
  const items = select.items.flatMap((item) => itemsOf(item, listContext, from.fields));
  const having = select.having && havingSql(select.having, listContext);
  const fields = outputFields(items);
  const keys = sortKeys(order.orderBy, items, listContext, select);
  if (grouping || aggregation.used || having) refuseUngrouped(aggregation);
  const list = items.map(({ sql }, index) => `${sql} AS ${quoteName(fields[index]!.column)}`);
  if (order.limits.withTies) list.push(...hiddenKeys(keys));
  const clauses = [
    `SELECT ${select.distinct ? 'DISTINCT ' : ''}${list.join(', ')}`,
    from.sql && `FROM ${from.sql}`,
    where && `WHERE ${where}`,
    grouping && `GROUP BY ${grouping.sql}`,
    having && `HAVING ${having}`,
  ].filter(Boolean);
  const columns = fields.map(({ column }) => column);
  const named = order.limits.withTies
    ? keys.map((key, index) => ({ ...key, sql: keyName(key, index, columns) }))
    : keys;
  return { sql: orderedRows(clauses.join(' '), columns, named, order.limits), fields };
}

const NO_ORDER: Order = { orderBy: [], limits: { withTies: false } };

/** What ranks the rows by an expression that is no output column is put out beside them. */
const hiddenKeys = (keys: readonly SortKey[]): string[] =>
  keys.flatMap(({ sql }, index) => (isPosition(sql) ? [] : [`${sql} AS "sort key ${index}"`]));

const keyName = ({ sql }: SortKey, index: number, columns: readonly string[]): string =>
  isPosition(sql) ? quoteName(columns[Number(sql) - 1]!) : `"sort key ${index}"`;

const isPosition = (sql: string): boolean => /^\d+$/.test(sql);

function translateFrom(select: Select, outer: Context): { sql: string; fields: readonly Field[] } {
  const parts: string[] = [];
  const fields: Field[] = [];
  for (const relation of select.from) {
    const translated = translateRelation(relation, outer, fields);
    parts.push(translated.sql);
    fields.push(...translated.fields);
  }
  return { sql: parts.join(', '), fields };
}

function whereSql(where: Expression, context: Context): string {
  return condition(translateExpression(where, { ...context, clause: 'WHERE clause' }), 'WHERE clause', where.at);
}

function havingSql(having: Expression, context: Context): string {
  const inner = { ...context, clause: 'HAVING clause', windows: undefined };
  return condition(translateExpression(having, inner), 'HAVING clause', having.at);
}

function refuseUngrouped({ ungrouped }: Aggregation): void {
  const [first] = ungrouped;
  if (!first) return;
  throw new TrinoError(
    'EXPRESSION_NOT_AGGREGATE',
    `'${first.name}' must be an aggregate expression or appear in GROUP BY clause`,
    first.at,
  );
}

/** ORDER BY sees the names of the output first, then the columns of the FROM. */
function sortKeys(
  orderBy: readonly SortItem[],
  items: readonly TranslatedItem[],
  context: Context,
  select: Select,
): SortKey[] {
  const output: Field[] = items.map(({ name, type, sql }) => ({ name, type, sql }));
  const named = output.filter(({ name }) => name !== undefined);
  const inner: Context = {
    ...context,
    clause: ORDER_BY,
    scope: { fields: named, parent: context.scope },
  };
  return orderBy.map((item) => {
    const { expression } = item;
    const direction = directionOf(item);
    if (expression.kind === 'integer') {
      return { sql: String(ordinal(expression, items.length, 'ORDER BY')), direction };
    }
    const { sql, text, number, type } = translateExpression(expression, inner);
    const same = items.findIndex((output) => output.sql === sql);
    if (select.distinct && same < 0) {
      const message = 'For SELECT DISTINCT, ORDER BY expressions must appear in select list';
      throw new TrinoError('EXPRESSION_NOT_IN_DISTINCT', message, expression.at);
    }
    // DuckDB takes a bare literal for a mistake
    const key = text !== undefined || number !== undefined || type.kind === 'unknown' ? `coalesce(${sql}, NULL)` : sql;
    return { sql: same < 0 ? key : String(same + 1), direction };
  });
}
