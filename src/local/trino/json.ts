import type { DuckDBListValue } from '@duckdb/node-api';
import { listValue } from '@duckdb/node-api';

import { fail } from './fault.ts';
import { doubleText } from './text.ts';

/** A JSON number keeps its digits: Trino compares and prints them as they were written. */
class NumberText {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
}

export type Json = null | boolean | string | NumberText | readonly Json[] | { readonly [key: string]: Json };

type Reviver = (key: string, value: unknown, context: { readonly source?: string }) => unknown;

/** Undefined for what is no JSON. */
export function readJson(text: string): Json | undefined {
  const keepDigits: Reviver = (_key, value, { source }) =>
    typeof value === 'number' ? new NumberText(source ?? String(value)) : value;
  try {
    return JSON.parse(text, keepDigits as (key: string, value: unknown) => unknown) as Json;
  } catch {
    return undefined;
  }
}

/** Compact JSON text. `sorted` orders the members by key, as `json_parse` does. */
export function writeJson(value: Json, { sorted = false } = {}): string {
  if (value instanceof NumberText) return value.source;
  if (isList(value)) return `[${value.map((item) => writeJson(item, { sorted })).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value);
  if (sorted) entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${writeJson(item, { sorted })}`).join(',')}}`;
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
export const isNumberText = (value: Json | undefined): value is NumberText => value instanceof NumberText;
export const isJsonObject = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isNumberText(value);
export const isJsonList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

export function parseJson(text: string): string {
  const value = readJson(text);
  if (value === undefined) fail('INVALID_FUNCTION_ARGUMENT', `Cannot convert value to JSON: '${text}'`);
  return writeJson(normalized(value), { sorted: true });
}

/** A number with a point or an exponent is a double to Trino. */
function normalized(value: Json): Json {
  if (isNumberText(value)) return /[.eE]/.test(value.source) ? new NumberText(doubleText(Number(value.source))) : value;
  if (isList(value)) return value.map(normalized);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, normalized(item)]));
}

const scalarText = (value: Json): string | null => {
  if (value === null) return null;
  return isNumberText(value) ? value.source : String(value);
};

export function jsonToText(text: string, target: string): string | null {
  const value = readJson(text);
  if (value === undefined || isJsonObject(value) || isJsonList(value))
    return fail('INVALID_CAST_ARGUMENT', `Cannot cast '${text}' to ${target}`);
  return scalarText(value);
}

export function jsonToNumber(text: string, target: string): string | null {
  const value = readJson(text);
  if (value === null) return null;
  if (isNumberText(value)) return numberFor(value.source, target);
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (typeof value === 'string' && value.trim() !== '' && !Number.isNaN(Number(value))) return numberFor(value, target);
  return fail('INVALID_CAST_ARGUMENT', `Cannot cast '${text}' to ${target}`);
}

/** An integer type takes a fraction only rounded. */
function numberFor(source: string, target: string): string {
  if (!/int/.test(target) || !/[.eE]/.test(source)) return source;
  return String(Math.sign(Number(source)) * Math.round(Math.abs(Number(source))));
}

export function jsonToBoolean(text: string): string | null {
  const value = readJson(text);
  if (value === null) return null;
  if (typeof value === 'boolean') return String(value);
  if (isNumberText(value)) return Number(value.source) === 0 ? 'false' : 'true';
  if (typeof value === 'string' && /^(true|t|1)$/i.test(value)) return 'true';
  if (typeof value === 'string' && /^(false|f|0)$/i.test(value)) return 'false';
  return fail('INVALID_CAST_ARGUMENT', `Cannot cast '${text}' to boolean`);
}

export function jsonElements(text: string): DuckDBListValue | null {
  const value = readJson(text);
  if (value === null) return null;
  if (!isJsonList(value)) return fail('INVALID_CAST_ARGUMENT', 'Cannot cast to array. Expected a json array');
  return listValue(value.map((item) => (item === null ? null : writeJson(item))));
}

/** Pairs of key and JSON text. */
export function jsonMembers(text: string): DuckDBListValue | null {
  const value = readJson(text);
  if (value === null) return null;
  if (!isJsonObject(value)) return fail('INVALID_CAST_ARGUMENT', 'Cannot cast to map. Expected a json object');
  return listValue(
    Object.entries(value).map(([key, item]) => listValue([key, item === null ? null : writeJson(item)])),
  );
}

/** A row's field: of an object by name, of an array by position. */
export function jsonMember(text: string, name: string, position: number): string | null {
  const value = readJson(text);
  const item = isJsonList(value) ? value[position] : isJsonObject(value) ? value[name] : undefined;
  if (value === undefined || (!isJsonList(value) && !isJsonObject(value))) {
    return fail('INVALID_CAST_ARGUMENT', 'Cannot cast to row. Expected a json array or object');
  }
  return item === undefined || item === null ? null : writeJson(item);
}
