import { z } from 'zod';

import type { Diagnostic } from './diagnostic.ts';
import type { Yaml } from './yaml.ts';

import { nearest } from '../text/nearest.ts';

type Issue = z.core.$ZodIssue;

/**
 * Checks a YAML text against a schema; returns diagnostics, each with its position and what to write instead. `root`
 * names the whole in messages: `the header`. The description of a schema is an example of what to write there: `from:
 * fact_orders f`.
 */
export function schemaDiagnostics(
  schema: z.ZodType,
  error: z.ZodError,
  yaml: Yaml,
  root: string,
): readonly Diagnostic[] {
  const issues = error.issues.map(sharpest).flatMap(eachKey);
  const meant = issues.map((issue) => meantBy(schema, issue)?.join('.'));
  return issues
    .filter((issue) => issue.code === 'unrecognized_keys' || !meant.includes(issue.path.join('.')))
    .map((issue) => {
      const [unknown] = issue.code === 'unrecognized_keys' ? issue.keys : [];
      const position = unknown === undefined ? yaml.at(issue.path) : yaml.keyAt([...issue.path, unknown]);
      return { file: yaml.file, ...position, message: messageOf(schema, issue, yaml, root) };
    });
}

/** An issue of several unknown keys as one for each. */
function eachKey(issue: Issue): readonly Issue[] {
  return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => ({ ...issue, keys: [key] })) : [issue];
}

/** The path of the key that an unknown key was probably meant to be. */
function meantBy(schema: z.ZodType, issue: Issue): readonly PropertyKey[] | undefined {
  if (issue.code !== 'unrecognized_keys') return undefined;
  const near = nearKey(issue.keys[0] ?? '', keysOf(schemaAt(schema, issue.path)));
  return near === undefined ? undefined : [...issue.path, near];
}

/** Of a value that fits none of several forms, what is wrong with the form that it comes closest to. */
function sharpest(issue: Issue): Issue {
  if (issue.code !== 'invalid_union') return issue;
  const candidates = issue.errors.flat();
  const inner =
    candidates.find(({ code }) => code === 'unrecognized_keys') ??
    candidates.find(({ code, path }) => code !== 'invalid_type' || path.length > 0);
  return inner ? sharpest({ ...inner, path: [...issue.path, ...inner.path] }) : issue;
}

const TYPES: ReadonlyMap<string, string> = new Map([
  ['string', 'a text'],
  ['number', 'a number'],
  ['boolean', 'true or false'],
  ['array', 'a list: [one, two]'],
  ['object', 'a mapping: { key: value }'],
  ['record', 'a mapping: { name: … }'],
]);

function messageOf(schema: z.ZodType, issue: Issue, { value, writtenAt }: Yaml, root: string): string {
  const where = whereOf(issue.path) || root;
  const found = valueAt(value, issue.path);
  const at = schemaAt(schema, issue.path);
  const example = at && exampleIn(at);
  if (issue.code === 'unrecognized_keys') return unknownKey(issue.keys[0] ?? '', where, keysOf(at));
  if (issue.code === 'invalid_value')
    return `${where} must be ${valuesText(issue.values)}${example ? `, or such as ${example}` : ''}`;
  if (issue.path.length > 0 && found === undefined) return `${where} is missing${example ? `: write ${example}` : ''}`;
  if (found === null && issue.path.length > 0)
    return `${where} is empty: write ${example ?? 'what belongs there'}, or take it away; what begins with # has to stand in quotes`;
  if (issue.code === 'invalid_type' && issue.expected === 'string' && isPlain(found))
    return `${where} must be a text: write "${writtenAt(issue.path) ?? String(found)}" in quotes`;
  if (issue.code === 'invalid_type' && !example) return mustBe(where, issue.expected, found);
  if (issue.code === 'invalid_type') return `${where} cannot be ${kindOf(found)}: write ${example}`;
  if (issue.code === 'invalid_key') return `${where}: ${issue.issues[0]?.message ?? 'this is no name'}`;
  if (issue.code === 'invalid_union')
    return `${where} cannot be ${kindOf(found)}${example ? `: write ${example}` : ''}`;
  if (issue.code === 'too_big') return `${where} is too long: at most ${issue.maximum} ${unitOf(issue.origin)}`;
  if (issue.code === 'too_small' && found === '') return `${where} is empty: write a text, or take it away`;
  if (issue.code === 'too_small') return `${where} is too short: at least ${issue.minimum} ${unitOf(issue.origin)}`;
  return `${where} ${issue.message}`;
}

/** Writes a path in words: `default.period`, `entry 2 of aliases`. */
function whereOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((where, key) => {
    if (typeof key !== 'number')
      return where === '' || where.startsWith('entry ')
        ? `${where ? `${where}, ` : ''}${String(key)}`
        : `${where}.${String(key)}`;
    return `entry ${key + 1}${where && ` of ${where}`}`;
  }, '');
}

/** Whether a value is a number or a truth value, which becomes a text in quotes. */
function isPlain(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'boolean';
}

function mustBe(where: string, expected: string, found: unknown): string {
  const wanted = `${where} must be ${TYPES.get(expected) ?? `a ${expected}`}`;
  return expected === 'string' ? `${wanted}, not ${kindOf(found)}: put it in quotes` : wanted;
}

/** Names the kind of a value as authors know it. */
function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return value === null ? 'empty' : 'a mapping';
  if (typeof value === 'boolean') return 'true or false';
  return typeof value === 'number' ? 'a number' : 'a text';
}

/** What a schema describes as an example of it, or what is wrapped in it does. */
function exampleIn(schema: z.ZodType): string | undefined {
  if (schema.description !== undefined) return schema.description;
  const isWrapped = schema instanceof z.ZodOptional || schema instanceof z.ZodDefault;
  return isWrapped ? exampleIn(schema.unwrap() as z.ZodType) : undefined;
}

function valuesText(values: readonly unknown[]): string {
  return values.length === 1 ? String(values[0]) : `one of ${values.join(', ')}`;
}

function unitOf(origin: string): string {
  return origin === 'array' ? 'entries' : 'characters';
}

function unknownKey(key: string, where: string, keys: readonly string[]): string {
  const near = nearKey(key, keys);
  return `${key} is no key of ${where}: ${near ? `did you mean ${near}?` : `its keys are ${keys.join(', ')}`}`;
}

/** Other tools' names for keys. */
const ELSEWHERE: ReadonlyMap<string, readonly string[]> = new Map([
  ['avg', ['average']],
  ['mean', ['average']],
  ['total', ['sum']],
  ['distinct', ['count']],
  ['count_distinct', ['count']],
  ['column', ['sql']],
  ['expr', ['sql']],
  ['expression', ['sql']],
  ['field', ['sql']],
  ['name', ['title', 'label']],
  ['metrics', ['measures']],
  ['parent', ['in']],
  ['synonym', ['synonyms', 'aliases']],
]);

/** The known key that an unknown one was probably meant to be. */
function nearKey(key: string, keys: readonly string[]): string | undefined {
  const elsewhere = ELSEWHERE.get(key.toLowerCase())?.find((known) => keys.includes(known));
  return elsewhere ?? keys.find((known) => known.startsWith(key)) ?? nearest(key, [keys], { most: 1 })[0];
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | null | undefined)?.[key], value);
}

/** The schema of the part at a path, without what is wrapped around it. */
function schemaAt(schema: z.ZodType, path: readonly PropertyKey[]): z.ZodType | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return schema;
  for (const form of formsOf(schema)) {
    const inner = innerOf(form, key);
    const found = inner && schemaAt(inner, rest);
    if (found) return found;
  }
  return undefined;
}

function innerOf(form: z.ZodType, key: PropertyKey): z.ZodType | undefined {
  if (form instanceof z.ZodObject) return form.shape[key as string] as z.ZodType | undefined;
  if (form instanceof z.ZodRecord) return form.valueType as z.ZodType;
  return form instanceof z.ZodArray ? (form.element as z.ZodType) : undefined;
}

/** The plain forms that a schema can take: those of a union, unwrapped. */
function formsOf(schema: z.ZodType): readonly z.ZodType[] {
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => formsOf(option as z.ZodType));
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return formsOf(schema.unwrap() as z.ZodType);
  return schema instanceof z.ZodPipe ? formsOf(schema.in as z.ZodType) : [schema];
}

function keysOf(schema: z.ZodType | undefined): readonly string[] {
  return schema ? formsOf(schema).flatMap((form) => (form instanceof z.ZodObject ? Object.keys(form.shape) : [])) : [];
}
