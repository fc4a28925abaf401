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
  return error.issues.map((issue) => {
    const sharp = sharpest(issue);
    const [unknown] = sharp.code === 'unrecognized_keys' ? sharp.keys : [];
    const position = unknown === undefined ? yaml.at(sharp.path) : yaml.keyAt([...sharp.path, unknown]);
    return { file: yaml.file, ...position, message: messageOf(schema, sharp, yaml.value, root) };
  });
}

/** Of a value that fits none of several forms, what is wrong with the form that it comes closest to. */
function sharpest(issue: Issue): Issue {
  if (issue.code !== 'invalid_union') return issue;
  const inner = issue.errors.flat().find((candidate) => candidate.code !== 'invalid_type' || candidate.path.length > 0);
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

function messageOf(schema: z.ZodType, issue: Issue, value: unknown, root: string): string {
  const where = issue.path.join('.') || root;
  const at = schemaAt(schema, issue.path);
  const example = at && exampleIn(at);
  if (issue.code === 'unrecognized_keys') return unknownKey(issue.keys[0] ?? '', where, keysOf(at));
  if (issue.code === 'invalid_value')
    return `${where} must be ${valuesText(issue.values)}${example ? `, or such as ${example}` : ''}`;
  if (issue.path.length > 0 && valueAt(value, issue.path) === undefined)
    return `${where} is missing${example ? `: write ${example}` : ''}`;
  if (issue.code === 'invalid_type' && !example)
    return `${where} must be ${TYPES.get(issue.expected) ?? `a ${issue.expected}`}`;
  if (issue.code === 'invalid_type') return `${where} cannot be this: write ${example}`;
  if (issue.code === 'invalid_key') return `${where}: ${issue.issues[0]?.message ?? 'this is no name'}`;
  if (issue.code === 'invalid_union') return `${where} cannot be this${example ? `: write ${example}` : ''}`;
  if (issue.code === 'too_big') return `${where} is too long: at most ${issue.maximum} ${unitOf(issue.origin)}`;
  if (issue.code === 'too_small') return `${where} is too short: at least ${issue.minimum} ${unitOf(issue.origin)}`;
  return `${where} ${issue.message}`;
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
  const near = keys.find((known) => known.startsWith(key)) ?? nearest(key, [keys], { most: 1 })[0];
  return `${key} is no key of ${where}: ${near ? `did you mean ${near}?` : `its keys are ${keys.join(', ')}`}`;
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
