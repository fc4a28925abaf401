import type { Aggregation, Context, OutputField, TranslatedQuery, Typed } from './context.ts';
import type { Field } from './scope.ts';
import type { Expression, GroupingElement, Name, Query, Select, SelectItem } from './syntax.ts';

import { withFields } from './context.ts';
import { TrinoError } from './error.ts';
import { translateExpression } from './expression.ts';
import { condition } from './predicate.ts';
import { translateRelation } from './relation.ts';
import { dotted, endsWith } from './scope.ts';
import { sortSql } from './sort.ts';
import { display, quoteName } from './type.ts';

type Item = Typed & { readonly name?: string };
/** An expression of the select list is translated for real only once the grouping is known. */
type Grouping = { readonly sql: string; readonly keys: Set<string> };

/** A SELECT with the ORDER BY and the limits of the query around it. */
export function translateSelect(select: Select, outer: Context, order?: Query, limits = ''): TranslatedQuery {
  const from = translateFrom(select, outer);
  const scoped = withFields({ ...outer, aggregation: undefined, windows: undefined }, from.fields);
  const where = select.where && whereSql(select.where, scoped);
  const windows = new Map(select.windows.map(({ name, window }) => [name.text.toLowerCase(), window]));
  const aggregation: Aggregation = { keys: new Set(), loose: [], used: false, grouped: select.groupBy !== undefined };
  const listContext: Context = { ...scoped, clause: 'SELECT clause', aggregation, windows };
  const grouping = select.groupBy && groupingOf(select, select.groupBy, listContext, from.fields);
  for (const key of grouping?.keys ?? []) aggregation.keys.add(key);
  aggregation.loose.length = 0;
  const items = select.items.flatMap((item) => itemsOf(item, listContext, from.fields));
  const having = select.having && havingSql(select.having, listContext);
  const fields = outputFields(items);
  const orderBy = order && order.orderBy.length > 0 ? orderSql(order, items, listContext, select) : undefined;
  if (grouping || aggregation.used || having) refuseLoose(aggregation);
  const list = items.map(({ sql }, index) => `${sql} AS ${quoteName(fields[index]!.column)}`);
  const clauses = [
    `SELECT ${select.distinct ? 'DISTINCT ' : ''}${list.join(', ')}`,
    from.sql && `FROM ${from.sql}`,
    where && `WHERE ${where}`,
    grouping && `GROUP BY ${grouping.sql}`,
    having && `HAVING ${having}`,
  ].filter(Boolean);
  const sql = clauses.join(' ');
  if (order?.withTies) return { sql: withTies(sql, fields, orderBy!, limits, order), fields };
  return { sql: `${sql}${orderBy ? ` ORDER BY ${orderBy.join(', ')}` : ''}${limits}`, fields };
}

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

function refuseLoose({ loose }: Aggregation): void {
  const [first] = loose;
  if (!first) return;
  throw new TrinoError(
    'EXPRESSION_NOT_AGGREGATE',
    `'${first.name}' must be an aggregate expression or appear in GROUP BY clause`,
    first.at,
  );
}

function itemsOf(item: SelectItem, context: Context, fields: readonly Field[]): Item[] {
  if (item.kind === 'all') return expandAll(item, context, fields);
  const value = translateExpression(item.expression, context);
  return [{ ...value, sql: value.sql, type: value.type, name: item.alias?.text ?? implicitName(item.expression) }];
}

/** A plain column and a row's field keep their names; anything else is `_colN` in the result. */
function implicitName(expression: Expression): string | undefined {
  if (expression.kind === 'column') return expression.name.at(-1)!.text;
  return expression.kind === 'field' ? expression.name.text : undefined;
}

/** `*`, `t.*` and `row.*`. */
function expandAll(item: Extract<SelectItem, { kind: 'all' }>, context: Context, fields: readonly Field[]): Item[] {
  const qualifier = item.of?.kind === 'column' ? item.of.name : undefined;
  const chosen = item.of ? (qualifier ? qualified(qualifier, fields) : []) : fields;
  if (item.of && chosen.length === 0) return expandRow(item.of, item.aliases, context);
  if (chosen.length === 0)
    throw new TrinoError('COLUMN_NOT_FOUND', 'SELECT * not allowed in queries without FROM clause', item.at);
  if (item.aliases && item.aliases.length !== chosen.length) {
    const message = `Column alias list has ${item.aliases.length} entries but relation has ${chosen.length} columns`;
    throw new TrinoError('MISMATCHED_COLUMN_ALIASES', message, item.at);
  }
  return chosen.map((field, index) => {
    field.note?.();
    if (context.aggregation && !context.aggregation.keys.has(field.sql)) {
      context.aggregation.loose.push({ name: field.name ?? field.sql, at: item.at });
    }
    return { sql: field.sql, type: field.type, name: item.aliases?.[index]?.text ?? field.name };
  });
}

const qualified = (name: readonly Name[], fields: readonly Field[]): readonly Field[] =>
  fields.filter(
    (field) =>
      endsWith(
        field.relation ?? [],
        name.map(({ text }) => text.toLowerCase()),
      ) && field.relation,
  );

function expandRow(of: Expression, aliases: readonly Name[] | undefined, context: Context): Item[] {
  if (of.kind === 'column' && of.name.length === 1) {
    throw new TrinoError('TABLE_NOT_FOUND', `Unable to resolve reference ${dotted(of.name)}`, of.at);
  }
  const value = translateExpression(of, context);
  if (value.type.kind !== 'row')
    throw new TrinoError('TYPE_MISMATCH', `expected type row but was ${display(value.type)}`, of.at);
  return value.type.fields.map((field, index) => ({
    sql: `struct_extract(${value.sql}, '${field.stored.replaceAll("'", "''")}')`,
    type: field.type,
    name: aliases?.[index]?.text ?? field.name,
  }));
}

/** Every output column gets a name that no other has, for Trino allows several of one name and of none. */
function outputFields(items: readonly Item[]): OutputField[] {
  const taken = new Set<string>();
  return items.map(({ name, type }, index) => {
    let column = name?.toLowerCase() ?? `_col${index}`;
    while (taken.has(column)) column = `${column}_${index}`;
    taken.add(column);
    return { name, type, column };
  });
}

function groupingOf(
  select: Select,
  elements: readonly GroupingElement[],
  context: Context,
  fields: readonly Field[],
): Grouping {
  const keys = new Set<string>();
  const inner: Context = { ...context, clause: 'GROUP BY clause', aggregation: undefined, windows: undefined };
  const targets = select.items.flatMap((item): (Item | Expression)[] =>
    item.kind === 'all' ? expandAll(item, context, fields) : [item.expression],
  );
  const key = (expression: Expression): string => {
    const target = expression.kind === 'integer' ? targets[position(expression, targets.length) - 1]! : expression;
    keys.add('kind' in target ? translateExpression(target, inner).sql : target.sql);
    // an ordinal is left to DuckDB: written out, a constant would be taken for one
    return expression.kind === 'integer' ? String(Number(expression.text)) : translateExpression(expression, inner).sql;
  };
  const sets = elements.map((element) => {
    const lists = element.sets.map((set) => set.map(key));
    if (element.kind === 'simple') return lists[0]!.length === 1 ? lists[0]![0]! : `(${lists[0]!.join(', ')})`;
    const inner = lists
      .map((list) => (list.length === 1 && element.kind !== 'sets' ? list[0]! : `(${list.join(', ')})`))
      .join(', ');
    return element.kind === 'sets' ? `GROUPING SETS (${inner})` : `${element.kind.toUpperCase()} (${inner})`;
  });
  return { sql: sets.join(', '), keys };
}

function position(item: Extract<Expression, { kind: 'integer' | 'decimal' | 'double' }>, count: number): number {
  const value = Number(item.text);
  if (value >= 1 && value <= count) return value;
  throw new TrinoError('INVALID_COLUMN_REFERENCE', `GROUP BY position ${item.text} is not in select list`, item.at);
}

/** ORDER BY sees the names of the output first, then the columns of the FROM. */
function orderSql(order: Query, items: readonly Item[], context: Context, select: Select): string[] {
  const output: Field[] = items.map(({ name, type, sql }) => ({ name, type, sql }));
  const named = output.filter(({ name }) => name !== undefined);
  const distinctNames = named.filter((field, index) => {
    return (
      named.findIndex((other) => other.name!.toLowerCase() === field.name!.toLowerCase() && other.sql === field.sql) ===
      index
    );
  });
  const inner: Context = {
    ...context,
    clause: 'ORDER BY clause',
    scope: { fields: distinctNames, parent: context.scope },
  };
  return order.orderBy.map((sort) => {
    const { expression } = sort;
    if (expression.kind === 'integer') {
      const value = Number(expression.text);
      if (value < 1 || value > items.length) {
        throw new TrinoError(
          'INVALID_COLUMN_REFERENCE',
          `ORDER BY position ${expression.text} is not in select list`,
          expression.at,
        );
      }
      return sortSql([sort], () => ({ sql: String(value) }));
    }
    const { sql } = translateOutput(expression, inner, context);
    const same = items.findIndex((item) => item.sql === sql);
    if (select.distinct && same < 0) {
      const message = 'For SELECT DISTINCT, ORDER BY expressions must appear in select list';
      throw new TrinoError('EXPRESSION_NOT_IN_DISTINCT', message, expression.at);
    }
    return sortSql([sort], () => ({ sql: same < 0 ? sql : String(same + 1) }));
  });
}

/** An output name brings its whole expression, whose columns the select list has already answered for. */
function translateOutput(expression: Expression, inner: Context, context: Context): Typed {
  const loose = context.aggregation?.loose.length ?? 0;
  const result = translateExpression(expression, inner);
  if (context.aggregation && expression.kind === 'column') {
    const isOutput = inner.scope!.fields.some((field) => field.sql === result.sql);
    if (isOutput) context.aggregation.loose.length = loose;
  }
  return result;
}

/** Keeps the rows that tie with the last one: their rank by the same order is no larger than the count. */
function withTies(
  sql: string,
  fields: readonly OutputField[],
  orderBy: readonly string[],
  limits: string,
  order: Query,
): string {
  const names = fields.map(({ column }) => quoteName(column));
  const inOutput = orderBy.map((key) => key.replace(/^\d+/, (position) => names[Number(position) - 1]!));
  if (order.offset || orderBy.some((key) => !/^\d+ /.test(key))) {
    const message =
      'FETCH FIRST WITH TIES is supported by the embedded engine only without OFFSET and ordered by output columns';
    throw new TrinoError('NOT_SUPPORTED', message, order.at);
  }
  const count = limits.replace(' LIMIT ', '');
  const keys = inOutput.join(', ');
  const ranked = `SELECT *, rank() OVER (ORDER BY ${keys}) AS "rank of ties" FROM (${sql}) AS t`;
  return `SELECT ${names.join(', ')} FROM (${ranked}) AS r WHERE "rank of ties" <= ${count} ORDER BY ${keys}`;
}
