import type { Context, Typed } from './context.ts';
import type { Expression, FrameBound, Window } from './syntax.ts';

import { TrinoError } from './error.ts';
import { sortSql } from './sort.ts';

type Translate = (node: Expression, context: Context) => Typed;

/** What stands inside `OVER ( )`: partition, order and frame, with a named window written out. */
export function windowSql(window: Window, context: Context, translate: Translate): string {
  const { partitionBy, orderBy, frame } = inherit(window, context.windows);
  const inner = { ...context, windows: undefined };
  const parts: string[] = [];
  if (partitionBy.length > 0) {
    parts.push(`PARTITION BY ${partitionBy.map((expression) => translate(expression, inner).sql).join(', ')}`);
  }
  if (orderBy.length > 0) parts.push(`ORDER BY ${sortSql(orderBy, (expression) => translate(expression, inner))}`);
  if (frame) {
    const bounds = [frame.start, frame.end]
      .filter((bound) => bound !== undefined)
      .map((bound) => boundSql(bound, inner, translate));
    const extent = bounds.length === 2 ? `BETWEEN ${bounds.join(' AND ')}` : bounds[0];
    parts.push(`${frame.unit.toUpperCase()} ${extent}`);
  }
  return parts.join(' ');
}

/** A window that names another takes its partition, order and frame where it has none itself. */
function inherit(window: Window, named: ReadonlyMap<string, Window> | undefined): Window {
  if (!window.base) return window;
  const base = named?.get(window.base.text.toLowerCase());
  if (!base)
    throw new TrinoError('INVALID_WINDOW_REFERENCE', `Cannot resolve WINDOW name ${window.base.text}`, window.base.at);
  const whole = inherit(base, named);
  return {
    at: window.at,
    partitionBy: window.partitionBy.length > 0 ? window.partitionBy : whole.partitionBy,
    orderBy: window.orderBy.length > 0 ? window.orderBy : whole.orderBy,
    frame: window.frame ?? whole.frame,
  };
}

function boundSql(bound: FrameBound, context: Context, translate: Translate): string {
  const direction = bound.following ? 'FOLLOWING' : 'PRECEDING';
  if (bound.kind === 'current') return 'CURRENT ROW';
  if (bound.kind === 'unbounded') return `UNBOUNDED ${direction}`;
  return `${translate(bound.offset!, context).sql} ${direction}`;
}
