import type { ApiError } from './api-error.ts';

import { invalid } from './api-error.ts';

/** The JSON input of an operation. */
export type Input = Readonly<Record<string, unknown>>;

/** Returns a required member that is a text of `min` to `max` bytes. Throws an InvalidRequestException with AWS's message otherwise. */
export function readText(input: Input, member: string, limits: { min?: number; max?: number } = {}): string {
  const value = findText(input, member, limits);
  if (value === undefined) throw violation(member, MISSING);
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
  const value = find(input, member, 'a string', isText);
  if (value === undefined) return undefined;
  const length = Buffer.byteLength(value);
  if (length < min) {
    throw violation(member, `Member must have length greater than or equal to ${min}`);
  }
  if (length > max) throw violation(member, `Member must have length less than or equal to ${max}`);
  return value;
}

/** Returns an optional member that is a whole number; undefined when it is missing. Throws an InvalidRequestException for other values. */
export function findNumber(input: Input, member: string): number | undefined {
  return find(input, member, 'an integer', isWhole);
}

/** Returns an optional member that is a list of texts; undefined when it is missing. Throws an InvalidRequestException for other values. */
export function findTexts(input: Input, member: string): string[] | undefined {
  return find(input, member, 'a list of strings', areTexts);
}

/** Returns an optional member that is an object; an empty one when it is missing. Throws an InvalidRequestException for other values. */
export function findStructure(input: Input, member: string): Input {
  return find(input, member, 'a structure', isStructure) ?? {};
}

function find<T>(input: Input, member: string, kind: string, isOfKind: (value: unknown) => value is T): T | undefined {
  const value = input[member] ?? undefined;
  if (value === undefined || isOfKind(value)) return value;
  throw violation(member, `Member must be ${kind}`);
}

const isText = (value: unknown): value is string => typeof value === 'string';

const isWhole = (value: unknown): value is number => Number.isInteger(value);

const areTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);

const isStructure = (value: unknown): value is Input => typeof value === 'object' && !Array.isArray(value);

/** Creates the InvalidRequestException for a member that breaks a rule of AWS's model, such as `Member must not be null`. */
export function violation(member: string, rule: string): ApiError {
  const name = member.charAt(0).toLowerCase() + member.slice(1);
  const value = rule === MISSING ? 'Value null' : 'Value';
  return invalid(`1 validation error detected: ${value} at '${name}' failed to satisfy constraint: ${rule}`);
}

const MISSING = 'Member must not be null';

const MOST_ITEMS = 50;

/** Returns the page of a list that `MaxResults` and `NextToken` of an input ask for, and the token of the next page, if there is one. */
export function pageOf<T>(items: readonly T[], input: Input): { items: readonly T[]; NextToken: string | undefined } {
  const limit = findNumber(input, 'MaxResults') ?? MOST_ITEMS;
  if (limit < 1) throw violation('MaxResults', 'Member must have value greater than or equal to 1');
  if (limit > MOST_ITEMS) throw violation('MaxResults', `Member must have value less than or equal to ${MOST_ITEMS}`);
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
