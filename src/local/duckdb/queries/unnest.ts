import type { Relation } from '../../../trino/syntax.ts';
import type { Context, TypedSql } from '../context.ts';
import type { TranslatedRelation } from '../scope.ts';
import type { Type } from '../types/type.ts';

import { TrinoError } from '../../../trino/error.ts';
import { translateExpression } from '../expressions/expression.ts';
import { BIGINT, display, quoteName, quoteText } from '../types/type.ts';

/** One list that is unnested, and the columns that each of its items becomes. */
type Source = {
  readonly list: string;
  readonly columns: readonly { readonly of: (item: string) => string; readonly type: Type; readonly name?: string }[];
};

/** Translates `UNNEST(array, map, …) [WITH ORDINALITY]`: as many rows as the longest argument has, with NULLs for the shorter ones. */
export function translateUnnest(node: Extract<Relation, { kind: 'unnest' }>, context: Context): TranslatedRelation {
  const inner = { ...context, clause: 'UNNEST' };
  const sources = node.expressions.flatMap((expression) => {
    return sourcesOf(translateExpression(expression, inner), expression.at);
  });
  const alias = quoteName(context.session.uniqueName('u'));
  const length = `greatest(${sources.map(({ list }) => `coalesce(len(${list}), 0)`).join(', ')})`;
  const lists = sources.map(({ list }, index) => `unnest(${list}) AS i${index + 1}`);
  const rows = `SELECT ${[...lists, ...(node.ordinality ? [`unnest(generate_series(1, ${length})) AS n`] : [])].join(', ')}`;
  const columns = sources.flatMap((source, index) => {
    return source.columns.map(({ of, type, name }) => ({ sql: of(`${alias}.i${index + 1}`), type, name }));
  });
  const ordinality = node.ordinality ? [{ sql: `${alias}.n`, type: BIGINT, name: undefined }] : [];
  return { sql: `LATERAL (${rows}) AS ${alias}`, fields: [...columns, ...ordinality] };
}

/** A map is unnested as its keys and its values, an array of rows as a column for each field. */
function sourcesOf({ sql, type }: TypedSql, at: Relation['at']): Source[] {
  if (type.kind === 'map') {
    const whole = (item: string): string => item;
    return [
      { list: `map_keys(${sql})`, columns: [{ of: whole, type: type.key }] },
      { list: `map_values(${sql})`, columns: [{ of: whole, type: type.value }] },
    ];
  }
  if (type.kind !== 'array')
    throw new TrinoError('INVALID_FUNCTION_ARGUMENT', `Cannot unnest type: ${display(type)}`, at);
  const { element } = type;
  if (element.kind !== 'row') return [{ list: sql, columns: [{ of: (item) => item, type: element }] }];
  const columns = element.fields.map((field) => ({
    of: (item: string) => `struct_extract(${item}, ${quoteText(field.stored)})`,
    type: field.type,
    name: field.name,
  }));
  return [{ list: sql, columns }];
}
