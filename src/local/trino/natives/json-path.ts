import type { DuckDBListValue } from '@duckdb/node-api';

import type { Json } from './json.ts';

import { fail } from '../fault.ts';
import { isJsonList, isJsonObject, readJson, scalarText, writeJson } from './json.ts';

/** A step of an SQL/JSON path: a member, an item, or every one of either. */
type Step = { readonly kind: 'member'; readonly name?: string } | { readonly kind: 'item'; readonly position?: number };
type Path = { readonly strict: boolean; readonly steps: readonly Step[] };

const paths = new Map<string, Path>();

/** `lax $.a[*]."b c"`; filters, methods and ranges are refused. */
function readPath(text: string): Path {
  const known = paths.get(text);
  if (known) return known;
  const [, mode, rest] = /^\s*(lax|strict)\s+\$(.*)$/s.exec(text) ?? [];
  if (rest === undefined) return fail('PATH_EVALUATION_ERROR', `Invalid JSON path: ${text}`);
  const steps: Step[] = [];
  const step =
    /\s*(?:\.\s*(?:([A-Za-z_][A-Za-z0-9_]*)(?!\s*\()|"((?:[^"\\]|\\.)*)"|(\*))|\[\s*(?:(\d+)|(\*))\s*\])\s*/gy;
  while (step.lastIndex < rest.length) {
    const match = step.exec(rest);
    if (!match) return fail('NOT_SUPPORTED', `The JSON path ${text} is not supported by the embedded engine`);
    const [, name, quoted, , position, everyItem] = match;
    if (position !== undefined || everyItem)
      steps.push({ kind: 'item', position: position === undefined ? undefined : Number(position) });
    else steps.push({ kind: 'member', name: name ?? quoted?.replace(/\\(["\\])/g, '$1') });
  }
  const path = { strict: mode === 'strict', steps };
  paths.set(text, path);
  return path;
}

/** What a path finds, in order; undefined where the document is none or a strict path does not fit it. */
function find(text: string, pathText: string): readonly Json[] | undefined {
  const { strict, steps } = readPath(pathText);
  const root = readJson(text);
  if (root === undefined) return undefined;
  let found: readonly Json[] = [root];
  for (const step of steps) {
    const next: Json[] = [];
    for (const value of found) {
      const taken = step.kind === 'member' ? members(value, step.name, strict) : items(value, step.position, strict);
      if (!taken) return undefined;
      next.push(...taken);
    }
    found = next;
  }
  return found;
}

/** A lax path looks into the items of an array for their members. */
function members(value: Json, name: string | undefined, strict: boolean): readonly Json[] | undefined {
  if (isJsonList(value) && !strict)
    return value.flatMap((item) => (isJsonObject(item) ? (members(item, name, strict) ?? []) : []));
  if (!isJsonObject(value)) return strict ? undefined : [];
  if (name === undefined) return Object.values(value);
  if (Object.hasOwn(value, name)) return [value[name]!];
  return strict ? undefined : [];
}

/** A lax path takes anything for an array of itself. */
function items(value: Json, position: number | undefined, strict: boolean): readonly Json[] | undefined {
  if (!isJsonList(value) && strict) return undefined;
  const list = isJsonList(value) ? value : [value];
  if (position === undefined) return list;
  if (position < list.length) return [list[position]!];
  return strict ? undefined : [];
}

/** `JSON_VALUE`: the one scalar, or NULL. */
export function jsonValue(text: string, path: string): string | null {
  const found = find(text, path);
  const [value] = found ?? [];
  if (found?.length !== 1 || value === undefined || isJsonList(value) || isJsonObject(value)) return null;
  return scalarText(value);
}

/** `JSON_QUERY`: the one value as JSON, or all of them in an array where the wrapper says so. */
export function jsonQuery(text: string, path: string, wrapper: string): string | null {
  const found = find(text, path);
  if (!found || found.length === 0) return null;
  const [value] = found;
  const isOneOfMany = found.length === 1 && (isJsonList(value) || isJsonObject(value));
  if (wrapper === 'always' || (wrapper === 'conditional' && !isOneOfMany)) return writeJson(found);
  return found.length === 1 ? writeJson(value!) : null;
}

export const jsonExists = (text: string, path: string): boolean => (find(text, path)?.length ?? 0) > 0;

/** `[1,"a"]` of JSON texts; what is NULL is left out. */
export const jsonArray = (texts: DuckDBListValue): string =>
  `[${texts.items.filter((text) => text !== null).join(',')}]`;

/** `{"a":1}` of keys and JSON texts by turns; a NULL is a JSON null. */
export function jsonObject(parts: DuckDBListValue): string {
  const members: string[] = [];
  for (let at = 0; at < parts.items.length; at += 2)
    members.push(`${JSON.stringify(parts.items[at])}:${parts.items[at + 1] ?? 'null'}`);
  return `{${members.join(',')}}`;
}
