import type { FunctionCall } from '../function-table.ts';

import { duckdbType } from '../types/type.ts';
import { fromLocal, toLocal } from '../types/zone.ts';

const CLOCK_UNITS = ['millisecond', 'second', 'minute', 'hour'];

const DATE_UNITS = ['day', 'week', 'month', 'quarter', 'year'];

/** The units that a value of a type has: no clock for a date, no calendar for a time. */
function unitsOf(kind: string): readonly string[] {
  if (kind === 'date') return DATE_UNITS;
  return kind === 'time' ? CLOCK_UNITS : [...CLOCK_UNITS, ...DATE_UNITS];
}

const isNullUnit = ({ typed }: FunctionCall): boolean => typed[0]!.type.kind === 'unknown';

/** The unit that the first argument names. Throws when a value of this type has no such unit. */
function unitOf(call: FunctionCall): string {
  const unit = call.literal(0).toLowerCase();
  const kind = call.types.at(-1)!.kind;
  if (unitsOf(kind).includes(unit)) return unit;
  return call.fail(`'${unit}' is not a valid ${fieldName(kind)} field`);
}

/** Returns the SQL of `date_trunc(unit, value)`; the unit may be a column. */
export function dateTrunc(call: FunctionCall): string {
  if (call.typed[0]?.text === undefined) return truncatedByColumn(call);
  return truncatedTo(unitOf(call), call);
}

/** The unit of each row: every one that the type has, side by side. */
function truncatedByColumn(call: FunctionCall): string {
  const kind = call.types[1]!.kind;
  const whens = unitsOf(kind).map((unit) => `WHEN '${unit}' THEN ${truncatedTo(unit, call)}`);
  const unknown = `trino.raise('INVALID_FUNCTION_ARGUMENT', '''' || ${call.args[0]} || ''' is not a valid ${fieldName(kind)} field', ${call.args[0]})`;
  return `CASE lower(${call.args[0]}) ${whens.join(' ')} ELSE CAST(CAST(${unknown} AS VARCHAR) AS ${duckdbType(call.types[1]!)}) END`;
}

function truncatedTo(unit: string, call: FunctionCall): string {
  const type = call.types[1]!;
  if (type.kind === 'date') return `CAST(date_trunc('${unit}', ${call.args[1]}) AS DATE)`;
  if (type.kind === 'time') return `CAST(date_trunc('${unit}', DATE '1970-01-01' + ${call.args[1]}) AS TIME)`;
  if (type.kind !== 'timestamp with time zone') return `date_trunc('${unit}', ${call.args[1]})`;
  // below an hour an instant is cut as it is: a clock that is set back must not move it
  if (['millisecond', 'second', 'minute'].includes(unit)) return `date_trunc('${unit}', ${call.args[1]})`;
  return fromLocal(`date_trunc('${unit}', ${toLocal(call.args[1]!, type)})`, type);
}

/** Returns the SQL of `date_add(unit, count, value)`. Refuses a unit that is no literal. */
export function dateAdd(call: FunctionCall): string {
  if (isNullUnit(call)) return `CAST(NULL AS ${duckdbType(call.result)})`;
  const unit = unitOf(call);
  const [, count = '', value = ''] = call.args;
  const isCalendar = DATE_UNITS.includes(unit);
  const amount = `to_${unit}s(CAST(${count} AS ${isCalendar ? 'INTEGER' : 'BIGINT'}))`;
  const type = call.types[2]!;
  if (type.kind === 'date') return `CAST((${value} + ${amount}) AS DATE)`;
  if (type.kind === 'timestamp with time zone' && isCalendar) {
    return fromLocal(`(${toLocal(value, type)} + ${amount})`, type);
  }
  return `(${value} + ${amount})`;
}

/** Returns the SQL of `date_diff(unit, from, to)`, which counts whole units. Refuses a unit that is no literal. */
export function dateDiff(call: FunctionCall): string {
  if (isNullUnit(call)) return 'CAST(NULL AS BIGINT)';
  const unit = unitOf(call);
  const type = call.types[1]!;
  const isZoned = type.kind === 'timestamp with time zone' && DATE_UNITS.includes(unit);
  const [from, to] = [call.args[1]!, call.args[2]!].map((sql) => (isZoned ? toLocal(sql, type) : sql));
  if (type.kind === 'time') return `trino.time_difference('${unit}', ${from}, ${to})`;
  return `CAST(date_sub('${unit}', ${from}, ${to}) AS BIGINT)`;
}

/** What Trino's messages call a type's fields. */
function fieldName(kind: string): string {
  if (kind === 'date') return 'DATE';
  return kind === 'time' ? 'Time' : 'TIMESTAMP';
}
