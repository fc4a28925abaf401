import type { Position } from '../../../trino/error.ts';
import type { Expression } from '../../../trino/syntax.ts';
import type { TypedSql } from '../context.ts';

import { TrinoError } from '../../../trino/error.ts';
import {
  BIGINT,
  BOOLEAN,
  DATE,
  DOUBLE,
  decimal,
  INTEGER,
  JSON_TYPE,
  quoteText,
  simple,
  UNKNOWN,
} from '../types/type.ts';
import { fromLocal, parseZone } from '../types/zone.ts';

const LARGEST_INTEGER = 2147483647n;

const LARGEST_BIGINT = 9223372036854775807n;

/** The literal NULL. */
export const NULL: TypedSql = { sql: 'NULL', type: UNKNOWN };

/** Translates a whole number, given its digits: an integer, or a bigint where it needs one. Throws SYNTAX_ERROR beyond a bigint. */
export function integerLiteral(text: string, at: Position): TypedSql {
  const value = BigInt(text);
  const type = value <= LARGEST_INTEGER && value >= -LARGEST_INTEGER - 1n ? INTEGER : BIGINT;
  if (value > LARGEST_BIGINT || value < -LARGEST_BIGINT - 1n) {
    throw new TrinoError('SYNTAX_ERROR', `Invalid numeric literal: ${text}`, at);
  }
  return {
    sql: value < 0n ? `CAST(${value} AS ${type === INTEGER ? 'INTEGER' : 'BIGINT'})` : `${value}`,
    type,
    number: Number(value),
  };
}

/** Translates `1.5` and `1.5E0`. Both are doubles in Athena; Trino itself reads `1.5` as a decimal. */
export function doubleLiteral(text: string): TypedSql {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e');
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d*)\.?(\d*)$/.exec(mantissa) ?? [];
  const number = Number(text);
  const sql = `${whole || '0'}.${fraction || '0'}e${Number(exponent)}`;
  return { sql: sign ? `(-${sql})` : sql, type: DOUBLE, number };
}

/** Translates a string literal, given its value. */
export const stringLiteral = (value: string): TypedSql => ({
  sql: textSql(value),
  type: { kind: 'varchar', length: [...value].length },
  text: value,
});

/** The SQL of a text; DuckDB's parser takes no NUL inside a literal. */
function textSql(value: string): string {
  return value.includes('\0') ? `(${value.split('\0').map(quoteText).join(' || chr(0) || ')})` : quoteText(value);
}

/** Translates a literal `X'…'`, given its hexadecimal digits. */
export function binaryLiteral(hex: string, at: Position): TypedSql {
  if (hex.length % 2 === 1 || /[^0-9A-Fa-f]/.test(hex)) {
    throw new TrinoError('SYNTAX_ERROR', 'Binary literal must contain an even number of hexadecimal digits', at);
  }
  return { sql: `unhex('${hex}')`, type: simple('varbinary') };
}

/**
 * Translates `DATE '2024-01-31'` and other literals with a type. Throws INVALID_LITERAL, or TYPE_NOT_FOUND for a type
 * without literals.
 */
export function typedLiteral({ type, value, at }: Extract<Expression, { kind: 'typed' }>): TypedSql {
  const invalid = (): never => {
    throw new TrinoError('INVALID_LITERAL', `'${value}' is not a valid ${type.toUpperCase()} literal`, at);
  };
  switch (type) {
    case 'date':
      return /^\d{4,6}-\d{1,2}-\d{1,2}$/.test(value.trim()) && isDay(value.trim())
        ? { sql: `DATE ${quoteText(padDay(value.trim()))}`, type: DATE }
        : invalid();
    case 'timestamp':
      return timestampLiteral(value) ?? invalid();
    case 'time':
      return timeLiteral(value) ?? invalid();
    case 'decimal':
      return decimalLiteral(value) ?? invalid();
    case 'tinyint':
    case 'smallint':
    case 'integer':
    case 'int':
    case 'bigint': {
      const kind = type === 'int' ? 'integer' : type;
      return /^[+-]?\d+$/.test(value)
        ? { sql: `CAST(${quoteText(value)} AS ${kind.toUpperCase()})`, type: simple(kind), number: Number(value) }
        : invalid();
    }
    case 'double':
    case 'real':
      return Number.isNaN(Number(value)) && value !== 'NaN'
        ? invalid()
        : {
            sql: `CAST(${quoteText(value)} AS ${type === 'double' ? 'DOUBLE' : 'FLOAT'})`,
            type: simple(type),
            number: Number(value),
          };
    case 'boolean':
      return /^(true|false)$/i.test(value) ? { sql: value.toUpperCase(), type: BOOLEAN } : invalid();
    case 'varchar':
      return stringLiteral(value);
    case 'char':
      return { sql: textSql(value.trimEnd()), type: { kind: 'char', length: [...value].length }, text: value };
    case 'json':
      return { sql: `trino_json_parse(${textSql(value)})`, type: JSON_TYPE };
    case 'uuid':
      return { sql: `CAST(${quoteText(value)} AS UUID)`, type: simple('uuid') };
    default:
      throw new TrinoError('TYPE_NOT_FOUND', `Unknown type: ${type}`, at);
  }
}

const TIMESTAMP = /^(\d{4,6}-\d{1,2}-\d{1,2})(?: (\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d+))?)?)?\s*([A-Za-z+-].*)?$/;

/** Athena shows a timestamp with milliseconds at least; a zone makes it one with time zone. */
function timestampLiteral(value: string): TypedSql | undefined {
  const match = TIMESTAMP.exec(value.trim());
  if (!match || !isDay(match[1]!)) return undefined;
  const [, day = '', hour = '0', minute = '0', second = '0', fraction = '', zoneText] = match;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59 || fraction.length > 6) return undefined;
  const clock = [hour, minute, second].map((part) => part.padStart(2, '0')).join(':');
  const local = `TIMESTAMP '${padDay(day)} ${clock}${fraction && `.${fraction}`}'`;
  const precision = Math.max(3, fraction.length);
  if (zoneText === undefined) return { sql: local, type: { kind: 'timestamp', precision } };
  const zone = parseZone(zoneText);
  return zone === undefined
    ? undefined
    : {
        sql: fromLocal(local, { zone }),
        type: { kind: 'timestamp with time zone', precision, zone },
      };
}

function timeLiteral(value: string): TypedSql | undefined {
  const match = /^(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,6}))?)?$/.exec(value.trim());
  if (!match) return undefined;
  const [, hour = '', minute = '', second = '0', fraction = ''] = match;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const clock = [hour, minute, second].map((part) => part.padStart(2, '0')).join(':');
  return {
    sql: `TIME '${clock}${fraction && `.${fraction}`}'`,
    type: { kind: 'time', precision: Math.max(3, fraction.length) },
  };
}

/** Translates `DECIMAL '12.50'`, whose type has as many digits as are written. */
function decimalLiteral(value: string): TypedSql | undefined {
  const match = /^[+-]?(\d*)(?:\.(\d*))?$/.exec(value.trim());
  const [, whole = '', fraction = ''] = match ?? [];
  if (!match || whole + fraction === '') return undefined;
  const precision = Math.max(1, whole.replace(/^0+/, '').length + fraction.length);
  if (precision > 38) return undefined;
  return {
    sql: `CAST(${quoteText(value.trim())} AS DECIMAL(${precision},${fraction.length}))`,
    type: decimal(precision, fraction.length),
  };
}

function isDay(text: string): boolean {
  const [year, month, day] = text.split('-').map(Number) as [number, number, number];
  const date = new Date(Date.UTC(2000, 0, 1));
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

const padDay = (text: string): string =>
  text
    .split('-')
    .map((part, index) => part.padStart(index === 0 ? 4 : 2, '0'))
    .join('-');
