/** The definitions of DuckDB macros for dates, times and intervals, for `CREATE MACRO`. */
export const DATE_MACROS: readonly string[] = [
  `trino.now(digits) AS make_timestamptz(CAST(epoch_us(now()) // CAST(pow(10, 6 - digits) AS BIGINT) * CAST(pow(10, 6 - digits) AS BIGINT) AS BIGINT))`,
  `trino.from_unixtime(seconds) AS make_timestamptz(CAST(round(seconds * 1000) AS BIGINT) * 1000)`,
  `trino.total_milliseconds(i) AS
     CAST(date_part('day', i) AS BIGINT) * 86400000 + CAST(date_part('hour', i) AS BIGINT) * 3600000
       + CAST(date_part('minute', i) AS BIGINT) * 60000 + CAST(date_part('millisecond', i) AS BIGINT)`,
  `trino.total_months(i) AS CAST(date_part('year', i) * 12 + date_part('month', i) AS BIGINT)`,
  `trino.months_text(i) AS
     CASE WHEN trino.total_months(i) < 0 THEN '-' ELSE '' END || abs(trino.total_months(i)) // 12 || '-' || abs(trino.total_months(i)) % 12`,
  `trino.scale_seconds(i, factor) AS to_milliseconds(CAST(trunc(trino.total_milliseconds(i) * factor) AS BIGINT))`,
  `trino.scale_months(i, factor) AS to_months(CAST(trunc(trino.total_months(i) * factor) AS INTEGER))`,
  `trino.whole_days(i) AS
     CASE WHEN trino.total_milliseconds(i) % 86400000 <> 0
       THEN to_days(CAST(trino.raise('INVALID_FUNCTION_ARGUMENT', 'Cannot add hour, minutes or seconds to a date', i) AS INTEGER))
       ELSE to_days(CAST(trino.total_milliseconds(i) // 86400000 AS INTEGER)) END`,
  `trino.java_clock(t) AS
     CASE WHEN epoch_us(t) % 60000000 = 0 THEN strftime(t, '%H:%M')
       WHEN epoch_us(t) % 1000000 = 0 THEN strftime(t, '%H:%M:%S')
       WHEN epoch_us(t) % 1000 = 0 THEN strftime(t, '%H:%M:%S.%g') ELSE strftime(t, '%H:%M:%S.%f') END`,
  `trino.offset_minutes(local, utc) AS CAST((epoch_us(local) - epoch_us(utc)) // 60000000 AS BIGINT)`,
  `trino.offset_text(local, utc) AS
     CASE WHEN local = utc THEN 'Z'
       ELSE CASE WHEN local < utc THEN '-' ELSE '+' END || lpad(CAST(abs(trino.offset_minutes(local, utc)) // 60 AS VARCHAR), 2, '0')
         || ':' || lpad(CAST(abs(trino.offset_minutes(local, utc)) % 60 AS VARCHAR), 2, '0') END`,
  `trino.time_difference(unit, a, b) AS CAST(date_sub(unit, DATE '1970-01-01' + a, DATE '1970-01-01' + b) AS BIGINT)`,
];
