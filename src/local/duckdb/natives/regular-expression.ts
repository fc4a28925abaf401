import type { DuckDBListValue } from '@duckdb/node-api';
import { listValue } from '@duckdb/node-api';

import type { CompiledPattern, PatternMatch } from './compiled-pattern.ts';

import { fail } from '../../../trino/fail.ts';
import { compilePattern } from './compiled-pattern.ts';

const first = (text: string, { matches }: CompiledPattern): PatternMatch | undefined => matches(text).next().value;

/** Implements `regexp_like`: whether a pattern matches anywhere in a text. */
export const regexpLike = (text: string, pattern: string): boolean =>
  first(text, compilePattern(pattern)) !== undefined;

/**
 * Implements `regexp_extract`: the text of a group in the first match, the whole match for group 0; null without a
 * match. Fails with INVALID_FUNCTION_ARGUMENT for a group that the pattern does not have.
 */
export function regexpExtract(text: string, pattern: string, group: bigint): string | null {
  const expression = compilePattern(pattern);
  checkGroup(expression, group);
  return first(text, expression)?.groups[Number(group)] ?? null;
}

/**
 * Implements `regexp_extract_all`: the text of a group in every match, the whole matches for group 0. Fails with
 * INVALID_FUNCTION_ARGUMENT for a group that the pattern does not have.
 */
export function regexpExtractAll(text: string, pattern: string, group: bigint): DuckDBListValue {
  const expression = compilePattern(pattern);
  checkGroup(expression, group);
  return listValue([...expression.matches(text)].map(({ groups }) => groups[Number(group)] ?? null));
}

function checkGroup(expression: CompiledPattern, group: bigint): void {
  if (group < 0n) fail('INVALID_FUNCTION_ARGUMENT', 'Group cannot be negative');
  if (group > expression.groups) {
    const message = `Pattern has ${expression.groups} groups. Cannot access group ${group}`;
    fail('INVALID_FUNCTION_ARGUMENT', message);
  }
  checkCertain(expression, Number(group));
}

function checkCertain({ uncertain }: CompiledPattern, group: number): void {
  if (!uncertain.has(group)) return;
  const message = `Group ${group} of this regular expression stands in a repetition, which the embedded engine does not support`;
  fail('NOT_SUPPORTED', message);
}

/** Implements `regexp_replace` with a text; `$1`, `${name}` and `\$` in it are Java's. */
export function regexpReplace(text: string, pattern: string, replacement: string): string {
  const expression = compilePattern(pattern);
  let result = '';
  let from = 0;
  for (const { start, end, groups } of expression.matches(text)) {
    result += text.slice(from, start) + replaced(expression, groups, replacement);
    from = end;
  }
  return result + text.slice(from);
}

function replaced(expression: CompiledPattern, groups: PatternMatch['groups'], replacement: string): string {
  const group = (number: number): string => {
    checkCertain(expression, number);
    return groups[number] ?? '';
  };
  return replacement.replace(
    /\\([\s\S])|\$(\d+)|\$\{(\w+)\}|\$|\\$/g,
    (whole, literal: string | undefined, digits: string | undefined, name: string | undefined) => {
      if (literal !== undefined) return literal;
      if (name !== undefined) {
        const unknown = `Illegal replacement sequence: unknown group { ${name} }`;
        return group(expression.names.get(name) ?? fail('INVALID_FUNCTION_ARGUMENT', unknown));
      }
      if (digits === undefined) return fail('INVALID_FUNCTION_ARGUMENT', `Illegal replacement sequence: ${whole}`);
      return groupText(expression, digits, group);
    },
  );
}

/** Takes as many digits as name a group that exists, and keeps the others as text. */
function groupText({ groups }: CompiledPattern, digits: string, text: (number: number) => string): string {
  for (let length = digits.length; length > 0; length -= 1) {
    const number = Number(digits.slice(0, length));
    if (number <= groups) return text(number) + digits.slice(length);
  }
  return fail('INVALID_FUNCTION_ARGUMENT', `Illegal replacement sequence: unknown group ${digits}`);
}

/** Implements `regexp_count`: how often a pattern matches in a text. */
export const regexpCount = (text: string, pattern: string): bigint =>
  BigInt([...compilePattern(pattern).matches(text)].length);

/**
 * Implements `regexp_position`: the 1-based position of the n-th match at or after `start`, or -1. No match is found
 * behind the last character.
 */
export function regexpPosition(text: string, pattern: string, start: number, occurrence: number): number {
  if (start < 1) fail('INVALID_FUNCTION_ARGUMENT', 'start position cannot be smaller than 1');
  if (occurrence < 1) fail('INVALID_FUNCTION_ARGUMENT', 'occurrence cannot be smaller than 1');
  const points = [...text];
  if (start > points.length) return -1;
  const from = points.slice(0, start - 1).join('').length;
  let count = 0;
  for (const match of compilePattern(pattern).matches(text, from)) {
    count += 1;
    if (count === occurrence) return [...text.slice(0, match.start)].length + 1;
  }
  return -1;
}

/** Implements `regexp_split`: the parts of a text between the matches of a pattern. */
export function regexpSplit(text: string, pattern: string): DuckDBListValue {
  const parts: string[] = [];
  let from = 0;
  for (const { start, end } of compilePattern(pattern).matches(text)) {
    parts.push(text.slice(from, start));
    from = end;
  }
  return listValue([...parts, text.slice(from)]);
}

/** Returns the groups of every match, without the match itself, for `regexp_replace` with a lambda. */
export function regexpGroups(text: string, pattern: string): DuckDBListValue {
  const expression = compilePattern(pattern);
  for (const group of expression.uncertain) checkCertain(expression, group);
  const matches = [...expression.matches(text)];
  return listValue(matches.map(({ groups }) => listValue(groups.slice(1).map((group) => group ?? null))));
}
