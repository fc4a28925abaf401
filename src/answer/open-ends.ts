import type { Expression } from '../trino/syntax.ts';
import type { Statement } from './statement.ts';

import { expressionsOf } from '../trino/nodes.ts';
import { tryParseQuery } from '../trino/parse.ts';
import { applyEdits } from './sql-edit.ts';

/** The indexes of the parameters, from 0, for a beginning and for an end that a period does not have. */
export type OpenEnds = { readonly starts: ReadonlySet<number>; readonly ends: ReadonlySet<number> };

/** Functions of one moment that keep moments in their order, as the name says what they make of it. */
const ORDERED = new Set([
  'at_timezone',
  'date',
  'date_add',
  'date_format',
  'date_trunc',
  'format_datetime',
  'to_iso8601',
  'to_unixtime',
  'with_timezone',
]);

/** Operators as they read with their sides exchanged. */
const EXCHANGED: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

/**
 * Removes from a statement the bounds of days that its period does not have: with an open end `day < ?` becomes `day
 * IS NOT NULL`, and its parameter is removed. A bound is one side of a comparison or of BETWEEN: the parameter, or a
 * cast or a function of it that keeps the order of moments. Every other use keeps its parameter.
 */
export function withoutOpenEnds({ sql, parameters }: Statement, open: OpenEnds): Statement {
  const parsed = tryParseQuery(sql);
  const found = parsed ? [...expressionsOf(parsed.query, 'comparison'), ...expressionsOf(parsed.query, 'between')] : [];
  const bounds = found.flatMap((node) => {
    const bound = node.kind === 'between' ? openBetween(node, open, sql) : openComparison(node, open, sql);
    return bound && node.range ? [{ ...node.range, ...bound }] : [];
  });
  const outermost = bounds.filter(
    (bound) => !bounds.some((other) => other !== bound && other.start <= bound.start && bound.end <= other.end),
  );
  const dropped = new Set(outermost.flatMap(({ indexes }) => indexes));
  return { sql: applyEdits(sql, outermost), parameters: parameters.filter((_, index) => !dropped.has(index)) };
}

/** What to write in place of a comparison, and the parameters that go with it. */
type OpenBound = { readonly text: string; readonly indexes: readonly number[] };

function openComparison(
  { operator, left, right }: Expression & { readonly kind: 'comparison' },
  open: OpenEnds,
  sql: string,
): OpenBound | undefined {
  const isTurned = boundOf(left) !== undefined;
  const [operand, bound] = isTurned ? [right, left] : [left, right];
  const index = boundOf(bound);
  const reads = isTurned ? EXCHANGED[operator] : operator;
  const limits = reads === '<' || reads === '<=' ? open.ends : open.starts;
  if (index === undefined || !limits.has(index) || !(operator in EXCHANGED)) return undefined;
  const text = textOf(operand, sql);
  return text === undefined ? undefined : { text: `${text} IS NOT NULL`, indexes: [index] };
}

function openBetween(
  { negated, operand, low, high }: Expression & { readonly kind: 'between' },
  { starts, ends }: OpenEnds,
  sql: string,
): OpenBound | undefined {
  const openOf = (bound: Expression, numbers: ReadonlySet<number>) =>
    [boundOf(bound)].filter((index) => index !== undefined && numbers.has(index)) as readonly number[];
  const [first, last] = [openOf(low, starts), openOf(high, ends)];
  const indexes = [...first, ...last];
  const [own, from, to] = [operand, low, high].map((part) => textOf(part, sql));
  if (negated || own === undefined || indexes.length === 0) return undefined;
  if (indexes.length === 2) return { text: `${own} IS NOT NULL`, indexes };
  return { text: first.length === 0 ? `${own} >= ${from}` : `${own} <= ${to}`, indexes };
}

/** The number of the parameter that a bound is made of; undefined for what may not grow with that parameter alone. */
function boundOf(side: Expression): number | undefined {
  switch (side.kind) {
    case 'parameter':
      return side.index;
    case 'cast':
    case 'at time zone':
      return boundOf(side.operand);
    case 'arithmetic':
      return side.right.kind === 'interval' ? boundOf(side.left) : undefined;
    case 'call': {
      const [moment, ...others] = side.arguments.filter(({ kind }) => kind !== 'string' && kind !== 'integer');
      return ORDERED.has(side.name) && moment && others.length === 0 ? boundOf(moment) : undefined;
    }
    default:
      return undefined;
  }
}

function textOf({ range }: Expression, sql: string): string | undefined {
  return range && sql.slice(range.start, range.end);
}
