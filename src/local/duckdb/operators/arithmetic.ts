import type { Position } from '../../../trino/error.ts';
import type { TypedSql } from '../context.ts';
import type { Type } from '../types/type.ts';

import { TrinoError } from '../../../trino/error.ts';
import { asDecimal, coerce, commonType } from '../types/coercion.ts';
import {
  DATE,
  decimal,
  display,
  duckdbType,
  isFloating,
  isInteger,
  isInterval,
  isNumber,
  simple,
} from '../types/type.ts';
import { fromLocal, toLocal } from '../types/zone.ts';
import { ambiguous, typeWithBareNull } from './bare-null.ts';
import { integerLiteral } from './literal.ts';

/** Translates `left operator right` for `+ - * / %`, with Trino's result type. Throws TYPE_MISMATCH. */
export function arithmetic(operator: string, left: TypedSql, right: TypedSql, at: Position): TypedSql {
  const typed = typeWithBareNull(operator, left.type, right.type, at);
  if (typed) return { sql: `CAST(NULL AS ${duckdbType(typed)})`, type: typed };
  const result =
    isTemporal(left.type) || isTemporal(right.type) ? temporal(operator, left, right) : numeric(operator, left, right);
  if (result) return result;
  throw new TrinoError(
    'TYPE_MISMATCH',
    `Cannot apply operator: ${display(left.type)} ${operator} ${display(right.type)}`,
    at,
  );
}

/** Translates `-x`; a number literal stays one. Throws TYPE_MISMATCH for a type without a sign. */
export function negation(operand: TypedSql, at: Position): TypedSql {
  if (isInteger(operand.type) && /^\d+$/.test(operand.sql)) return integerLiteral(String(-BigInt(operand.sql)), at);
  if (operand.type.kind === 'unknown') return ambiguous(at);
  if (!isNumber(operand.type) && !isInterval(operand.type)) {
    throw new TrinoError('TYPE_MISMATCH', `Cannot negate ${display(operand.type)}`, at);
  }
  return {
    sql: `(-${operand.sql})`,
    type: operand.type,
    number: operand.number === undefined ? undefined : -operand.number,
  };
}

/** Translates `+x`, which is x. Throws TYPE_MISMATCH for a type without a sign. */
export function positive(operand: TypedSql, at: Position): TypedSql {
  if (isInteger(operand.type) || isFloating(operand.type)) return operand;
  const message = `Unary '+' operator cannot by applied to ${display(operand.type)} type`;
  throw new TrinoError('TYPE_MISMATCH', message, at);
}

const isTemporal = (type: Type): boolean =>
  isInterval(type) || type.kind === 'date' || type.kind === 'time' || type.kind.startsWith('timestamp');

function numeric(operator: string, left: TypedSql, right: TypedSql): TypedSql | undefined {
  const common = commonType(left.type, right.type);
  if (!common || !isNumber(common)) return undefined;
  if (common.kind === 'decimal') return decimalArithmetic(operator, left, right);
  const [a, b] = [left, right].map(({ sql, type }) => coerce(sql, type, common)) as [string, string];
  if (isFloating(common)) return { sql: floating(operator, a, b, duckdbType(common)), type: common };
  const divisor = right.number ? b : `trino.nonzero(${b})`;
  const operators: Readonly<Record<string, string>> = { '/': `(${a} // ${divisor})`, '%': `(${a} % ${divisor})` };
  return { sql: operators[operator] ?? `(${a} ${operator} ${b})`, type: common };
}

/** DuckDB divides a FLOAT as a DOUBLE. */
function floating(operator: string, a: string, b: string, type: string): string {
  if (operator === '%') return `trino.remainder(${a}, ${b})`;
  const sql = `(${a} ${operator} ${b})`;
  return type === 'FLOAT' ? `CAST(${sql} AS FLOAT)` : sql;
}

/** https://trino.io/docs/435/functions/decimal.html#arithmetic-operators */
function decimalArithmetic(operator: string, left: TypedSql, right: TypedSql): TypedSql {
  const [a, b] = [asDecimal(left.type), asDecimal(right.type)];
  const [x, y] = [left, right].map(({ sql, type }) => coerce(sql, type, { kind: 'decimal', ...asDecimal(type) })) as [
    string,
    string,
  ];
  const scale = Math.max(a.scale, b.scale);
  const whole = Math.max(a.precision - a.scale, b.precision - b.scale);
  switch (operator) {
    case '*': {
      const type = decimal(Math.min(38, a.precision + b.precision), a.scale + b.scale);
      return { sql: `CAST((${x} * ${y}) AS ${duckdbType(type)})`, type };
    }
    case '/':
      return divideDecimals(x, y, a, b);
    case '%': {
      const type = decimal(Math.min(b.precision - b.scale, a.precision - a.scale) + scale, scale);
      const wide = duckdbType(decimal(38, scale));
      return {
        sql: `CAST((CAST(${x} AS ${wide}) % trino.nonzero(CAST(${y} AS ${wide}))) AS ${duckdbType(type)})`,
        type,
      };
    }
    default: {
      const type = decimal(Math.min(38, 1 + whole + scale), scale);
      const wide = duckdbType(type);
      return { sql: `CAST((CAST(${x} AS ${wide}) ${operator} CAST(${y} AS ${wide})) AS ${wide})`, type };
    }
  }
}

type Digits = { readonly precision: number; readonly scale: number };

/** Translates `x / y` of decimals with the precisions and scales `a` and `b`, exactly and rounded half up to the larger scale. */
export function divideDecimals(x: string, y: string, a: Digits, b: Digits): TypedSql {
  const scale = Math.max(a.scale, b.scale);
  const type = {
    kind: 'decimal',
    precision: Math.min(38, a.precision + b.scale + Math.max(0, b.scale - a.scale)),
    scale,
  } as const;
  const quotient = `trino.divide_digits(${digits(x, a.scale)}, ${digits(y, b.scale)}, CAST('1${'0'.repeat(scale + b.scale - a.scale)}' AS HUGEINT))`;
  return { sql: fromDigits(quotient, type), type };
}

/** Returns the SQL of the digits of a decimal as a HUGEINT: 1250 of 12.50. */
export const digits = (sql: string, scale: number): string =>
  scale === 0
    ? `CAST(${sql} AS HUGEINT)`
    : `CAST((${sql} * CAST(1${'0'.repeat(scale)} AS DECIMAL(${scale + 1},0))) AS HUGEINT)`;

/** Returns the SQL of a decimal from its digits, the inverse of `digits`. */
export function fromDigits(sql: string, type: Type & Digits): string {
  const whole = `CAST(${sql} AS DECIMAL(38,0))`;
  if (type.scale === 0) return `CAST(${whole} AS ${duckdbType(type)})`;
  const unit = `CAST('0.${'0'.repeat(type.scale - 1)}1' AS DECIMAL(${type.scale},${type.scale}))`;
  return `CAST((${whole} * ${unit}) AS ${duckdbType(type)})`;
}

function temporal(operator: string, left: TypedSql, right: TypedSql): TypedSql | undefined {
  if (operator === '*' || operator === '/') return scaleInterval(operator, left, right);
  if (operator !== '+' && operator !== '-') return undefined;
  if (isInterval(left.type) && isInterval(right.type)) {
    return left.type.kind === right.type.kind
      ? { sql: `(${left.sql} ${operator} ${right.sql})`, type: left.type }
      : undefined;
  }
  if (isInterval(right.type)) return shift(left, operator, right);
  if (isInterval(left.type)) return operator === '+' ? shift(right, operator, left) : undefined;
  return operator === '-' ? difference(left, right) : undefined;
}

/** A moment moved by an interval; a date only by whole days, in a zone's own calendar by months. */
function shift(moment: TypedSql, operator: string, interval: TypedSql): TypedSql | undefined {
  const isMonths = interval.type.kind === 'interval year to month';
  const { sql, type } = moment;
  if (type.kind === 'date') {
    const amount = isMonths ? interval.sql : `trino.whole_days(${interval.sql})`;
    return { sql: `CAST((${sql} ${operator} ${amount}) AS DATE)`, type: DATE };
  }
  if (type.kind === 'timestamp with time zone' && isMonths) {
    return { sql: fromLocal(`(${toLocal(sql, type)} ${operator} ${interval.sql})`, type), type };
  }
  if (type.kind === 'timestamp' || type.kind === 'timestamp with time zone')
    return { sql: `(${sql} ${operator} ${interval.sql})`, type };
  return type.kind === 'time' && !isMonths ? { sql: `(${sql} ${operator} ${interval.sql})`, type } : undefined;
}

function difference(left: TypedSql, right: TypedSql): TypedSql | undefined {
  const common = commonType(left.type, right.type);
  if (!common) return undefined;
  const [a, b] = [left, right].map(({ sql, type }) => coerce(sql, type, common)) as [string, string];
  const type = simple('interval day to second');
  if (common.kind === 'time') return { sql: `((DATE '1970-01-01' + ${a}) - (DATE '1970-01-01' + ${b}))`, type };
  return { sql: common.kind === 'date' ? `to_days(CAST((${a} - ${b}) AS INTEGER))` : `(${a} - ${b})`, type };
}

function scaleInterval(operator: string, left: TypedSql, right: TypedSql): TypedSql | undefined {
  const [interval, factor] = isInterval(left.type) ? [left, right] : [right, left];
  if (!isInterval(interval.type) || !isNumber(factor.type) || (operator === '/' && interval !== left)) return undefined;
  const isMonths = interval.type.kind === 'interval year to month';
  const macro = isMonths ? 'trino.scale_months' : 'trino.scale_seconds';
  const amount = operator === '*' ? `CAST(${factor.sql} AS DOUBLE)` : `(1e0 / CAST(${factor.sql} AS DOUBLE))`;
  return { sql: `${macro}(${interval.sql}, ${amount})`, type: interval.type };
}
