import type { FunctionCall } from '../function-table.ts';

import { duckdbType } from '../types/type.ts';
import { fromLocal, toLocal } from '../types/zone.ts';

const SHIFTS: Readonly<Record<string, string>> = {
  millisecond: 'to_milliseconds',
  second: 'to_seconds',
  minute: 'to_minutes',
  hour: 'to_hours',
  day: 'to_days',
  week: 'to_weeks',
  month: 'to_months',
  quarter: 'to_quarters',
  year: 'to_years',
};

const CLOCK_UNITS = new Set(['millisecond', 'second', 'minute', 'hour']);

const CALENDAR_UNITS = new Set(['month', 'quarter', 'year']);

/** Units that DuckDB counts by a 32-bit number. */
const NARROW = new Set(['day', 'week', 'month', 'quarter', 'year']);

const isNullUnit = ({ typed }: FunctionCall): boolean => typed[0]!.type.kind === 'unknown';

/** The unit that the first argument names. Throws when a value of this type has no such unit. */
function unitOf(call: FunctionCall): string {
  const unit = call.literal(0).toLowerCase();
  const kind = call.types.at(-1)!.kind;
  const isDate = kind === 'date';
  const isTime = kind === 'time';
  const known = unit in SHIFTS && !(isDate && CLOCK_UNITS.has(unit)) && !(isTime && !CLOCK_UNITS.has(unit));
  if (known) return unit;
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
  const units = Object.keys(SHIFTS).filter((unit) =>
    kind === 'date' ? !CLOCK_UNITS.has(unit) : kind !== 'time' || CLOCK_UNITS.has(unit),
  );
  const whens = units.map((unit) => `WHEN '${unit}' THEN ${truncatedTo(unit, call)}`);
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
  const amount = `${SHIFTS[unit]}(CAST(${count} AS ${NARROW.has(unit) ? 'INTEGER' : 'BIGINT'}))`;
  const type = call.types[2]!;
  if (type.kind === 'date') return `CAST((${value} + ${amount}) AS DATE)`;
  const isCalendar = CALENDAR_UNITS.has(unit) || unit === 'day' || unit === 'week';
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
  const isZoned = type.kind === 'timestamp with time zone' && !CLOCK_UNITS.has(unit);
  const [from, to] = [call.args[1]!, call.args[2]!].map((sql) => (isZoned ? toLocal(sql, type) : sql));
  if (type.kind === 'time') return `trino.time_difference('${unit}', ${from}, ${to})`;
  return `CAST(date_sub('${unit}', ${from}, ${to}) AS BIGINT)`;
}

/** What Trino's messages call a type's fields. */
function fieldName(kind: string): string {
  if (kind === 'date') return 'DATE';
  return kind === 'time' ? 'Time' : 'TIMESTAMP';
}
