import type { ApiError } from './api-error.ts';

import { invalid } from './api-error.ts';

/** The members of an operation's JSON input. */
export type Input = Readonly<Record<string, unknown>>;

/**
 * Reads a member that must be a text with a length, in bytes, within the limits. Throws an InvalidRequestException
 * worded as AWS's own validation.
 */
export function readText(input: Input, member: string, limits: { min?: number; max?: number } = {}): string {
  const value = findText(input, member, limits);
  if (value === undefined) throw violation('null', member, 'Member must not be null');
  return value;
}

/**
 * Reads a member that must be a text if it is there; undefined when it is not. Throws an InvalidRequestException for
 * another type or length in bytes.
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

/** Reads a member that must be a whole number if it is there; undefined when it is not. */
export function findNumber(input: Input, member: string): number | undefined {
  const value = input[member];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  throw violation(JSON.stringify(value), member, 'Member must be an integer');
}

/** Reads a member that must be a list of texts if it is there; undefined when it is not. */
export function findTexts(input: Input, member: string): string[] | undefined {
  const value = input[member];
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value;
  throw violation(JSON.stringify(value), member, 'Member must be a list of strings');
}

/** Reads a member that must be a structure if it is there; an empty one when it is not. */
export function findStructure(input: Input, member: string): Input {
  const value = input[member];
  if (value === undefined || value === null) return {};
  if (typeof value === 'object' && !Array.isArray(value)) return value as Input;
  throw violation(JSON.stringify(value), member, 'Member must be a structure');
}

/** Returns the InvalidRequestException for an input that breaks a rule of AWS's model, in AWS's words. */
export function violation(value: string, member: string, rule: string): ApiError {
  const name = member.charAt(0).toLowerCase() + member.slice(1);
  const shown = value === 'null' ? ' null' : '';
  return invalid(`1 validation error detected: Value${shown} at '${name}' failed to satisfy constraint: ${rule}`);
}

const MOST_ITEMS = 50;

/**
 * Returns the part of a list that `MaxResults` and `NextToken` ask for, and the token of the next page if there is
 * one.
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
