import type { z } from 'zod';

/** A problem at a place in the JSON of a message or view, in Slack's words. */
export type Problem = {
  /** A JSON pointer: `/blocks/0/text/text`. */
  readonly pointer: string;
  readonly message: string;
};

const TYPES: Readonly<Record<string, string>> = {
  string: 'must be a string',
  number: 'must be a number',
  int: 'must be an integer',
  boolean: 'must be a boolean',
  array: 'must be an array',
  object: 'must provide an object',
};

/** Checks a value against a schema and returns every problem; `pointer` is the JSON pointer of the value in the call. */
export function findProblems(schema: z.ZodType, value: unknown, pointer: string): readonly Problem[] {
  const { error } = schema.safeParse(value);
  return (error?.issues ?? []).flatMap((issue) => describeIssue(issue, value, pointer));
}

/** Creates a check of a whole value for a schema: `broken` returns the message of a problem, or undefined. */
export function rule<Value>(broken: (value: Value) => string | undefined): z.core.CheckFn<Value> {
  return (payload) => {
    const message = broken(payload.value);
    if (message) payload.issues.push({ code: 'custom', message, input: payload.value });
  };
}

/** Creates the check that an object has exactly one of the fields. */
export function exactlyOne(...fields: readonly string[]): z.core.CheckFn<object> {
  const names = fields.map((field) => `\`${field}\``).join(' or ');
  return rule((value) => {
    const given = fields.filter((field) => (value as Readonly<Record<string, unknown>>)[field] !== undefined);
    if (given.length === 0) return `must define either ${names}`;
    return given.length > 1 ? `can't define both ${names}` : undefined;
  });
}

function describeIssue(issue: z.core.$ZodIssue, root: unknown, pointer: string): readonly Problem[] {
  const { path } = issue;
  const place = (steps: readonly PropertyKey[]) => [pointer, ...steps.map(String)].join('/');
  const value = path.reduce<unknown>(
    (inner, step) => (inner as Record<PropertyKey, unknown> | undefined)?.[step],
    root,
  );
  if (value === undefined && path.length > 0 && issue.code !== 'custom') {
    return [{ pointer: place(path.slice(0, -1)), message: `missing required field: ${String(path.at(-1))}` }];
  }
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ pointer: place(path), message: `invalid additional property: ${key}` }));
  }
  return [{ pointer: place(path), message: messageOf(issue, value) }];
}

function messageOf(issue: z.core.$ZodIssue, value: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] ?? issue.message;
    case 'invalid_value':
      return `must be one of: ${issue.values.join(', ')}`;
    case 'invalid_union':
      return `unsupported type: ${String(value)}`;
    case 'invalid_format':
      return `must match pattern ${issue.pattern?.slice(1, -1) ?? issue.format}`;
    case 'too_big':
      return sizeMessage(issue.origin, 'less', Number(issue.maximum));
    case 'too_small':
      return sizeMessage(issue.origin, 'more', Number(issue.minimum));
    default:
      return issue.message;
  }
}

function sizeMessage(origin: string, side: 'less' | 'more', limit: number): string {
  if (origin === 'array') return `no ${side === 'less' ? 'more' : 'fewer'} than ${limit} items allowed`;
  const beyond = side === 'less' ? limit + 1 : limit - 1;
  return `must be ${side} than ${beyond}${origin === 'string' ? ' characters' : ''}`;
}
