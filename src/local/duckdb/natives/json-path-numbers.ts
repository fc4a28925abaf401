import type { Json } from './json.ts';

import { isNumberText, NumberText } from './json.ts';
import { doubleText } from './number-text.ts';

/** The error of an SQL/JSON path that cannot be applied to a document, which ON ERROR handles. */
export class PathError extends Error {}

/** Throws a `PathError`. */
export function failPath(message: string): never {
  throw new PathError(`path evaluation failed: ${message}`);
}

/** Returns a whole number as a number of JSON. */
export const numberOf = (value: number): NumberText => new NumberText(String(value));

/** Calculates `left operator right` for `+ - * / %`; whole numbers give a whole number. Throws a `PathError` for other values than numbers. */
export function calculate(operator: string, left: Json, right: Json): NumberText {
  if (!isNumberText(left) || !isNumberText(right)) return failPath('invalid operand types to arithmetic operator');
  const isWhole = !/[.eE]/.test(left.source + right.source);
  const [a, b] = [Number(left.source), Number(right.source)];
  if (b === 0 && isWhole && (operator === '/' || operator === '%')) return failPath('division by zero');
  if (isWhole) return new NumberText(String(WHOLE[operator]!(BigInt(left.source), BigInt(right.source))));
  const isDouble = /[eE]/.test(left.source + right.source);
  const results: Readonly<Record<string, number>> = { '+': a + b, '-': a - b, '*': a * b, '/': a / b, '%': a % b };
  return new NumberText(isDouble ? doubleText(results[operator]!) : String(results[operator]));
}

const WHOLE: Readonly<Record<string, (a: bigint, b: bigint) => bigint>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
};

/** Calculates the method `double`, `abs`, `ceiling` or `floor` of a number. Throws a `PathError` for other values. */
export function calculateMethod(name: string, value: Json): NumberText {
  const text = typeof value === 'string' && name === 'double' ? value : '';
  const source = isNumberText(value) ? value.source : text;
  if (source.trim() === '' || Number.isNaN(Number(source))) return failPath(`invalid item type for ${name}()`);
  if (name === 'double') return new NumberText(doubleText(Number(source)));
  const isWhole = !/[.eE]/.test(source);
  const results = { abs: Math.abs, ceiling: Math.ceil, floor: Math.floor } as Record<string, (x: number) => number>;
  if (isWhole) return new NumberText(name === 'abs' ? source.replace('-', '') : source);
  return new NumberText(doubleText(results[name]!(Number(source))));
}
