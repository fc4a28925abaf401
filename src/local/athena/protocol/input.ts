import type { ApiError } from './api-error.ts';

import { invalid } from './api-error.ts';

/** The JSON input of an operation. */
export type Input = Readonly<Record<string, unknown>>;

/**
 * Returns a required member that is a text of `min` to `max` bytes. Throws an InvalidRequestException with AWS's message otherwise.
 */
export function readText(input: Input, member: string, limits: { min?: number; max?: number } = {}): string {
  const value = findText(input, member, limits);
  if (value === undefined) throw violation('null', member, 'Member must not be null');
  return value;
}

/**
 * Returns an optional member that is a text of `min` to `max` bytes; undefined when it is missing. Throws an InvalidRequestException
 * for other values.
 */
export function findText(
  input: Input,
  member: string,
  { min = 0, max = Number.POSITIVE_INFINITY }: { min?: number; max?: number } = {},
): string | undefined {
  const value = input[member];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw violation(JSON.stringify(value), member, 'Member must be a string');
  const length = Buffer.byteLength(value);
  if (length < min) {
    throw violation(`'${value}'`, member, `Member must have length greater than or equal to ${min}`);
  }
  if (length > max)
    throw violation(`'${value.slice(0, 100)}'`, member, `Member must have length less than or equal to ${max}`);
  return value;
}

/** Returns an optional member that is a whole number; undefined when it is missing. Throws an InvalidRequestException for other values. */
export function findNumber(input: Input, member: string): number | undefined {
  const value = input[member];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  throw violation(JSON.stringify(value), member, 'Member must be an integer');
}

/** Returns an optional member that is a list of texts; undefined when it is missing. Throws an InvalidRequestException for other values. */
export function findTexts(input: Input, member: string): string[] | undefined {
  const value = input[member];
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value;
  throw violation(JSON.stringify(value), member, 'Member must be a list of strings');
}

/** Returns an optional member that is an object; an empty one when it is missing. Throws an InvalidRequestException for other values. */
export function findStructure(input: Input, member: string): Input {
  const value = input[member];
  if (value === undefined || value === null) return {};
  if (typeof value === 'object' && !Array.isArray(value)) return value as Input;
  throw violation(JSON.stringify(value), member, 'Member must be a structure');
}

/** Creates the InvalidRequestException for a member whose value breaks a rule of AWS's model; `value` is its text, `null` for a missing one. */
export function violation(value: string, member: string, rule: string): ApiError {
  const name = member.charAt(0).toLowerCase() + member.slice(1);
  const shown = value === 'null' ? ' null' : '';
  return invalid(`1 validation error detected: Value${shown} at '${name}' failed to satisfy constraint: ${rule}`);
}

const MOST_ITEMS = 50;

/**
 * Returns the page of a list that `MaxResults` and `NextToken` of an input ask for, and the token of the next page, if there is one.
 */
export function pageOf<T>(items: readonly T[], input: Input): { items: readonly T[]; NextToken: string | undefined } {
  const limit = findNumber(input, 'MaxResults') ?? MOST_ITEMS;
  if (limit < 1) throw violation('', 'MaxResults', 'Member must have value greater than or equal to 1');
  if (limit > MOST_ITEMS)
    throw violation('', 'MaxResults', `Member must have value less than or equal to ${MOST_ITEMS}`);
  const token = findText(input, 'NextToken', { min: 1 });
  const start =
    token === undefined
      ? 0
      : Number(
          Buffer.from(token, 'base64url')
            .toString()
            .match(/^page (\d+)$/)?.[1],
        );
  if (Number.isNaN(start)) throw invalid(`The nextPageToken is malformed: ${token}`);
  const end = start + limit;
  return {
    items: items.slice(start, end),
    NextToken: end < items.length ? Buffer.from(`page ${end}`).toString('base64url') : undefined,
  };
}
