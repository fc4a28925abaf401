import type { Position } from '../../../trino/error.ts';
import type { Call } from '../../../trino/syntax.ts';
import type { Type } from '../types/type.ts';

import { TrinoError } from '../../../trino/error.ts';
import { isInterval, simple } from '../types/type.ts';

/** The argument, by the number of arguments, at which a bare NULL fits several overloads in Trino; -1 for none. */
const AMBIGUOUS_ARGUMENTS: Readonly<Record<string, (count: number) => number>> = {
  approx_most_frequent: () => 1,
  approx_percentile: (count) => count - 1,
  avg: () => 0,
  concat_ws: (count) => (count === 2 ? 1 : -1),
  date_add: () => 2,
  date_trunc: () => 1,
  json_extract_scalar: () => 0,
  reverse: () => 0,
  substr: () => 0,
  sum: () => 0,
};

/**
 * Throws AMBIGUOUS_FUNCTION_CALL when a bare NULL is the argument by which Trino chooses the overload of a function. `types` are
 * those of the arguments, undefined for lambdas.
 */
export function checkBareNull({ name, at }: Call, types: readonly (Type | undefined)[]): void {
  if (!Object.hasOwn(AMBIGUOUS_ARGUMENTS, name)) return;
  if (types[AMBIGUOUS_ARGUMENTS[name]!(types.length)]?.kind === 'unknown') ambiguous(at);
}

/**
 * Returns the type of `left operator right` where a bare NULL on one or both sides decides it; undefined where a NULL is a value of
 * the other side's type. Throws AMBIGUOUS_FUNCTION_CALL where several types fit.
 */
export function typeWithBareNull(operator: string, left: Type, right: Type, at: Position): Type | undefined {
  const [isLeft, isRight] = [left.kind === 'unknown', right.kind === 'unknown'];
  if (isLeft && isRight) return operator === '%' ? simple('tinyint') : ambiguous(at);
  if (!isLeft && !isRight) return undefined;
  const other = isLeft ? right : left;
  const isProduct = operator === '*' && (other.kind === 'double' || other.kind === 'bigint');
  const isShare = operator === '/' && isLeft && other.kind === 'double';
  if (isProduct || isShare) return ambiguous(at);
  if (isInterval(other)) return withInterval(operator, isLeft, other, at);
  const isMoment = other.kind === 'date' || other.kind === 'time' || other.kind.startsWith('timestamp');
  if (!isMoment || (operator !== '+' && operator !== '-')) return undefined;
  if (operator === '+') return other;
  if (isLeft) return simple('interval day to second');
  return other.kind === 'date' ? other : ambiguous(at);
}

function withInterval(operator: string, isLeft: boolean, other: Type, at: Position): Type | undefined {
  if (operator === '+' || (operator === '-' && isLeft)) return ambiguous(at);
  return operator === '%' || (operator === '/' && isLeft) ? undefined : other;
}

/** Throws AMBIGUOUS_FUNCTION_CALL: several functions or operators fit. */
export function ambiguous(at: Position): never {
  const message = 'Could not choose a best candidate operator. Explicit type casts must be added.';
  throw new TrinoError('AMBIGUOUS_FUNCTION_CALL', message, at);
}
