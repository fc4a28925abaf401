import type { Expression, Name, Relation } from '../../../trino/syntax.ts';
import type { Context, OutputField, TranslatedQuery } from '../context.ts';
import type { Field, TranslatedRelation } from '../scope.ts';

import { TrinoError } from '../../../trino/error.ts';
import { withFields } from '../context.ts';
import { translateExpression } from '../expressions/expression.ts';
import { condition } from '../operators/predicate.ts';
import { CATALOG, dotted } from '../scope.ts';
import { coerce, commonType } from '../types/coercion.ts';
import { display, isNumber, quoteName } from '../types/type.ts';
import { translateUnnest } from './unnest.ts';

/** Translates an item of FROM. `left` are the columns of the items before it, which LATERAL and UNNEST may use. */
export function translateRelation(node: Relation, context: Context, left: readonly Field[] = []): TranslatedRelation {
  switch (node.kind) {
    case 'table':
      return translateTable(node.name, context);
    case 'query':
      return derived(context.query(node.query, withoutGrouping(context)), context, 'q');
    case 'lateral': {
      const inner = context.query(node.query, withFields(withoutGrouping(context), left));
      const relation = derived(inner, context, 'l');
      return { sql: `LATERAL ${relation.sql}`, fields: relation.fields };
    }
    case 'unnest':
      return translateUnnest(node, withFields(withoutGrouping(context), left));
    case 'alias':
      return aliased(node, context, left);
    case 'sample':
      return sampled(node, context, left);
    case 'join':
      return joined(node, context, left);
  }
}

/** Subqueries in FROM stand outside of the SELECT's own grouping. */
const withoutGrouping = (context: Context): Context => ({ ...context, aggregation: undefined, windows: undefined });

function derived(query: TranslatedQuery, context: Context, base: string): TranslatedRelation {
  return withAlias(`(${query.sql})`, query.fields, context.session.uniqueName(base));
}

/** A relation of DuckDB under an alias; `relation` is what its columns may be qualified with. */
function withAlias(
  source: string,
  columns: readonly OutputField[],
  name: string,
  relation?: readonly string[],
): TranslatedRelation {
  const alias = quoteName(name);
  const fields = columns.map(({ name, type, column }) => ({
    name,
    relation,
    type,
    sql: `${alias}.${quoteName(column)}`,
  }));
  return { sql: `${source} AS ${alias}`, fields };
}

function translateTable(name: readonly Name[], context: Context): TranslatedRelation {
  const { session } = context;
  const parts = name.map(({ text }) => text.toLowerCase());
  const table = parts.at(-1)!;
  const common = parts.length === 1 ? context.tables.get(table) : undefined;
  if (common) return withAlias(common.sql, common.fields, session.uniqueName(table), [table]);
  const database = parts.at(-2) ?? session.database;
  if (parts.length > 3)
    throw new TrinoError('SYNTAX_ERROR', `Too many dots in table name: ${dotted(name)}`, name[0]!.at);
  if (parts.length === 3 && parts[0] !== CATALOG) {
    throw new TrinoError('CATALOG_NOT_FOUND', `Catalog '${parts[0]}' does not exist`, name[0]!.at);
  }
  const schema = session.catalog.get(database);
  if (!schema) throw new TrinoError('SCHEMA_NOT_FOUND', `Schema '${database}' does not exist`, name[0]!.at);
  const shape = schema.get(table);
  if (!shape) {
    throw new TrinoError('TABLE_NOT_FOUND', `Table '${CATALOG}.${database}.${table}' does not exist`, name[0]!.at);
  }
  const columns = [...shape.columns, ...(shape.hidden ?? [])].map(({ name, type }) => ({ name, type, column: name }));
  const source = `${quoteName(database)}.${quoteName(table)}`;
  const { sql, fields } = withAlias(source, columns, session.uniqueName(table), [CATALOG, database, table]);
  return { sql, fields: fields.map((field, index) => ({ ...field, isHidden: index >= shape.columns.length })) };
}

function aliased(
  node: Extract<Relation, { kind: 'alias' }>,
  context: Context,
  left: readonly Field[],
): TranslatedRelation {
  const inner = translateRelation(node.relation, context, left);
  const names = node.columns?.map(({ text }) => text);
  const reached = names ? inner.fields.filter(({ isHidden }) => !isHidden) : inner.fields;
  if (names && names.length !== reached.length) {
    const message = `Column alias list has ${names.length} entries but '${node.name.text}' has ${reached.length} columns available`;
    throw new TrinoError('MISMATCHED_COLUMN_ALIASES', message, node.at);
  }
  const relation = [node.name.text.toLowerCase()];
  const fields = reached.map((field, index) => ({ ...field, relation, name: names ? names[index] : field.name }));
  return { sql: inner.sql, fields };
}

/** DuckDB samples rows as Trino does for BERNOULLI, and blocks of its own for SYSTEM. */
function sampled(
  node: Extract<Relation, { kind: 'sample' }>,
  context: Context,
  left: readonly Field[],
): TranslatedRelation {
  const inner = translateRelation(node.relation, context, left);
  const percentage = translateExpression(node.percentage, { ...context, scope: undefined, clause: 'TABLESAMPLE' });
  if (!isNumber(percentage.type) || percentage.number === undefined) {
    throw new TrinoError('TYPE_MISMATCH', 'Sample percentage must be a numeric literal', node.at);
  }
  if (percentage.number < 0 || percentage.number > 100) {
    throw new TrinoError('INVALID_ARGUMENTS', 'Sample percentage must be between 0 and 100', node.at);
  }
  return { sql: `${inner.sql} TABLESAMPLE ${node.method} (${percentage.number} PERCENT)`, fields: inner.fields };
}

const JOIN_WORDS = { cross: 'CROSS JOIN', inner: 'JOIN', left: 'LEFT JOIN', right: 'RIGHT JOIN', full: 'FULL JOIN' };

function joined(
  node: Extract<Relation, { kind: 'join' }>,
  context: Context,
  before: readonly Field[],
): TranslatedRelation {
  const left = translateRelation(node.left, context, before);
  const right = translateRelation(node.right, context, [...before, ...left.fields]);
  const fields = [...left.fields, ...right.fields];
  const both = `${left.sql} ${JOIN_WORDS[node.type]} ${nested(node.right, right.sql)}`;
  if (node.using) return joinedUsing(node, node.using, left, right, both);
  if (!node.on) return { sql: both, fields };
  checkUnnestCondition(node.right, node.on);
  const inner = { ...withFields(withoutGrouping(context), fields), clause: 'JOIN clause' };
  const on = condition(translateExpression(node.on, inner), 'JOIN ON clause', node.on.at);
  return { sql: `${both} ON ${on}`, fields };
}

const nested = (node: Relation, sql: string): string => (node.kind === 'join' ? `(${sql})` : sql);

function checkUnnestCondition(right: Relation, on: Expression): void {
  const source = right.kind === 'alias' ? right.relation : right;
  const isTrue = on.kind === 'boolean' && on.value;
  if (source.kind !== 'unnest' || isTrue) return;
  throw new TrinoError('NOT_SUPPORTED', 'JOIN involving UNNEST is only supported with condition ON TRUE', on.at);
}

/** The columns of USING come first, once, and cannot be qualified. */
function joinedUsing(
  node: Extract<Relation, { kind: 'join' }>,
  using: readonly Name[],
  left: TranslatedRelation,
  right: TranslatedRelation,
  both: string,
): TranslatedRelation {
  const pairs = using.map((name) => {
    const [a, b] = [left, right].map(({ fields }, index) => {
      const matches = fields.filter((field) => field.name?.toLowerCase() === name.text.toLowerCase());
      if (matches.length === 1) return matches[0]!;
      const side = index === 0 ? 'left' : 'right';
      const problem =
        matches.length === 0
          ? `is missing from ${side} side of join`
          : `appears multiple times in ${side} side of join`;
      throw new TrinoError(
        matches.length === 0 ? 'COLUMN_NOT_FOUND' : 'AMBIGUOUS_NAME',
        `Column '${name.text}' ${problem}`,
        name.at,
      );
    }) as [Field, Field];
    const type = commonType(a.type, b.type);
    if (!type) {
      const message = `Column types of left and right join sides do not match: left(${display(a.type)}), right(${display(b.type)})`;
      throw new TrinoError('TYPE_MISMATCH', message, name.at);
    }
    return { name: name.text, a, b, type, sides: [coerce(a.sql, a.type, type), coerce(b.sql, b.type, type)] as const };
  });
  const on = pairs.map(({ sides }) => `${sides[0]} = ${sides[1]}`).join(' AND ');
  const merged = pairs.map(({ name, type, sides }) => ({
    name,
    type,
    sql: node.type === 'full' ? `coalesce(${sides[0]}, ${sides[1]})` : sides[node.type === 'right' ? 1 : 0],
  }));
  const rest = [...left.fields, ...right.fields].filter(
    (field) => !pairs.some(({ a, b }) => field === a || field === b),
  );
  return { sql: `${both} ON (${on})`, fields: [...merged, ...rest] };
}
