import type { Position } from '../../../trino/error.ts';
import type { Name } from '../../../trino/syntax.ts';
import type { TypedSql } from '../context.ts';
import type { Type } from '../types/type.ts';

import { TrinoError } from '../../../trino/error.ts';
import { coerce, commonType } from '../types/coercion.ts';
import { BIGINT, display, isInteger, quoteText, UNKNOWN } from '../types/type.ts';

/** Returns the SQL of values in their common type. Throws TYPE_MISMATCH, with `message`, when they have none. */
export function alike(items: readonly TypedSql[], at: Position, message: string): { values: string[]; type: Type } {
  let type: Type = UNKNOWN;
  for (const item of items) {
    const common = commonType(type, item.type);
    if (!common)
      throw new TrinoError(
        'TYPE_MISMATCH',
        `${message}. Cannot find common type between ${display(type)} and ${display(item.type)}`,
        at,
      );
    type = common;
  }
  return { values: items.map((item) => coerce(item.sql, item.type, type)), type };
}

/** Translates `ROW(…)`, whose fields have no names. */
export function row(items: readonly TypedSql[]): TypedSql {
  const fields = items.map(({ type }, index) => ({ stored: `f${index + 1}`, type }));
  return {
    sql: `struct_pack(${items.map(({ sql }, index) => `f${index + 1} := ${sql}`).join(', ')})`,
    type: { kind: 'row', fields },
  };
}

/** Translates `operand[index]` of an array, a map or a row. Throws TYPE_MISMATCH for other types. */
export function subscript(operand: TypedSql, index: TypedSql, at: Position): TypedSql {
  const { type } = operand;
  if (type.kind === 'array' && isInteger(index.type)) {
    return { sql: `trino.subscript(${operand.sql}, ${coerce(index.sql, index.type, BIGINT)})`, type: type.element };
  }
  if (type.kind === 'map' && commonType(type.key, index.type)) {
    return { sql: `trino.map_subscript(${operand.sql}, ${coerce(index.sql, index.type, type.key)})`, type: type.value };
  }
  if (type.kind === 'row' && index.number !== undefined && type.fields[index.number - 1]) {
    const found = type.fields[index.number - 1]!;
    return { sql: `struct_extract(${operand.sql}, ${quoteText(found.stored)})`, type: found.type };
  }
  if (type.kind === 'row' && index.number !== undefined) {
    const message = `Subscript index out of bounds: ${index.number}, max value is ${type.fields.length}`;
    throw new TrinoError('INVALID_FUNCTION_ARGUMENT', message, at);
  }
  throw new TrinoError('TYPE_MISMATCH', `Cannot subscript ${display(type)} with ${display(index.type)}`, at);
}

/** Translates `base.name`. Throws TYPE_MISMATCH when `base` is no row, COLUMN_NOT_FOUND when it has no such field. */
export function field(base: TypedSql, name: Name): TypedSql {
  if (base.type.kind !== 'row') {
    throw new TrinoError('TYPE_MISMATCH', `Expression ${name.text} is not of type ROW`, name.at);
  }
  const found = base.type.fields.find((candidate) => candidate.name?.toLowerCase() === name.text.toLowerCase());
  if (!found)
    throw new TrinoError('COLUMN_NOT_FOUND', `Column '${name.text.toLowerCase()}' cannot be resolved`, name.at);
  return { sql: `struct_extract(${base.sql}, ${quoteText(found.stored)})`, type: found.type };
}
