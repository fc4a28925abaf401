import type { DuckDBListValue } from '@duckdb/node-api';
import { listValue } from '@duckdb/node-api';
import { LRUCache } from 'lru-cache';

import { fail } from '../../../trino/fail.ts';
import { doubleText } from './number-text.ts';

/** A number of a JSON text; `source` are its characters, which Trino keeps. */
export class NumberText {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
}

/** A JSON value whose numbers keep their characters. */
export type Json = null | boolean | string | NumberText | readonly Json[] | { readonly [key: string]: Json };

type Reviver = (key: string, value: unknown, context: { readonly source?: string }) => unknown;

/** Parses a JSON text; undefined for any other text. */
export function readJson(text: string): Json | undefined {
  const keepDigits: Reviver = (_key, value, { source }) =>
    typeof value === 'number' ? new NumberText(source ?? String(value)) : value;
  try {
    return JSON.parse(text, keepDigits as (key: string, value: unknown) => unknown) as Json;
  } catch {
    return undefined;
  }
}

/** Returns compact JSON; `sorted` sorts members by key, as `json_parse` does. */
export function writeJson(value: Json, { sorted = false } = {}): string {
  if (value instanceof NumberText) return value.source;
  if (isJsonList(value)) return `[${value.map((item) => writeJson(item, { sorted })).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value);
  if (sorted) entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${writeJson(item, { sorted })}`).join(',')}}`;
}

/** Whether a value is a number. */
export const isNumberText = (value: Json | undefined): value is NumberText => value instanceof NumberText;

/** Whether a value is an object. */
export const isJsonObject = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isNumberText(value);

/** Whether a value is an array. */
export const isJsonList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

/** Implements `json_parse`: compact JSON with sorted keys. Fails with INVALID_FUNCTION_ARGUMENT for a text that is no JSON. */
export function parseJson(text: string): string {
  const value = readJson(text);
  if (value === undefined) fail('INVALID_FUNCTION_ARGUMENT', `Cannot convert value to JSON: '${text}'`);
  return writeJson(normalized(value), { sorted: true });
}

/** Returns a value whose numbers with a point or an exponent are written as Trino prints doubles. */
export function normalized(value: Json): Json {
  if (isNumberText(value)) return /[.eE]/.test(value.source) ? new NumberText(doubleText(Number(value.source))) : value;
  if (isJsonList(value)) return value.map(normalized);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, normalized(item)]));
}

/** Returns the text of a scalar; null for a JSON null. */
const scalarText = (value: Json): string | null => {
  if (value === null) return null;
  return isNumberText(value) ? value.source : String(value);
};

/**
 * Implements `CAST(json AS varchar)`. Fails with INVALID_CAST_ARGUMENT for arrays and objects; `target` names the
 * type in the message.
 */
export function jsonToText(text: string, target: string): string | null {
  const value = readJson(text);
  if (value === undefined || isJsonObject(value) || isJsonList(value))
    return fail('INVALID_CAST_ARGUMENT', `Cannot cast '${text}' to ${target}`);
  return scalarText(value);
}

/** Implements casts of JSON to number types: the digits of the number. Fails with INVALID_CAST_ARGUMENT. */
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

/** Implements `CAST(json AS boolean)`: `true` or `false`. Fails with INVALID_CAST_ARGUMENT. */
export function jsonToBoolean(text: string): string | null {
  const value = readJson(text);
  if (value === null) return null;
  if (typeof value === 'boolean') return String(value);
  if (isNumberText(value)) return Number(value.source) === 0 ? 'false' : 'true';
  if (typeof value === 'string' && /^(true|t|1)$/i.test(value)) return 'true';
  if (typeof value === 'string' && /^(false|f|0)$/i.test(value)) return 'false';
  return fail('INVALID_CAST_ARGUMENT', `Cannot cast '${text}' to boolean`);
}

/** Returns the elements of a JSON array as JSON texts; null for a JSON null. Fails with INVALID_CAST_ARGUMENT. */
export function jsonElements(text: string): DuckDBListValue | null {
  const value = readJson(text);
  if (value === null) return null;
  if (!isJsonList(value)) return fail('INVALID_CAST_ARGUMENT', 'Cannot cast to array. Expected a json array');
  return listValue(value.map((item) => (item === null ? null : writeJson(item))));
}

/**
 * Returns the members of a JSON object as pairs of key and JSON text; null for a JSON null. Fails with
 * INVALID_CAST_ARGUMENT.
 */
export function jsonMembers(text: string): DuckDBListValue | null {
  const value = readJson(text);
  if (value === null) return null;
  if (!isJsonObject(value)) return fail('INVALID_CAST_ARGUMENT', 'Cannot cast to map. Expected a json object');
  return listValue(
    Object.entries(value).map(([key, item]) => listValue([key, item === null ? null : writeJson(item)])),
  );
}

/** Returns the JSON text of a row's field: by name from an object, by position from an array. */
export function jsonMember(text: string, name: string, position: number): string | null {
  const value = readJson(text);
  const member = isJsonObject(value) ? memberOf(value, name) : undefined;
  const item = isJsonList(value) ? value[position] : member;
  if (value === undefined || (!isJsonList(value) && !isJsonObject(value))) {
    return fail('INVALID_CAST_ARGUMENT', 'Cannot cast to row. Expected a json array or object');
  }
  return item === undefined || item === null ? null : writeJson(item);
}

/** Names of fields have no case. */
function memberOf(value: { readonly [key: string]: Json }, name: string): Json | undefined {
  if (Object.hasOwn(value, name)) return value[name];
  return Object.entries(value).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}

/** `$.a.b[0]["c"]`: names and positions; Trino's JSON path knows no more. */
function steps(path: string): (string | number)[] {
  if (!path.startsWith('$')) return invalidPath(path);
  const found: (string | number)[] = [];
  const step = /\.([A-Za-z0-9_:\-/]+)|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|\[(?!-?\d+\])([A-Za-z0-9_:\-/]+)\]/gy;
  step.lastIndex = 1;
  while (step.lastIndex < path.length) {
    const match = step.exec(path);
    if (!match) return invalidPath(path);
    const [, name, position, quoted, bare] = match;
    found.push(position === undefined ? (name ?? bare ?? quoted!.replace(/\\(["\\])/g, '$1')) : Number(position));
  }
  return found;
}

const invalidPath = (path: string): never => fail('INVALID_FUNCTION_ARGUMENT', `Invalid JSON path: '${path}'`);

const paths = new LRUCache<string, (string | number)[]>({ max: 200, memoMethod: steps });

function valueAt(text: string, path: string): Json | undefined {
  const wanted = paths.memo(path);
  let value = readJson(text);
  for (const step of wanted) {
    if (isJsonList(value)) value = /^\d+$/.test(String(step)) ? value[Number(step)] : undefined;
    else value = isJsonObject(value) && Object.hasOwn(value, String(step)) ? value[String(step)] : undefined;
  }
  return value;
}

/** Implements `json_extract`; null when the path finds nothing. */
export function jsonExtract(text: string, path: string): string | null {
  const value = valueAt(text, path);
  return value === undefined ? null : writeJson(normalized(value));
}

/** Implements `json_extract_scalar`; null for objects, arrays and JSON nulls. */
export function jsonExtractScalar(text: string, path: string): string | null {
  const value = valueAt(text, path);
  if (value === undefined || isJsonObject(value) || isJsonList(value)) return null;
  return scalarText(value);
}

/** Implements `json_array_length`; null for what is no array. */
export function jsonArrayLength(text: string): bigint | null {
  const value = readJson(text);
  return isJsonList(value) ? BigInt(value.length) : null;
}

/** Implements `json_size`: the number of members or elements at a path, 0 for a scalar. */
export function jsonSize(text: string, path: string): bigint | null {
  const value = valueAt(text, path);
  if (value === undefined) return null;
  if (isJsonList(value)) return BigInt(value.length);
  return isJsonObject(value) ? BigInt(Object.keys(value).length) : 0n;
}

/** Implements `is_json_scalar`. Fails with INVALID_FUNCTION_ARGUMENT for a text that is no JSON. */
export function isJsonScalar(text: string): boolean {
  const value = readJson(text);
  if (value === undefined) return fail('INVALID_FUNCTION_ARGUMENT', `Invalid JSON value: ${text}`);
  return !isJsonList(value) && !isJsonObject(value);
}

/**
 * Implements `json_array_contains`. `kind` is the type of the value that is looked for, given as text: `varchar`,
 * `bigint`, `double` or `boolean`.
 */
export function jsonArrayContains(text: string, wanted: string, kind: string): boolean | null {
  const value = readJson(text);
  if (!isJsonList(value)) return null;
  return value.some((item) => {
    if (kind === 'varchar') return item === wanted;
    if (kind === 'boolean') return item === (wanted === 'true');
    if (!isNumberText(item)) return false;
    const isWhole = !/[.eE]/.test(item.source);
    return kind === 'bigint'
      ? isWhole && BigInt(item.source) === BigInt(wanted)
      : !isWhole && Number(item.source) === Number(wanted);
  });
}

/** Implements `json_array_get`; a negative position counts from the end. */
export function jsonArrayGet(text: string, position: bigint): string | null {
  const value = readJson(text);
  if (!isJsonList(value)) return null;
  const item = value[Number(position < 0n ? BigInt(value.length) + position : position)];
  if (item === undefined || item === null) return null;
  return typeof item === 'string' ? item : writeJson(item); // a text comes without its quotes: a bug that Trino keeps
}

/** Implements `json_format`: compact JSON. */
export function jsonFormat(text: string): string {
  const value = readJson(text);
  return value === undefined ? text : writeJson(value);
}
