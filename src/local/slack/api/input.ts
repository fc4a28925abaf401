import type { Json } from '../workspace/workspace.ts';

import { ApiError } from '../workspace/api-error.ts';

const JSON_FIELDS = new Set(['blocks', 'view', 'metadata', 'files', 'message', 'unfurls']);

/**
 * Returns a method's arguments with those parsed that a form carries as JSON text, such as `blocks`. Throws
 * `invalid_blocks_format` or `invalid_arguments` for a text that is no JSON.
 */
export function readInput(fields: Json): Json {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      JSON_FIELDS.has(name) && typeof value === 'string' ? parseField(name, value) : value,
    ]),
  );
}

/** Returns a field as text. Throws `invalid_arguments` when it is missing or empty. */
export function requiredText(input: Json, field: string): string {
  const value = optionalText(input, field);
  if (value) return value;
  throw invalidArguments([`missing required field: ${field}`]);
}

/** Returns a field as text, empty when it is missing. */
export function optionalText(input: Json, field: string): string {
  const value = input[field];
  return value === undefined || value === null ? '' : String(value);
}

/** Whether a field is true: `true` or 1 in JSON, `true` or `1` in a form. */
export function isSet(input: Json, field: string): boolean {
  return ['true', '1'].includes(optionalText(input, field));
}

/** Creates the error `invalid_arguments` that lists what is wrong. */
export function invalidArguments(messages: readonly string[]): ApiError {
  return new ApiError('invalid_arguments', {
    response_metadata: { messages: messages.map((text) => `[ERROR] ${text}`) },
  });
}

function parseField(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw name === 'blocks' ? new ApiError('invalid_blocks_format') : invalidArguments([`${name} must be JSON`]);
  }
}
