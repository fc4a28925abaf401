import type { Aggregation, Context, OutputField, TranslatedQuery, Typed } from './context.ts';
import type { Limits, SortKey } from './limits.ts';
import type { Field } from './scope.ts';
import type { Expression, GroupingElement, Name, Select, SelectItem, SortItem } from './syntax.ts';

import { withFields } from './context.ts';
import { TrinoError } from './error.ts';
import { translateExpression } from './expression.ts';
import { orderedRows } from './limits.ts';
import { condition } from './predicate.ts';
import { translateRelation } from './relation.ts';
import { dotted, endsWith } from './scope.ts';
import { directionOf } from './sort.ts';
import { display, quoteName } from './type.ts';

type Item = Typed & { readonly name?: string };
type Order = { readonly orderBy: readonly SortItem[]; readonly limits: Limits };
/** An expression of the select list is translated for real only once the grouping is known. */
type Grouping = { readonly sql: string; readonly keys: Set<string> };

/** A SELECT with the ORDER BY and the limits of the query around it. */
export function translateSelect(select: Select, outer: Context, order: Order = NO_ORDER): TranslatedQuery {
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
  const keys = sortKeys(order.orderBy, items, listContext, select);
  if (grouping || aggregation.used || having) refuseLoose(aggregation);
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
    if (element.kind !== 'simple') element.sets.flat().forEach(checkColumn);
    const lists = element.sets.map((set) => set.map(key));
    if (element.kind === 'simple') return lists[0]!.length === 1 ? lists[0]![0]! : `(${lists[0]!.join(', ')})`;
    const inner = lists
      .map((list) => (list.length === 1 && element.kind !== 'sets' ? list[0]! : `(${list.join(', ')})`))
      .join(', ');
    return element.kind === 'sets' ? `GROUPING SETS (${inner})` : `${element.kind.toUpperCase()} (${inner})`;
  });
  return { sql: sets.join(', '), keys };
}

/** Several grouping sets take columns only, no expressions and no ordinals. */
function checkColumn(expression: Expression): void {
  if (expression.kind === 'column' || expression.kind === 'field') return;
  throw new TrinoError('INVALID_COLUMN_REFERENCE', 'GROUP BY expression must be a column reference', expression.at);
}

function position(item: Extract<Expression, { kind: 'integer' | 'decimal' | 'double' }>, count: number): number {
  const value = Number(item.text);
  if (value >= 1 && value <= count) return value;
  throw new TrinoError('INVALID_COLUMN_REFERENCE', `GROUP BY position ${item.text} is not in select list`, item.at);
}

/** ORDER BY sees the names of the output first, then the columns of the FROM. */
function sortKeys(orderBy: readonly SortItem[], items: readonly Item[], context: Context, select: Select): SortKey[] {
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
  return orderBy.map((item) => {
    const { expression } = item;
    const direction = directionOf(item);
    if (expression.kind === 'integer') {
      const value = Number(expression.text);
      if (value < 1 || value > items.length) {
        throw new TrinoError(
          'INVALID_COLUMN_REFERENCE',
          `ORDER BY position ${expression.text} is not in select list`,
          expression.at,
        );
      }
      return { sql: String(value), direction };
    }
    const { sql, text, type } = translateOutput(expression, inner, context);
    const same = items.findIndex((output) => output.sql === sql);
    if (select.distinct && same < 0) {
      const message = 'For SELECT DISTINCT, ORDER BY expressions must appear in select list';
      throw new TrinoError('EXPRESSION_NOT_IN_DISTINCT', message, expression.at);
    }
    // DuckDB takes a bare literal for a mistake
    const key = text !== undefined || type.kind === 'unknown' ? `coalesce(${sql}, NULL)` : sql;
    return { sql: same < 0 ? key : String(same + 1), direction };
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
