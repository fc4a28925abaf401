import type { FunctionRow, FunctionTable } from '../function-table.ts';

import { javaFormatSql, mysqlFormatSql, mysqlParse } from '../operators/date-format.ts';
import { fromLocal } from '../types/zone.ts';
import { dateAdd, dateDiff, dateTrunc } from './date-arithmetic.ts';
import { atOffset, inZone, isoText, isoTimestamp, localTime, parsedInZone } from './date-zones.ts';

const DATE = 'date';

const TIMESTAMP = 'timestamp(p)';

const ZONED = 'timestamp(p) with time zone';

/** A field of a date or timestamp: `sql` has `$t` where the local date and time goes. */
const field = (sql: string, { ofTime = false, interval = '' } = {}): FunctionRow[] => {
  const types = ofTime ? [TIMESTAMP, ZONED, 'time(p)'] : [DATE, TIMESTAMP, ZONED];
  const rows = types.map(
    (type): FunctionRow => [
      `(${type}) -> bigint`,
      (call) => `CAST(${sql.replaceAll('$t', () => localTime(call, 0))} AS BIGINT)`,
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

const LAST_DAY: FunctionRow[] = [DATE, TIMESTAMP, ZONED].map((type) => [
  `(${type}) -> date`,
  (call) => `last_day(${localTime(call, 0)})`,
]);

/** Trino's functions on dates, times and intervals. https://trino.io/docs/current/functions/datetime.html */
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
      (call) => `trino.offset_minutes(${localTime(call, 0)}, timezone('UTC', ${call.args[0]})) // 60`,
    ],
  ],
  timezone_minute: [
    [
      `(${ZONED}) -> bigint`,
      (call) => `trino.offset_minutes(${localTime(call, 0)}, timezone('UTC', ${call.args[0]})) % 60`,
    ],
  ],

  // Arithmetic
  date_trunc: [
    ['(varchar, date) -> date', dateTrunc],
    ['(varchar, time(p)) -> time(p)', dateTrunc],
    [`(varchar, ${TIMESTAMP}) -> ${TIMESTAMP}`, dateTrunc],
    [`(varchar, ${ZONED}) -> ${ZONED}`, dateTrunc],
  ],
  date_add: [
    ['(varchar, bigint, date) -> date', dateAdd],
    ['(varchar, bigint, time(p)) -> time(p)', dateAdd],
    [`(varchar, bigint, ${TIMESTAMP}) -> ${TIMESTAMP}`, dateAdd],
    [`(varchar, bigint, ${ZONED}) -> ${ZONED}`, dateAdd],
  ],
  date_diff: [
    ['(varchar, date, date) -> bigint', dateDiff],
    ['(varchar, time(p), time(p)) -> bigint', dateDiff],
    [`(varchar, ${TIMESTAMP}, ${TIMESTAMP}) -> bigint`, dateDiff],
    [`(varchar, ${ZONED}, ${ZONED}) -> bigint`, dateDiff],
  ],
  last_day_of_month: LAST_DAY,

  // Text
  date_format: [
    [`(${TIMESTAMP}, varchar) -> varchar`, (call) => mysqlFormatSql(localTime(call, 0), call)],
    [`(${ZONED}, varchar) -> varchar`, (call) => mysqlFormatSql(localTime(call, 0), call)],
  ],
  date_parse: [['(varchar, varchar) -> timestamp(3)', mysqlParse]],
  format_datetime: [
    [`(${TIMESTAMP}, varchar) -> varchar`, (call) => javaFormatSql(localTime(call, 0), call)],
    [`(${ZONED}, varchar) -> varchar`, (call) => javaFormatSql(localTime(call, 0), call)],
  ],
  parse_datetime: [['(varchar, varchar) -> timestamp(3) with time zone', parsedInZone]],
  date: [
    ['(varchar) -> date', 'trino.check_date($1)'],
    ['(date) -> date', '$1'],
    [`(${TIMESTAMP}) -> date`, 'CAST($1 AS DATE)'],
    [`(${ZONED}) -> date`, (call) => `CAST(${localTime(call, 0)} AS DATE)`],
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
