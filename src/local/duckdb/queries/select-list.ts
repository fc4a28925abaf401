import type { Expression, Name, SelectItem } from '../../../trino/syntax.ts';
import type { Context, OutputField, TypedSql } from '../context.ts';
import type { Field } from '../scope.ts';

import { TrinoError } from '../../../trino/error.ts';
import { translateExpression } from '../expressions/expression.ts';
import { dotted, endsWith } from '../scope.ts';
import { display, quoteText } from '../types/type.ts';

/** An output column of a SELECT; `name` is absent where it has none. */
export type TranslatedItem = TypedSql & { readonly name?: string };

/**
 * Returns the 1-based position of the output column that a number in ORDER BY or GROUP BY means. Throws
 * INVALID_COLUMN_REFERENCE for less than 1 or more than `count`.
 */
export function ordinal(
  item: Extract<Expression, { kind: 'integer' | 'decimal' | 'double' }>,
  count: number,
  clause: string,
): number {
  const position = Number(item.text);
  if (position >= 1 && position <= count) return position;
  throw new TrinoError('INVALID_COLUMN_REFERENCE', `${clause} position ${item.text} is not in select list`, item.at);
}

/** Translates an item of a select list into its output columns; `fields` are the columns of FROM. */
export function itemsOf(item: SelectItem, context: Context, fields: readonly Field[]): TranslatedItem[] {
  if (item.kind === 'all') return expandAll(item, context, fields);
  const value = translateExpression(item.expression, context);
  return [{ ...value, sql: value.sql, type: value.type, name: item.alias?.text ?? implicitName(item.expression) }];
}

/** A plain column and a row's field keep their names; anything else is `_colN` in the result. */
function implicitName(expression: Expression): string | undefined {
  if (expression.kind === 'column') return expression.name.at(-1)!.text;
  if (expression.kind !== 'field') return undefined;
  return implicitName(expression.base) === undefined ? undefined : expression.name.text;
}

/** Expands `*`, `table.*` or `row.*` into output columns; `fields` are the columns of FROM. */
export function expandAll(
  item: Extract<SelectItem, { kind: 'all' }>,
  context: Context,
  fields: readonly Field[],
): TranslatedItem[] {
  const qualifier = item.of?.kind === 'column' ? item.of.name : undefined;
  const visible = fields.filter(({ isHidden }) => !isHidden);
  const ofQualifier = qualifier ? qualified(qualifier, visible) : [];
  const chosen = item.of ? ofQualifier : visible;
  if (item.of && chosen.length === 0) return expandRow(item.of, item.aliases, context);
  if (chosen.length === 0)
    throw new TrinoError('COLUMN_NOT_FOUND', 'SELECT * not allowed in queries without FROM clause', item.at);
  if (item.aliases && item.aliases.length !== chosen.length) {
    const message = `Column alias list has ${item.aliases.length} entries but relation has ${chosen.length} columns`;
    throw new TrinoError('MISMATCHED_COLUMN_ALIASES', message, item.at);
  }
  return chosen.map((field, index) => {
    if (context.aggregation && !context.aggregation.keys.has(field.sql)) {
      context.aggregation.ungrouped.push({ name: field.name ?? field.sql, at: item.at });
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

function expandRow(of: Expression, aliases: readonly Name[] | undefined, context: Context): TranslatedItem[] {
  if (of.kind === 'column' && of.name.length === 1) {
    throw new TrinoError('TABLE_NOT_FOUND', `Unable to resolve reference ${dotted(of.name)}`, of.at);
  }
  const value = translateExpression(of, context);
  if (value.type.kind !== 'row')
    throw new TrinoError('TYPE_MISMATCH', `expected type row but was ${display(value.type)}`, of.at);
  return value.type.fields.map((field, index) => ({
    sql: `struct_extract(${value.sql}, ${quoteText(field.stored)})`,
    type: field.type,
    name: aliases?.[index]?.text ?? field.name,
  }));
}

/** Returns output columns with a unique name in DuckDB for each: Trino allows several of one name, and of none. */
export function outputFields(items: readonly TranslatedItem[]): OutputField[] {
  const taken = new Set<string>();
  return items.map(({ name, type }, index) => {
    let column = name?.toLowerCase() ?? `_col${index}`;
    while (taken.has(column)) column = `${column}_${index}`;
    taken.add(column);
    return { name, type, column };
  });
}
