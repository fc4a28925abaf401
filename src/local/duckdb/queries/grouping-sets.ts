import type { Expression, Name, Query, QueryBody, Select, SelectItem } from '../../../trino/syntax.ts';
import type { Context, TranslatedQuery } from '../context.ts';

import { AGGREGATES } from '../functions/aggregates.ts';
import { quoteName } from '../types/type.ts';

type Column = Expression & { readonly kind: 'column' };

/** A SELECT from one table of a WITH clause by several sets of its columns. */
type Grouped = { readonly select: Select; readonly table: Name; readonly sets: readonly (readonly string[])[] };

/**
 * Translates a SELECT by GROUPING SETS that share a column as a UNION ALL of one SELECT for each set, over rows that are read once,
 * which DuckDB runs in a quarter less time. Undefined for any other SELECT, and for one whose items are more than columns, GROUPING
 * and aggregates.
 */
export function translateApart(select: Select, context: Context): TranslatedQuery | undefined {
  const grouped = groupedOf(select, context);
  if (!grouped) return undefined;
  const { table, sets } = grouped;
  const { sql, fields } = context.tables.get(nameOf(table))!;
  const rows = quoteName(context.session.uniqueName('rows'));
  const tables = new Map([...context.tables, [nameOf(table), { sql: rows, fields }]]);
  const [first, ...others] = sets.map((set) => partOf(grouped, set));
  const body = others.reduce(
    (left: QueryBody, right): QueryBody => ({ kind: 'union', all: true, at: select.at, left, right }),
    first!,
  );
  const union = context.query(queryOf(body), { ...context, tables });
  const once = `WITH ${rows} AS MATERIALIZED (SELECT * FROM ${sql}) ${union.sql}`;
  return { sql: `SELECT * FROM (${once}) AS ${quoteName(context.session.uniqueName('q'))}`, fields: union.fields };
}

function groupedOf(select: Select, { tables }: Context): Grouped | undefined {
  const [element, ...elements] = select.groupBy ?? [];
  const [relation, ...relations] = select.from;
  const isMore = select.distinct || select.distinctSets || select.where || select.having || select.windows.length > 0;
  if (element?.kind !== 'sets' || elements.length > 0 || relations.length > 0 || isMore) return undefined;
  if (relation?.kind !== 'table' || relation.name.length !== 1 || !tables.has(nameOf(relation.name[0]!)))
    return undefined;
  if (!element.sets.flat().every(isColumn)) return undefined;
  const sets = element.sets.map((set) => set.map((column) => nameOf((column as Column).name[0]!)));
  const shared = sets[0]?.filter((name) => sets.every((set) => set.includes(name))) ?? [];
  if (sets.length < 2 || shared.length === 0) return undefined;
  const keys = new Set(sets.flat());
  return select.items.every((item) => isSimple(item, keys)) ? { select, table: relation.name[0]!, sets } : undefined;
}

const nameOf = ({ text }: Name): string => text.toLowerCase();

const isColumn = (node: Expression): node is Column => node.kind === 'column' && node.name.length === 1;

function isSimple(item: SelectItem, keys: ReadonlySet<string>): boolean {
  if (item.kind !== 'expression') return false;
  const { expression } = item;
  const isKey = (node: Expression) => isColumn(node) && keys.has(nameOf(node.name[0]!));
  if (expression.kind === 'grouping') return expression.columns.every(isKey);
  if (expression.kind === 'call') return !expression.over && Object.hasOwn(AGGREGATES, expression.name);
  return isKey(expression);
}

/** The SELECT by one of the sets: other columns are NULL there, and GROUPING is known. */
function partOf({ select }: Grouped, set: readonly string[]): Select {
  const has = (column: Expression) => set.includes(nameOf((column as Column).name[0]!));
  const items = select.items.map((item): SelectItem => {
    if (item.kind !== 'expression') return item;
    const { expression, at } = item;
    if (expression.kind === 'column')
      return {
        ...item,
        alias: item.alias ?? expression.name[0]!,
        expression: has(expression) ? expression : { kind: 'null', at },
      };
    if (expression.kind !== 'grouping') return item;
    const bits = expression.columns.map((column) => (has(column) ? '0' : '1')).join('');
    return { ...item, expression: { kind: 'integer', at, text: String(BigInt(`0b${bits}`)) } };
  });
  const columns = set.map(
    (name): Expression => ({ kind: 'column', at: select.at, name: [{ text: name, at: select.at }] }),
  );
  return { ...select, items, groupBy: [{ kind: 'simple', at: select.at, sets: [columns] }] };
}

function queryOf(body: QueryBody): Query {
  return { at: body.at, recursive: false, with: [], body, orderBy: [], withTies: false };
}
