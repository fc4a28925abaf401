import type { Position } from '../../../trino/error.ts';
import type { Frame, FrameBound, Window } from '../../../trino/syntax.ts';
import type { Context } from '../context.ts';
import type { Type } from '../types/type.ts';

import { TrinoError } from '../../../trino/error.ts';
import { display, isInteger, isInterval, isNumber } from '../types/type.ts';
import { sortSql } from './sort.ts';

/** Translates the content of `OVER (…)`: partition, order and frame. A window that it names is written out. */
export function windowSql(window: Window, context: Context): string {
  const { partitionBy, orderBy, frame } = inherit(window, context.windows);
  const inner = { ...context, windows: undefined };
  const parts: string[] = [];
  if (partitionBy.length > 0) {
    parts.push(`PARTITION BY ${partitionBy.map((expression) => inner.translate(expression, inner).sql).join(', ')}`);
  }
  if (orderBy.length > 0) parts.push(`ORDER BY ${sortSql(orderBy, inner)}`);
  if (frame) {
    checkFrame(window, frame, orderBy.length);
    const key = orderBy[0] && inner.translate(orderBy[0].expression, inner).type;
    const bounds = [frame.start, frame.end]
      .filter((bound) => bound !== undefined)
      .map((bound) => boundSql(bound, frame.unit, key, inner));
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

function checkFrame({ at }: Window, { unit, start, end }: Frame, keys: number): void {
  const last: FrameBound = end ?? { kind: 'current', following: false };
  const invalid = (message: string): never => {
    throw new TrinoError('INVALID_WINDOW_FRAME', message, at);
  };
  if (start.kind === 'unbounded' && start.following) invalid('Window frame start cannot be UNBOUNDED FOLLOWING');
  if (last.kind === 'unbounded' && !last.following) invalid('Window frame end cannot be UNBOUNDED PRECEDING');
  const isBackward = (bound: FrameBound): boolean => bound.kind === 'offset' && !bound.following;
  if (start.kind === 'current' && isBackward(last))
    invalid('Window frame starting from CURRENT ROW cannot end with PRECEDING');
  if (start.kind === 'offset' && start.following && (isBackward(last) || last.kind === 'current'))
    invalid(
      `Window frame starting from FOLLOWING cannot end with ${last.kind === 'current' ? 'CURRENT ROW' : 'PRECEDING'}`,
    );
  const hasOffset = start.kind === 'offset' || last.kind === 'offset';
  if (unit === 'range' && hasOffset && keys !== 1) {
    const message = `Window frame of type RANGE PRECEDING or FOLLOWING requires ${keys === 0 ? '' : 'single sort item in '}ORDER BY`;
    throw new TrinoError(keys === 0 ? 'MISSING_ORDER_BY' : 'INVALID_ORDER_BY', message, at);
  }
  if (unit === 'groups' && keys === 0)
    throw new TrinoError('MISSING_ORDER_BY', 'Window frame of type GROUPS requires ORDER BY', at);
}

function boundSql(bound: FrameBound, unit: Frame['unit'], key: Type | undefined, context: Context): string {
  const direction = bound.following ? 'FOLLOWING' : 'PRECEDING';
  if (bound.kind === 'current') return 'CURRENT ROW';
  if (bound.kind === 'unbounded') return `UNBOUNDED ${direction}`;
  const { sql, type, number } = context.translate(bound.offset!, context);
  if (unit === 'range' && key) checkRange(key, type, bound.offset!.at);
  if (unit !== 'range' && !isInteger(type)) {
    const message = `Window frame ${unit.toUpperCase()} value type must be exact numeric type with scale 0 (actual ${display(type)})`;
    throw new TrinoError('TYPE_MISMATCH', message, bound.offset!.at);
  }
  const isChecked = isNumber(type) && !(number !== undefined && number >= 0);
  if (key?.kind === 'date' && type.kind === 'interval day to second') return `trino.whole_days(${sql}) ${direction}`;
  return `${isChecked ? `trino.frame_offset(${sql})` : sql} ${direction}`;
}

/** A RANGE goes so far from the value that the rows are sorted by. */
function checkRange(key: Type, value: Type, at: Position): void {
  const isMoment = ['date', 'time', 'timestamp', 'timestamp with time zone'].includes(key.kind) || isInterval(key);
  if (!isNumber(key) && !isMoment) {
    const message = `Window frame of type RANGE PRECEDING or FOLLOWING requires that sort item type be numeric, datetime or interval (actual: ${display(key)})`;
    throw new TrinoError('TYPE_MISMATCH', message, at);
  }
  if (isMoment ? isInterval(value) : isNumber(value)) return;
  const message = `Window frame RANGE value type (${display(value)}) not compatible with sort item type (${display(key)})`;
  throw new TrinoError('TYPE_MISMATCH', message, at);
}
