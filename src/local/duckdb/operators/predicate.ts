import type { Position } from '../../../trino/error.ts';
import type { TypedSql } from '../context.ts';
import type { Type } from '../types/type.ts';

import { TrinoError } from '../../../trino/error.ts';
import { coerce, commonType } from '../types/coercion.ts';
import { BOOLEAN, display, isFloating, isText, quoteText } from '../types/type.ts';

/** Types without an order: only `=`, `<>` and IS DISTINCT FROM may compare them. */
const UNORDERED = new Set(['map', 'json', 'function']);

/** Translates `left operator right` for `= <> < <= > >=`. Throws TYPE_MISMATCH for types without a common one, such as a date and a text. */
export function comparison(operator: string, left: TypedSql, right: TypedSql, at: Position): TypedSql {
  const common = comparable(left.type, right.type, at, (a, b) => `Cannot apply operator: ${a} ${operator} ${b}`);
  if (UNORDERED.has(common.kind) && operator !== '=' && operator !== '<>') {
    throw new TrinoError(
      'TYPE_MISMATCH',
      `Cannot apply operator: ${display(left.type)} ${operator} ${display(right.type)}`,
      at,
    );
  }
  const [a, b] = [left, right].map(({ sql, type }) => coerce(sql, type, common)) as [string, string];
  if (operator === '=' || operator === '<>') {
    const equal = sameItems(a, b, common);
    if (equal) return { sql: operator === '=' ? equal : `(NOT ${equal})`, type: BOOLEAN };
  }
  const sql = isFloating(common) ? withoutNaN(operator, a, b, left, right) : `${a} ${operator} ${b}`;
  return { sql: `(${sql})`, type: BOOLEAN };
}

const needsItems = ({ kind }: Type): boolean => kind === 'array' || kind === 'row' || kind === 'map';

/** Rows and arrays are equal item by item, and a NULL item leaves it open; to DuckDB two NULL items are equal. */
function sameItems(a: string, b: string, type: Type): string | undefined {
  if (type.kind === 'array') return `trino.same_elements(${a}, ${b})`;
  if (type.kind === 'map') return `trino.same_entries(${a}, ${b})`;
  if (type.kind !== 'row') return undefined;
  const fields = type.fields.map(({ stored, type: inner }) => {
    const [x, y] = [a, b].map((sql) => `struct_extract(${sql}, ${quoteText(stored)})`) as [string, string];
    return sameItems(x, y, inner) ?? `${x} = ${y}`;
  });
  return `(${fields.join(' AND ')})`;
}

/** To DuckDB NaN equals itself and is above every number, to Trino it is neither. */
function withoutNaN(operator: string, a: string, b: string, left: TypedSql, right: TypedSql): string {
  const [leftMay, rightMay] = [left, right].map(({ type, number }) => isFloating(type) && number === undefined);
  const plain = `${a} ${operator} ${b}`;
  if (operator === '<>') return leftMay && rightMay ? `${plain} OR isnan(${a})` : plain;
  if (operator === '=') return leftMay && rightMay ? `${plain} AND NOT isnan(${a})` : plain;
  const above = operator.startsWith('>') ? leftMay && a : rightMay && b;
  return above ? `${plain} AND NOT isnan(${above})` : plain;
}

/** Translates `left IS DISTINCT FROM right`, with NOT where `negated`. */
export function distinctFrom(negated: boolean, left: TypedSql, right: TypedSql, at: Position): TypedSql {
  const common = comparable(left.type, right.type, at, (a, b) => `Cannot apply operator: ${a} IS DISTINCT FROM ${b}`);
  const operator = negated ? 'IS NOT DISTINCT FROM' : 'IS DISTINCT FROM';
  return {
    sql: `(${coerce(left.sql, left.type, common)} ${operator} ${coerce(right.sql, right.type, common)})`,
    type: BOOLEAN,
  };
}

/** Translates `operand BETWEEN low AND high`, with NOT where `negated`. */
export function between(negated: boolean, operand: TypedSql, low: TypedSql, high: TypedSql, at: Position): TypedSql {
  const message = (): string =>
    `Cannot check if ${display(operand.type)} is BETWEEN ${display(low.type)} and ${display(high.type)}`;
  const common = comparable(comparable(operand.type, low.type, at, message), high.type, at, message);
  const [value, from, to] = [operand, low, high].map(({ sql, type }) => coerce(sql, type, common));
  return { sql: `(${value} ${negated ? 'NOT ' : ''}BETWEEN ${from} AND ${to})`, type: BOOLEAN };
}

/** Translates `operand IN (list)`, with NOT where `negated`. */
export function inList(negated: boolean, operand: TypedSql, list: readonly TypedSql[], at: Position): TypedSql {
  let common = operand.type;
  for (const item of list) {
    common = comparable(common, item.type, at, () => {
      return `IN value and list items must be the same type or coercible to a common type. Cannot find common type between ${display(operand.type)} and ${display(item.type)}`;
    });
  }
  const [value, ...items] = [operand, ...list].map(({ sql, type }) => coerce(sql, type, common));
  if (needsItems(common) || (isFloating(common) && list.some(({ number }) => number === undefined))) {
    const found = `(${list.map((item) => comparison('=', operand, item, at).sql).join(' OR ')})`;
    return { sql: negated ? `(NOT ${found})` : found, type: BOOLEAN };
  }
  return { sql: `(${value} ${negated ? 'NOT ' : ''}IN (${items.join(', ')}))`, type: BOOLEAN };
}

/** Translates `operand LIKE pattern ESCAPE escapedBy`, with NOT where `negated`. */
export function like(
  negated: boolean,
  operand: TypedSql,
  pattern: TypedSql,
  escapedBy: TypedSql | undefined,
  at: Position,
): TypedSql {
  const sides = [operand, pattern, ...(escapedBy ? [escapedBy] : [])];
  const wrong = sides.find(({ type }) => !isText(type) && type.kind !== 'unknown');
  if (wrong) {
    const role = ['Left side', 'Pattern', 'Escape'][sides.indexOf(wrong)];
    throw new TrinoError(
      'TYPE_MISMATCH',
      `${role} of LIKE expression must evaluate to a varchar (actual: ${display(wrong.type)})`,
      at,
    );
  }
  const [value, text, character] = sides.map(({ sql, type }) => coerce(sql, type, { kind: 'varchar' }));
  const isChecked = character !== undefined && !(escapedBy?.text && escapesOnlySigns(pattern.text, escapedBy.text));
  const checked = isChecked ? `trino.check_like(${text}, ${character})` : text;
  const words = `${value} ${negated ? 'NOT ' : ''}LIKE ${checked}`;
  return { sql: character ? `(${words} ESCAPE ${character})` : `(${words})`, type: BOOLEAN };
}

/** Whether a pattern that is known before it runs has the escape character only where it may stand. */
function escapesOnlySigns(pattern: string | undefined, character: string): boolean {
  if (pattern === undefined) return false;
  const escaped = [character, '%', '_'].map((sign) => character + sign);
  return !escaped.reduce((rest, sign) => rest.replaceAll(sign, ''), pattern).includes(character);
}

/** Returns the SQL of a value that must be a boolean. Throws TYPE_MISMATCH for another type; `what` names the value in the message. */
export function condition(value: TypedSql, what: string, at: Position): string {
  if (value.type.kind === 'boolean') return value.sql;
  if (value.type.kind === 'unknown') return `CAST(${value.sql} AS BOOLEAN)`;
  throw new TrinoError('TYPE_MISMATCH', `${what} must evaluate to a boolean (actual: ${display(value.type)})`, at);
}

function comparable(left: Type, right: Type, at: Position, message: (left: string, right: string) => string): Type {
  const common = commonType(left, right);
  if (!common) throw new TrinoError('TYPE_MISMATCH', message(display(left), display(right)), at);
  return common;
}
