import type { DuckDBListValue } from '@duckdb/node-api';
import { LRUCache } from 'lru-cache';

import type { JsonPath } from '../../../trino/json-path-reader.ts';
import type { Json } from './json.ts';

import { fail } from '../../../trino/fail.ts';
import { readPath } from '../../../trino/json-path-reader.ts';
import { isJsonList, isJsonObject, isNumberText, normalized, readJson, writeJson } from './json.ts';
import { find } from './json-path.ts';
import { PathError } from './json-path-numbers.ts';

/** ON EMPTY and ON ERROR: `null`, `error`, `[]`, `{}`, `true`, `false`, or `=` and the text of a DEFAULT. */
type Behaviour = string;

const LARGEST_BIGINT = 2n ** 63n - 1n;

const paths = new LRUCache<string, JsonPath>({ max: 200, memoMethod: readPath });

function search(text: string, path: string, variables: string): readonly Json[] {
  const root = readJson(text);
  if (root === undefined) throw new PathError('conversion to JSON failed');
  return find(normalized(root), paths.memo(path), readJson(variables) as { readonly [name: string]: Json });
}

/** What a path finds; undefined when it cannot be applied, unless ON ERROR says to fail. */
function searchUnlessWrong(
  text: string,
  path: string,
  variables: string,
  onError: Behaviour,
): readonly Json[] | undefined {
  try {
    return search(text, path, variables);
  } catch (error) {
    if (!(error instanceof PathError)) throw error;
    return onError === 'error' ? fail('PATH_EVALUATION_ERROR', error.message) : undefined;
  }
}

/** Implements `JSON_VALUE`: the one scalar that a path finds, as text; null for a JSON null. `variables` is a JSON object of those of PASSING. */
export function jsonValue(
  text: string,
  path: string,
  variables: string,
  onEmpty: Behaviour,
  onError: Behaviour,
): string | null {
  const given = (behaviour: Behaviour): string | null => (behaviour.startsWith('=') ? behaviour.slice(1) : null);
  const found = searchUnlessWrong(text, path, variables, onError);
  if (!found) return given(onError);
  const [value] = found;
  if (found.length === 0) {
    if (onEmpty !== 'error') return given(onEmpty);
    return fail('JSON_VALUE_RESULT_ERROR', 'cannot extract SQL scalar from JSON: JSON path found no items');
  }
  const isScalar = found.length === 1 && !isJsonList(value) && !isJsonObject(value) && !isTooLarge(value!);
  if (isScalar && value === null) return null;
  if (isScalar) return isNumberText(value) ? value.source : String(value);
  if (onError !== 'error') return given(onError);
  return fail('JSON_VALUE_RESULT_ERROR', 'cannot extract SQL scalar from JSON: JSON path found no single scalar');
}

const isTooLarge = (value: Json): boolean =>
  isNumberText(value) && /^-?\d+$/.test(value.source) && BigInt(value.source.replace('-', '')) > LARGEST_BIGINT;

/**
 * Implements `JSON_QUERY`: the one value that a path finds as JSON, or all of them in an array as `wrapper` (`always`, `conditional`
 * or another text for none) says. `quotes` is `omit` to return a text without them. `variables` is a JSON object of those of PASSING.
 */
export function jsonQuery(
  text: string,
  path: string,
  variables: string,
  wrapper: string,
  quotes: string,
  onEmpty: Behaviour,
  onError: Behaviour,
): string | null {
  const given = (behaviour: Behaviour): string | null => (behaviour === 'null' ? null : behaviour);
  const found = searchUnlessWrong(text, path, variables, onError);
  if (!found) return given(onError);
  if (found.length === 0) {
    if (onEmpty !== 'error') return given(onEmpty);
    return fail('JSON_OUTPUT_CONVERSION_ERROR', 'conversion from JSON failed: JSON path found no items');
  }
  const [value] = found;
  const isOneOfMany = found.length === 1 && (isJsonList(value) || isJsonObject(value));
  if (wrapper === 'always' || (wrapper === 'conditional' && !isOneOfMany)) return writeJson(found);
  if (found.length === 1) return quotes === 'omit' && typeof value === 'string' ? value : writeJson(value!);
  if (onError !== 'error') return given(onError);
  return fail('JSON_OUTPUT_CONVERSION_ERROR', 'conversion from JSON failed: JSON path found multiple items');
}

/**
 * Implements `JSON_EXISTS`: whether a path finds anything. `variables` is a JSON object of those of PASSING; `onError` is the result
 * for a path that cannot be applied.
 */
export function jsonExists(text: string, path: string, variables: string, onError: Behaviour): boolean | null {
  const found = searchUnlessWrong(text, path, variables, onError);
  if (found) return found.length > 0;
  return onError === 'null' ? null : onError === 'true';
}

/** Implements `JSON_ARRAY`: the array of JSON texts; NULLs are left out, or JSON nulls where `keepsNulls` is true. */
export function jsonArray(texts: DuckDBListValue, keepsNulls: boolean): string {
  const items = keepsNulls ? texts.items.map((text) => text ?? 'null') : texts.items.filter((text) => text !== null);
  return `[${items.join(',')}]`;
}

/**
 * Implements `JSON_OBJECT` of alternating keys and JSON texts; NULLs are left out, or JSON nulls where `keepsNulls` is true. Fails
 * with INVALID_FUNCTION_ARGUMENT for a NULL as a key. A repeated key fails with that where `isUnique` is true, else with
 * NOT_SUPPORTED.
 */
export function jsonObject(parts: DuckDBListValue, keepsNulls: boolean, isUnique: boolean): string {
  const members = new Map<string, string>();
  for (let at = 0; at < parts.items.length; at += 2) {
    const [key, value] = [parts.items[at], parts.items[at + 1]] as [string | null, string | null];
    if (key === null)
      fail('INVALID_FUNCTION_ARGUMENT', 'null value passed for JSON object key to JSON_OBJECT function');
    if (value === null && !keepsNulls) continue;
    if (members.has(key) && isUnique) fail('INVALID_FUNCTION_ARGUMENT', 'duplicate key passed to JSON_OBJECT function');
    if (members.has(key)) fail('NOT_SUPPORTED', 'cannot construct a JSON object with duplicate key');
    members.set(key, `${JSON.stringify(key)}:${value ?? 'null'}`);
  }
  return `{${[...members.values()].join(',')}}`;
}
