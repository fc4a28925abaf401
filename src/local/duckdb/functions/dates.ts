import type { TypedSql } from '../context.ts';
import type { FunctionCall, FunctionRow, FunctionTable } from '../function-table.ts';

import { trinoErrorOf } from '../duckdb-error.ts';
import { readJavaDate } from '../natives/date-parse.ts';
import { readIsoTimestamp } from '../natives/iso-date.ts';
import { javaFormatSql, javaParse, mysqlFormatSql, mysqlParse } from '../operators/date-format.ts';
import { duckdbType } from '../types/type.ts';
import { fromLocal, parseZone, toLocal, zoneAt } from '../types/zone.ts';

const DATE = 'date';

const TIMESTAMP = 'timestamp(p)';

const ZONED = 'timestamp(p) with time zone';

/** The argument as a clock on the wall: its zone's, when it has one. */
function wall(call: FunctionCall, index: number): string {
  const type = call.types[index]!;
  return type.kind === 'timestamp with time zone' ? toLocal(call.args[index]!, type) : call.args[index]!;
}

/** A field of a date or timestamp: `sql` has `$t` where the clock on the wall goes. */
const field = (sql: string, { ofTime = false, interval = '' } = {}): FunctionRow[] => {
  const types = ofTime ? [TIMESTAMP, ZONED, 'time(p)'] : [DATE, TIMESTAMP, ZONED];
  const rows = types.map(
    (type): FunctionRow => [
      `(${type}) -> bigint`,
      (call) => `CAST(${sql.replaceAll('$t', () => wall(call, 0))} AS BIGINT)`,
    ],
  );
  if (!interval) return rows;
  const [kind = '', part = ''] = interval.split(': ');
  return [...rows, [`(${kind}) -> bigint`, part]];
};

const SECONDS = 'interval day to second';

const MONTHS = 'interval year to month';

const DAY = field('day($t)', { interval: `${SECONDS}: trino.total_milliseconds($1) // 86400000` });

const DAY_OF_WEEK = field('isodow($t)');

const DAY_OF_YEAR = field('dayofyear($t)');

const WEEK = field('weekofyear($t)');

const YEAR_OF_WEEK = field('isoyear($t)');

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

/** What DuckDB takes as a 32-bit number. */
const NARROW = new Set(['day', 'week', 'month', 'quarter', 'year']);

const isNullUnit = ({ typed }: FunctionCall): boolean => typed[0]!.type.kind === 'unknown';

/** The unit that the first argument names. Throws when a value of this type has no such unit. */
function unitOf(call: FunctionCall, { truncating = false } = {}): string {
  const unit = call.literal(0).toLowerCase();
  const kind = call.types.at(-1)!.kind;
  const isDate = kind === 'date';
  const isTime = kind === 'time';
  const known = unit in SHIFTS && !(isDate && CLOCK_UNITS.has(unit)) && !(isTime && !CLOCK_UNITS.has(unit));
  if (known && !(truncating && unit === 'nanosecond')) return unit;
  const what = isDate ? 'DATE' : isTime ? 'Time' : 'TIMESTAMP';
  return call.fail(`'${unit}' is not a valid ${what} field`);
}

function truncated(call: FunctionCall): string {
  if (call.typed[0]?.text === undefined) return truncatedByColumn(call);
  return truncatedTo(unitOf(call, { truncating: true }), call);
}

/** The unit of each row: every one that the type has, side by side. */
function truncatedByColumn(call: FunctionCall): string {
  const kind = call.types[1]!.kind;
  const units = Object.keys(SHIFTS).filter((unit) =>
    kind === 'date' ? !CLOCK_UNITS.has(unit) : kind !== 'time' || CLOCK_UNITS.has(unit),
  );
  const what = kind === 'date' ? 'DATE' : kind === 'time' ? 'Time' : 'TIMESTAMP';
  const whens = units.map((unit) => `WHEN '${unit}' THEN ${truncatedTo(unit, call)}`);
  const unknown = `trino.raise('INVALID_FUNCTION_ARGUMENT', '''' || ${call.args[0]} || ''' is not a valid ${what} field', ${call.args[0]})`;
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

function added(call: FunctionCall): string {
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

function difference(call: FunctionCall): string {
  if (isNullUnit(call)) return 'CAST(NULL AS BIGINT)';
  const unit = unitOf(call);
  const type = call.types[1]!;
  const isZoned = type.kind === 'timestamp with time zone' && !CLOCK_UNITS.has(unit);
  const [from, to] = [call.args[1]!, call.args[2]!].map((sql) => (isZoned ? toLocal(sql, type) : sql));
  if (type.kind === 'time') return `trino.time_difference('${unit}', ${from}, ${to})`;
  return `CAST(date_sub('${unit}', ${from}, ${to}) AS BIGINT)`;
}

/** A zone that must be known before the statement runs. */
function zoneOf(call: FunctionCall, index: number): string {
  const name = call.literal(index);
  return parseZone(name) ?? call.fail(`'${name}' is not a valid time zone`);
}

/** The result's zone is the literal's. */
function inZone(call: FunctionCall, index: number, sql: (zone: string) => string): TypedSql {
  const isNull = call.typed[index]?.type.kind === 'unknown';
  const zone = isNull ? 'UTC' : zoneOf(call, index);
  const precision = 'precision' in call.result ? (call.result.precision ?? 3) : 3;
  return {
    sql: isNull ? 'CAST(NULL AS TIMESTAMPTZ)' : sql(zone),
    type: { kind: 'timestamp with time zone', precision, zone },
  };
}

/** What is found out of a literal fails where the call stands. */
function known<T>(call: FunctionCall, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const { name, message } = trinoErrorOf(error);
    return call.fail(message, name);
  }
}

/** A literal may bring any zone; a column only UTC, for its values could differ. */
function isoTimestamp(call: FunctionCall): TypedSql {
  const literal = call.typed[0]?.text;
  const read = literal === undefined ? undefined : known(call, () => readIsoTimestamp(literal));
  const zone = read ? zoneAt(read.offset) : 'UTC';
  const milliseconds = read ? String(read.milliseconds) : `trino_iso_timestamp(${call.args[0]})`;
  return {
    sql: `make_timestamptz(${milliseconds} * 1000)`,
    type: { kind: 'timestamp with time zone', precision: 3, zone },
  };
}

/** Two literals may bring any zone. */
function parsedInZone(call: FunctionCall): TypedSql {
  const [text, pattern] = [call.typed[0]?.text, call.typed[1]?.text];
  if (text === undefined || pattern === undefined) {
    return { sql: javaParse(call), type: { kind: 'timestamp with time zone', precision: 3, zone: 'UTC' } };
  }
  const { micros, offset } = known(call, () => readJavaDate(text, pattern));
  return {
    sql: `make_timestamptz(${micros})`,
    type: { kind: 'timestamp with time zone', precision: 3, zone: zoneAt(offset) },
  };
}

/** Hours and minutes east of Greenwich. */
function atOffset(call: FunctionCall): TypedSql {
  const [hours, minutes] = [call.typed[1]?.number, call.typed[2]?.number];
  if (hours === undefined || minutes === undefined)
    return call.fail('A time zone that is no literal is not supported by the embedded engine', 'NOT_SUPPORTED');
  return {
    sql: `trino.from_unixtime(${call.args[0]})`,
    type: { kind: 'timestamp with time zone', precision: 3, zone: zoneAt(hours * 60 + minutes) },
  };
}

const LAST_DAY: FunctionRow[] = [DATE, TIMESTAMP, ZONED].map((type) => [
  `(${type}) -> date`,
  (call) => `last_day(${wall(call, 0)})`,
]);

export const DATES: FunctionTable = {
  // Now
  now: [['() -> timestamp(3) with time zone', 'trino.now(3)']],
  current_timezone: [['() -> varchar', `'UTC'`]],

  // Fields
  year: field('year($t)', { interval: `${MONTHS}: trino.total_months($1) // 12` }),
  quarter: field('quarter($t)'),
  month: field('month($t)', { interval: `${MONTHS}: trino.total_months($1) % 12` }),
  week: WEEK,
  week_of_year: WEEK,
  day: DAY,
  day_of_month: DAY,
  day_of_week: DAY_OF_WEEK,
  dow: DAY_OF_WEEK,
  day_of_year: DAY_OF_YEAR,
  doy: DAY_OF_YEAR,
  year_of_week: YEAR_OF_WEEK,
  yow: YEAR_OF_WEEK,
  hour: field('hour($t)', { ofTime: true, interval: `${SECONDS}: (trino.total_milliseconds($1) // 3600000) % 24` }),
  minute: field('minute($t)', { ofTime: true, interval: `${SECONDS}: (trino.total_milliseconds($1) // 60000) % 60` }),
  second: field('second($t)', { ofTime: true, interval: `${SECONDS}: (trino.total_milliseconds($1) // 1000) % 60` }),
  millisecond: field('(millisecond($t) % 1000)', {
    ofTime: true,
    interval: `${SECONDS}: trino.total_milliseconds($1) % 1000`,
  }),
  timezone_hour: [
    [
      `(${ZONED}) -> bigint`,
      (call) => `trino.offset_minutes(${wall(call, 0)}, timezone('UTC', ${call.args[0]})) // 60`,
    ],
  ],
  timezone_minute: [
    [`(${ZONED}) -> bigint`, (call) => `trino.offset_minutes(${wall(call, 0)}, timezone('UTC', ${call.args[0]})) % 60`],
  ],

  // Arithmetic
  date_trunc: [
    ['(varchar, date) -> date', truncated],
    ['(varchar, time(p)) -> time(p)', truncated],
    [`(varchar, ${TIMESTAMP}) -> ${TIMESTAMP}`, truncated],
    [`(varchar, ${ZONED}) -> ${ZONED}`, truncated],
  ],
  date_add: [
    ['(varchar, bigint, date) -> date', added],
    ['(varchar, bigint, time(p)) -> time(p)', added],
    [`(varchar, bigint, ${TIMESTAMP}) -> ${TIMESTAMP}`, added],
    [`(varchar, bigint, ${ZONED}) -> ${ZONED}`, added],
  ],
  date_diff: [
    ['(varchar, date, date) -> bigint', difference],
    ['(varchar, time(p), time(p)) -> bigint', difference],
    [`(varchar, ${TIMESTAMP}, ${TIMESTAMP}) -> bigint`, difference],
    [`(varchar, ${ZONED}, ${ZONED}) -> bigint`, difference],
  ],
  last_day_of_month: LAST_DAY,

  // Text
  date_format: [
    [`(${TIMESTAMP}, varchar) -> varchar`, (call) => mysqlFormatSql(wall(call, 0), call)],
    [`(${ZONED}, varchar) -> varchar`, (call) => mysqlFormatSql(wall(call, 0), call)],
  ],
  date_parse: [['(varchar, varchar) -> timestamp(3)', mysqlParse]],
  format_datetime: [
    [`(${TIMESTAMP}, varchar) -> varchar`, (call) => javaFormatSql(wall(call, 0), call)],
    [`(${ZONED}, varchar) -> varchar`, (call) => javaFormatSql(wall(call, 0), call)],
  ],
  parse_datetime: [['(varchar, varchar) -> timestamp(3) with time zone', parsedInZone]],
  date: [
    ['(varchar) -> date', 'trino.check_date($1)'],
    ['(date) -> date', '$1'],
    [`(${TIMESTAMP}) -> date`, 'CAST($1 AS DATE)'],
    [`(${ZONED}) -> date`, (call) => `CAST(${wall(call, 0)} AS DATE)`],
  ],
  from_iso8601_date: [['(varchar) -> date', 'CAST(trino_iso_date($1) AS DATE)']],
  from_iso8601_timestamp: [['(varchar) -> timestamp(3) with time zone', isoTimestamp]],
  to_iso8601: [
    ['(date) -> varchar(16)', 'CAST($1 AS VARCHAR)'],
    [`(${TIMESTAMP}) -> varchar`, (call) => isoText(call)],
    [`(${ZONED}) -> varchar`, (call) => isoText(call)],
  ],

  // Epochs and zones
  from_unixtime: [
    ['(double) -> timestamp(3) with time zone', 'trino.from_unixtime($1)'],
    [
      '(double, varchar) -> timestamp(3) with time zone',
      (call) => inZone(call, 1, () => `trino.from_unixtime(${call.args[0]})`),
    ],
    ['(double, bigint, bigint) -> timestamp(3) with time zone', atOffset],
  ],
  to_unixtime: [[`(${ZONED}) -> double`, '(epoch_us($1) / 1000000e0)']],
  at_timezone: [[`(${ZONED}, varchar) -> ${ZONED}`, (call) => inZone(call, 1, () => call.args[0]!)]],
  with_timezone: [
    [`(${TIMESTAMP}, varchar) -> ${ZONED}`, (call) => inZone(call, 1, (zone) => fromLocal(call.args[0]!, { zone }))],
  ],

  // Intervals
  to_milliseconds: [[`(${SECONDS}) -> bigint`, 'trino.total_milliseconds($1)']],
  parse_duration: [[`(varchar) -> ${SECONDS}`, 'to_milliseconds(trino_parse_duration($1))']],
  parse_data_size: [['(varchar) -> decimal(38, 0)', 'CAST(trino_parse_data_size($1) AS DECIMAL(38,0))']],
  human_readable_seconds: [['(double) -> varchar', 'trino_human_seconds($1)']],
};

function isoText(call: FunctionCall): string {
  const type = call.types[0]!;
  const precision = 'precision' in type ? (type.precision ?? 3) : 3;
  const local = `strftime(${wall(call, 0)}, '%Y-%m-%dT%H:%M:%S${precision > 0 ? '.%f' : ''}')`;
  const text = precision > 0 && precision < 6 ? `left(${local}, -${6 - precision})` : local;
  if (type.kind !== 'timestamp with time zone') return text;
  return `(${text} || trino.offset_text(${wall(call, 0)}, timezone('UTC', ${call.args[0]})))`;
}
