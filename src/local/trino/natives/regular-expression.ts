import type { DuckDBListValue } from '@duckdb/node-api';
import { listValue } from '@duckdb/node-api';

import { fail } from '../fault.ts';
import { compilePattern } from './java-pattern.ts';

function matches(text: string, pattern: string): RegExpExecArray[] {
  const expression = compilePattern(pattern);
  expression.lastIndex = 0;
  return [...text.matchAll(expression)];
}

export function regexpLike(text: string, pattern: string): boolean {
  const expression = compilePattern(pattern);
  expression.lastIndex = 0;
  return expression.test(text);
}

export function regexpExtract(text: string, pattern: string, group: bigint): string | null {
  const expression = compilePattern(pattern);
  expression.lastIndex = 0;
  const match = expression.exec(text);
  checkGroup(expression, group);
  return match?.[Number(group)] ?? null;
}

export function regexpExtractAll(text: string, pattern: string, group: bigint): DuckDBListValue {
  checkGroup(compilePattern(pattern), group);
  return listValue(matches(text, pattern).map((match) => match[Number(group)] ?? null));
}

function checkGroup(expression: RegExp, group: bigint): void {
  const count = new RegExp(`${expression.source}|`, expression.flags).exec('')!.length - 1;
  if (group < 0n) fail('INVALID_FUNCTION_ARGUMENT', 'Group cannot be negative');
  if (group > count) fail('INVALID_FUNCTION_ARGUMENT', `Pattern has ${count} groups. Cannot access group ${group}`);
}

/** `$1`, `${name}` and `\$` in the replacement, as in Java. */
export function regexpReplace(text: string, pattern: string, replacement: string): string {
  return text.replace(compilePattern(pattern), (...match) => {
    const groups = typeof match.at(-1) === 'object' ? (match.at(-1) as Record<string, string | undefined>) : {};
    return replacement.replace(
      /\\(.)|\$(\d+)|\$\{(\w+)\}|\$/gs,
      (whole, literal, number: string | undefined, name: string | undefined) => {
        if (literal !== undefined) return literal;
        if (name !== undefined)
          return name in groups
            ? (groups[name] ?? '')
            : fail('INVALID_FUNCTION_ARGUMENT', `Illegal replacement sequence: unknown group { ${name} }`);
        if (number === undefined) return fail('INVALID_FUNCTION_ARGUMENT', `Illegal replacement sequence: ${whole}`);
        return groupText(match, number);
      },
    );
  });
}

/** Takes as many digits as name a group that exists, and keeps the others as text. */
function groupText(match: readonly unknown[], digits: string): string {
  const count = match.findIndex((part, index) => index > 0 && typeof part === 'number') - 1;
  for (let length = digits.length; length > 0; length -= 1) {
    const group = Number(digits.slice(0, length));
    if (group <= count) return `${(match[group] as string | undefined) ?? ''}${digits.slice(length)}`;
  }
  return fail('INVALID_FUNCTION_ARGUMENT', `Illegal replacement sequence: unknown group ${digits}`);
}

export const regexpCount = (text: string, pattern: string): bigint => BigInt(matches(text, pattern).length);

/** The 1-based place of the n-th match at or after a place, or -1. */
export function regexpPosition(text: string, pattern: string, start: number, occurrence: number): number {
  if (start < 1) fail('INVALID_FUNCTION_ARGUMENT', 'start position cannot be smaller than 1');
  if (occurrence < 1) fail('INVALID_FUNCTION_ARGUMENT', 'occurrence cannot be smaller than 1');
  const points = [...text];
  const from = points.slice(0, start - 1).join('').length;
  const expression = compilePattern(pattern);
  expression.lastIndex = from;
  for (let count = 1; ; count += 1) {
    const match = expression.exec(text);
    if (!match) return -1;
    if (count === occurrence) return [...text.slice(0, match.index)].length + 1;
    if (match[0] === '') expression.lastIndex += 1;
  }
}

export function regexpSplit(text: string, pattern: string): DuckDBListValue {
  const parts: string[] = [];
  let from = 0;
  for (const match of matches(text, pattern)) {
    parts.push(text.slice(from, match.index));
    from = match.index + match[0].length;
  }
  return listValue([...parts, text.slice(from)]);
}

/** The groups of every match, without the match itself. */
export const regexpGroups = (text: string, pattern: string): DuckDBListValue =>
  listValue(
    matches(text, pattern).map((match) =>
      listValue(
        Array.from(match)
          .slice(1)
          .map((group) => group ?? null),
      ),
    ),
  );
