import type { RowField, Type } from './type.ts';

import {
  DOUBLE,
  decimal,
  display,
  duckdbType,
  INTEGER_DIGITS,
  isFloating,
  isInteger,
  isNumber,
  isSame,
  isText,
  quoteName,
  quoteText,
  simple,
} from './type.ts';

/** The `zone` of a type whose values may have several zones, so that their local times are not known. */
export const MIXED_ZONES = 'mixed';

const UNBOUNDED = 2147483647;

/** Returns the type to which Trino converts values of both types implicitly; undefined when there is none. */
export function commonType(left: Type, right: Type): Type | undefined {
  if (left.kind === 'unknown') return right;
  if (right.kind === 'unknown') return left;
  if (isNumber(left) && isNumber(right)) return commonNumber(left, right);
  if (isText(left) && isText(right)) return commonText(left, right);
  if (left.kind === 'array' && right.kind === 'array') {
    const element = commonType(left.element, right.element);
    return element && { kind: 'array', element };
  }
  if (left.kind === 'map' && right.kind === 'map') {
    const [key, value] = [commonType(left.key, right.key), commonType(left.value, right.value)];
    return key && value && { kind: 'map', key, value };
  }
  if (left.kind === 'row' && right.kind === 'row') return commonRow(left.fields, right.fields);
  return commonMoment(left, right) ?? (isSame(left, right) ? left : undefined);
}

function commonNumber(left: Type, right: Type): Type {
  if (isFloating(left) || isFloating(right)) {
    return left.kind === 'double' || right.kind === 'double' ? DOUBLE : simple('real');
  }
  if (isInteger(left) && isInteger(right))
    return INTEGER_DIGITS[left.kind]! >= INTEGER_DIGITS[right.kind]! ? left : right;
  const [a, b] = [asDecimal(left), asDecimal(right)];
  const scale = Math.max(a.scale, b.scale);
  return decimal(Math.min(38, Math.max(a.precision - a.scale, b.precision - b.scale) + scale), scale);
}

/** Returns the decimal type that holds every value of an integer or decimal type. */
export function asDecimal(type: Type): { readonly precision: number; readonly scale: number } {
  if (type.kind === 'decimal') return type;
  if (type.kind === 'unknown') return { precision: 1, scale: 0 };
  return { precision: INTEGER_DIGITS[type.kind] ?? 38, scale: 0 };
}

function commonText(left: Type, right: Type): Type {
  const lengths = [left, right].map((type) => ('length' in type ? type.length : undefined) ?? UNBOUNDED);
  const length = Math.max(...lengths);
  if (left.kind === 'char' || right.kind === 'char') return { kind: 'char', length: Math.min(length, 65536) };
  return length === UNBOUNDED ? { kind: 'varchar' } : { kind: 'varchar', length };
}

function commonRow(left: readonly RowField[], right: readonly RowField[]): Type | undefined {
  if (left.length !== right.length) return undefined;
  const fields = left.map((field, index) => {
    const type = commonType(field.type, right[index]!.type);
    const name = field.name === right[index]!.name ? field.name : undefined;
    return type && { name, stored: `f${index + 1}`, type };
  });
  return fields.every((field) => field !== undefined) ? { kind: 'row', fields } : undefined;
}

const MOMENTS = ['date', 'timestamp', 'timestamp with time zone'];

function commonMoment(left: Type, right: Type): Type | undefined {
  if (left.kind === 'time' && right.kind === 'time') {
    return { kind: 'time', precision: Math.max(left.precision, right.precision) };
  }
  const rank = Math.max(MOMENTS.indexOf(left.kind), MOMENTS.indexOf(right.kind));
  if (Math.min(MOMENTS.indexOf(left.kind), MOMENTS.indexOf(right.kind)) < 0) return undefined;
  const precision = Math.max(...[left, right].map((type) => ('precision' in type ? type.precision : 0)));
  if (rank === 0) return left;
  if (rank === 1) return { kind: 'timestamp', precision };
  const zones = [left, right].map((type) => ('zone' in type ? type.zone : 'UTC'));
  return { kind: 'timestamp with time zone', precision, zone: zones[0] === zones[1] ? zones[0]! : MIXED_ZONES };
}

/** Whether Trino converts a value from one type to another implicitly. */
export function canCoerce(from: Type, to: Type): boolean {
  const common = commonType(from, to);
  return common !== undefined && display(common) === display(to);
}

/** Returns the SQL that converts a value implicitly. `to` must be a type that `commonType` returned for `from`. */
export function coerce(sql: string, from: Type, to: Type): string {
  if (isSame(from, to) && isStoredAlike(from, to)) return sql;
  if (from.kind === 'unknown') return `CAST(${sql} AS ${duckdbType(to)})`;
  if (from.kind === 'char' && to.kind === 'varchar') return `rpad(${sql}, ${from.length}, ' ')`;
  if (from.kind === 'varchar' && to.kind === 'char') return `rtrim(${sql}, ' ')`;
  if (isText(from) && isText(to)) return sql;
  if (from.kind === to.kind && 'precision' in to && to.kind !== 'decimal') return sql;
  if (from.kind === 'array' && to.kind === 'array' && needsElements(from.element, to.element)) {
    return `list_transform(${sql}, lambda e: ${coerce('e', from.element, to.element)})`;
  }
  if (from.kind === 'row' && to.kind === 'row') return packRow(sql, from.fields, to.fields, coerce);
  return `CAST(${sql} AS ${duckdbType(to)})`;
}

/** Returns the SQL that converts a row field by field by `convert`; DuckDB's own cast would lose fields with other names. */
export function packRow(
  sql: string,
  from: readonly RowField[],
  to: readonly RowField[],
  convert: (sql: string, from: Type, to: Type) => string,
): string {
  const fields = to.map((field, index) => {
    const source = from[index]!;
    const value = `struct_extract(${sql}, ${quoteText(source.stored)})`;
    return `${quoteName(field.stored)} := ${convert(value, source.type, field.type)}`;
  });
  return `CASE WHEN ${sql} IS NULL THEN NULL ELSE struct_pack(${fields.join(', ')}) END`;
}

const needsElements = (from: Type, to: Type): boolean => from.kind === 'row' || to.kind === 'row' || isText(from);

function isStoredAlike(from: Type, to: Type): boolean {
  if (from.kind === 'row' && to.kind === 'row') {
    return from.fields.every((field, index) => {
      const other = to.fields[index]!;
      return field.stored === other.stored && isStoredAlike(field.type, other.type);
    });
  }
  if (from.kind === 'array' && to.kind === 'array') return isStoredAlike(from.element, to.element);
  if (from.kind === 'map' && to.kind === 'map') return isStoredAlike(from.value, to.value);
  return true;
}
