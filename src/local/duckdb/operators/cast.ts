import type { Position } from '../../../trino/error.ts';
import type { TypedSql } from '../context.ts';
import type { Type } from '../types/type.ts';

import { TrinoError } from '../../../trino/error.ts';
import { commonType, packRow } from '../types/coercion.ts';
import { display, duckdbType, isFloating, isInteger, isNumber, isSame, isText, quoteText } from '../types/type.ts';
import { fromLocal, parseZone, toLocal } from '../types/zone.ts';
import { jsonFrom, jsonTo } from './json-cast.ts';

/** Translates `CAST(value AS to)` with Trino's rounding and text. Throws TYPE_MISMATCH for types that Trino does not cast. */
export function cast(value: TypedSql, to: Type, at: Position): TypedSql {
  const constantZone =
    value.text !== undefined && to.kind === 'timestamp with time zone' ? zoneIn(value.text) : undefined;
  const type: Type = constantZone ? ({ ...to, zone: constantZone } as Type) : keepZone(value.type, to);
  const sql = convert(value.sql, value.type, type);
  if (sql === undefined) {
    throw new TrinoError('TYPE_MISMATCH', `Cannot cast ${display(value.type)} to ${display(to)}`, at);
  }
  return { sql, type };
}

const keepZone = (from: Type, to: Type): Type =>
  to.kind === 'timestamp with time zone' && from.kind === to.kind ? { ...to, zone: from.zone } : to;

const zoneIn = (text: string): string | undefined =>
  parseZone(/\d\s*([A-Za-z+-][^:]*(?::\d\d)?)$/.exec(text.trim())?.[1] ?? '');

/** SQL of the converted value; undefined when Trino has no such cast. */
function convert(sql: string, from: Type, to: Type): string | undefined {
  if (from.kind === 'unknown') return `CAST(${sql} AS ${duckdbType(to)})`;
  if (to.kind === 'unknown' || from.kind === 'function') return undefined;
  if (to.kind === 'varchar') return toVarchar(sql, from, to.length);
  if (to.kind === 'char') {
    const text = isText(from) ? toText(sql, from) : undefined;
    return text && `rtrim(left(${text}, ${to.length}), ' ')`;
  }
  if (to.kind === 'json') return jsonFrom(sql, from);
  if (from.kind === 'json') return jsonTo(sql, to);
  if (from.kind === 'varchar') return fromText(sql, to);
  if (isNumber(to)) return toNumber(sql, from, to);
  if (to.kind === 'boolean') return isNumber(from) ? `(${sql} <> 0)` : same(sql, from, to);
  if (to.kind === 'date' || to.kind === 'time' || to.kind.startsWith('timestamp')) return toMoment(sql, from, to);
  return toContainer(sql, from, to);
}

const same = (sql: string, from: Type, to: Type): string | undefined => (isSame(from, to) ? sql : undefined);

/** A text is cut to the length; anything else that does not fit is an error. */
function toVarchar(sql: string, from: Type, length: number | undefined): string | undefined {
  const text = toText(sql, from);
  if (text === undefined || length === undefined) return text;
  if (isText(from))
    return 'length' in from && from.length !== undefined && from.length <= length ? text : `left(${text}, ${length})`;
  return `trino.fit_varchar(${text}, ${length}, ${quoteText(display(from))})`;
}

/** Returns the SQL of a value as Trino prints it into a varchar; undefined for types that cannot be cast to it. */
export function toText(sql: string, from: Type): string | undefined {
  switch (from.kind) {
    case 'varchar':
      return sql;
    case 'char':
      return `rpad(${sql}, ${from.length}, ' ')`;
    case 'double':
      return `trino_double_text(${sql})`;
    case 'real':
      return `trino_real_text(${sql})`;
    case 'timestamp':
      return timestampText(sql, from.precision);
    case 'timestamp with time zone':
      return `(${timestampText(toLocal(sql, from), from.precision)} || ${quoteText(` ${from.zone}`)})`;
    case 'time':
      return timeText(sql, from.precision);
    case 'json':
      return jsonTo(sql, { kind: 'varchar' });
    case 'interval day to second':
      return `trino_interval_text(trino.total_milliseconds(${sql}))`;
    case 'interval year to month':
      return `trino.months_text(${sql})`;
    case 'decimal':
      return decimalSql(sql, from);
    case 'varbinary':
    case 'array':
    case 'map':
    case 'row':
    case 'unknown':
    case 'function':
      return undefined;
    default:
      return `CAST(${sql} AS VARCHAR)`;
  }
}

/** DuckDB leaves out the zero before the point where every digit stands behind it: `.05`. */
function decimalSql(sql: string, { precision, scale }: { readonly precision: number; readonly scale: number }): string {
  const wide = precision === scale && precision < 38 ? `CAST(${sql} AS DECIMAL(${precision + 1},${scale}))` : sql;
  return `CAST(${wide} AS VARCHAR)`;
}

const timestampText = (sql: string, precision: number): string => {
  const text = `strftime(${sql}, '%Y-%m-%d %H:%M:%S${precision > 0 ? '.%f' : ''}')`;
  return precision === 0 || precision === 6 ? text : `left(${text}, -${6 - precision})`;
};

function timeText(sql: string, precision: number): string {
  const text = `strftime(DATE '1970-01-01' + ${sql}, '%H:%M:%S${precision > 0 ? '.%f' : ''}')`;
  return precision === 0 || precision === 6 ? text : `left(${text}, -${6 - precision})`;
}

function fromText(sql: string, to: Type): string | undefined {
  const target = quoteText(display(to));
  if (isInteger(to)) return `CAST(trino.check_integer(${sql}, ${target}) AS ${duckdbType(to)})`;
  if (isFloating(to)) return `CAST(trino.check_double(${sql}, ${target}) AS ${duckdbType(to)})`;
  switch (to.kind) {
    case 'decimal':
      return `CAST(trino.check_decimal(${sql}, ${target}) AS ${duckdbType(to)})`;
    case 'boolean':
      return `trino.check_boolean(${sql})`;
    case 'date':
      return `trino.check_date(${sql})`;
    case 'timestamp':
      return rounded(`trino.check_timestamp(${sql})`, to.precision);
    case 'timestamp with time zone':
      return fromLocal(rounded(`trino.check_zoned(${sql}, ${quoteText(to.zone)})`, to.precision), to);
    case 'time':
      return `CAST(trino.check_time(${sql}) AS TIME)`;
    case 'varbinary':
      return `encode(${sql})`;
    case 'uuid':
      return `CAST(${sql} AS UUID)`;
    default:
      return undefined;
  }
}

/** DuckDB keeps microseconds; a coarser Trino precision rounds half up. */
function rounded(sql: string, precision: number): string {
  if (precision >= 6) return sql;
  const unit = 10 ** (6 - precision);
  return `make_timestamp(CAST(round(epoch_us(${sql}) / ${unit}e0) AS BIGINT) * ${unit})`;
}

function toNumber(sql: string, from: Type, to: Type): string | undefined {
  if (from.kind === 'boolean')
    return to.kind === 'decimal'
      ? `CAST(CAST(${sql} AS INTEGER) AS ${duckdbType(to)})`
      : `CAST(${sql} AS ${duckdbType(to)})`;
  if (!isNumber(from)) return undefined;
  if (isFloating(from) && isInteger(to))
    return `CAST(trino.check_finite(round(${sql}), ${quoteText(display(to))}) AS ${duckdbType(to)})`;
  if (isFloating(from) && to.kind === 'decimal')
    return `CAST(trino_decimal_text(CAST(${sql} AS DOUBLE), ${to.precision}, ${to.scale}) AS ${duckdbType(to)})`;
  return `CAST(${sql} AS ${duckdbType(to)})`;
}

function toMoment(sql: string, from: Type, to: Type): string | undefined {
  const local = from.kind === 'timestamp with time zone' ? toLocal(sql, from) : sql;
  if (to.kind === 'date')
    return from.kind === 'date' || from.kind.startsWith('timestamp') ? `CAST(${local} AS DATE)` : undefined;
  if (to.kind === 'time') {
    if (from.kind === 'time') return sql;
    return from.kind.startsWith('timestamp') ? `CAST(${local} AS TIME)` : undefined;
  }
  if (to.kind === 'timestamp') {
    if (from.kind === 'date') return `CAST(${sql} AS TIMESTAMP)`;
    if (from.kind === 'time') return rounded(today(sql), to.precision);
    const finer = 'precision' in from && from.precision > to.precision;
    if (!from.kind.startsWith('timestamp')) return undefined;
    return finer ? rounded(local, to.precision) : local;
  }
  if (to.kind !== 'timestamp with time zone') return undefined;
  if (from.kind === 'timestamp with time zone') return sql;
  if (from.kind === 'date') return fromLocal(`CAST(${sql} AS TIMESTAMP)`, to);
  if (from.kind === 'time') return fromLocal(today(sql), to);
  if (from.kind !== 'timestamp') return undefined;
  return fromLocal(from.precision > to.precision ? rounded(sql, to.precision) : sql, to);
}

const today = (time: string): string => `(CAST(timezone('UTC', now()) AS DATE) + ${time})`;

function toContainer(sql: string, from: Type, to: Type): string | undefined {
  if (from.kind === 'array' && to.kind === 'array') {
    const element = convert('e', from.element, to.element);
    return element && (element === 'e' ? sql : `list_transform(${sql}, lambda e: ${element})`);
  }
  if (from.kind === 'map' && to.kind === 'map') {
    const [key, value] = [convert('e.key', from.key, to.key), convert('e.value', from.value, to.value)];
    if (key === undefined || value === undefined) return undefined;
    return `map_from_entries(list_transform(map_entries(${sql}), lambda e: struct_pack(key := ${key}, value := ${value})))`;
  }
  if (from.kind === 'row' && to.kind === 'row' && from.fields.length === to.fields.length) {
    const castable = from.fields.every(
      (field, index) => convert('x', field.type, to.fields[index]!.type) !== undefined,
    );
    return castable ? packRow(sql, from.fields, to.fields, (inner, a, b) => convert(inner, a, b)!) : undefined;
  }
  return commonType(from, to) && isSame(from, to) ? sql : undefined;
}
