/** The definitions of DuckDB macros for arithmetic, rounding and functions on numbers, for `CREATE MACRO`. */
export const NUMBER_MACROS: readonly string[] = [
  `trino.nonzero(x) AS
     CASE WHEN x = 0 THEN cast_to_type(trino.raise('DIVISION_BY_ZERO', 'Division by zero', x), x) ELSE x END`,
  `trino.remainder(a, b) AS CASE WHEN b = 0 THEN cast_to_type(CAST('NaN' AS DOUBLE) + a, a) ELSE a % b END`,
  // exact: the digits of the dividend have been moved by \`unit\`, and half a divisor rounds half up
  `trino.divide_digits(a, b, unit) AS
     sign(a) * sign(b) * ((2 * abs(a) * unit + abs(b)) // (2 * abs(trino.nonzero(b))))`,
  `trino.check_finite(x, target) AS
     CASE WHEN isnan(x) OR isinf(x) OR abs(x) > 9.3e18
       THEN trino.raise('INVALID_CAST_ARGUMENT', 'Cannot cast ' || trino_double_text(x) || ' to ' || target, x) ELSE x END`,

  `trino.round_integer(x, places) AS
     CASE WHEN places >= 0 THEN x
       ELSE sign(x) * ((abs(x) + CAST(pow(10, -places) AS HUGEINT) // 2) // CAST(pow(10, -places) AS HUGEINT)) * CAST(pow(10, -places) AS HUGEINT) END`,
  `trino.offset(n, lowest) AS
     CASE WHEN n < lowest THEN trino.raise('INVALID_FUNCTION_ARGUMENT', 'Offset must be at least ' || lowest, n) ELSE n END`,
  `trino.shift(n) AS
     CASE WHEN n IS NULL THEN trino.raise('INVALID_FUNCTION_ARGUMENT', 'Offset must not be null', coalesce(n, 0)) ELSE trino.offset(n, 0) END`,
  `trino.buckets(n) AS
     CASE WHEN n < 1 THEN trino.raise('INVALID_FUNCTION_ARGUMENT', 'Buckets must be greater than 0', n) ELSE n END`,
  `trino.frame_offset(n) AS
     CASE WHEN n < 0 OR n IS NULL THEN trino.raise('INVALID_WINDOW_FRAME', 'Window frame offset value must not be negative or null', coalesce(n, 0)) ELSE n END`,
  `trino.bit_count(x, bits) AS
     CASE WHEN bits < 2 OR bits > 64 THEN trino.raise('INVALID_FUNCTION_ARGUMENT', 'Bits specified in bit_count must be between 2 and 64, got ' || bits, x)
       WHEN x NOT BETWEEN -CAST(pow(2, bits - 1) AS HUGEINT) AND CAST(pow(2, bits - 1) AS HUGEINT) - 1
       THEN trino.raise('INVALID_FUNCTION_ARGUMENT', 'Number must be representable with the bits specified. ' || x || ' cannot be represented with ' || bits || ' bits', x)
       ELSE bit_count(x) - CASE WHEN x < 0 THEN 64 - bits ELSE 0 END END`,
  `trino.sign(x) AS CASE WHEN x = 0 OR isnan(CAST(x AS DOUBLE)) THEN x ELSE sign(x) END`,
  `trino.round_double(x, places) AS CASE WHEN isfinite(x) THEN round(x, places) ELSE x END`,
  `trino.nan_below(bound, x, y) AS CASE WHEN x < bound THEN CAST('NaN' AS DOUBLE) ELSE y END`,
  `trino.logarithm(x, y) AS
     CASE WHEN x < 0 OR isnan(x) THEN CAST('NaN' AS DOUBLE) WHEN x = 0 THEN CAST('-Infinity' AS DOUBLE) ELSE y END`,
  `trino.finite_or_zero(x) AS CASE WHEN isfinite(x) THEN x ELSE 0e0 END`,
  `trino.finite_only(x, y) AS CASE WHEN isfinite(x) THEN y WHEN x IS NULL THEN NULL ELSE CAST('NaN' AS DOUBLE) END`,
  `trino.within_one(x) AS CASE WHEN abs(x) <= 1 THEN x ELSE 0e0 END`,
  `trino.nan_outside_one(x, y) AS CASE WHEN abs(x) <= 1 THEN y WHEN x IS NULL THEN NULL ELSE CAST('NaN' AS DOUBLE) END`,
  `trino.null_for_nan(x) AS CASE WHEN NOT isnan(x) THEN x END`,
  // DuckDB corrects for a sample, Trino does not
  `trino.population_skewness(x, n) AS CASE WHEN n >= 3 THEN x * (n - 2) / sqrt(CAST(n AS DOUBLE) * (n - 1)) END`,
  `trino.bucket_between(x, low, high, size) AS
     CASE WHEN x < low THEN 0 WHEN x >= high THEN size + 1 ELSE CAST(trunc(size * (x - low) / (high - low) + 1) AS BIGINT) END`,
  // the buckets of bounds that fall are counted from the upper one
  `trino.width_bucket(x, first, last, size) AS
     CASE WHEN x IS NULL OR first IS NULL OR last IS NULL OR size IS NULL THEN NULL
       WHEN size <= 0 THEN trino.raise('INVALID_FUNCTION_ARGUMENT', 'bucketCount must be greater than 0', x)
       WHEN isnan(x) THEN trino.raise('INVALID_FUNCTION_ARGUMENT', 'operand must not be NaN', x)
       WHEN NOT isfinite(first) OR NOT isfinite(last) THEN trino.raise('INVALID_FUNCTION_ARGUMENT', 'bounds must be finite', x)
       WHEN first = last THEN trino.raise('INVALID_FUNCTION_ARGUMENT', 'bounds cannot equal each other', x)
       WHEN first < last THEN trino.bucket_between(x, first, last, size)
       ELSE size - trino.bucket_between(x, last, first, size) + 1 END`,
  `trino.wilson_bound(share, n, z, side) AS
     (share + z * z / (2 * n) + side * z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))) / (1 + z * z / n)`,
  // a bound of the Wilson score interval: the lower one for side -1, the upper one for 1
  `trino.wilson(successes, trials, z, side) AS
     CASE WHEN successes < 0 THEN trino.raise('INVALID_FUNCTION_ARGUMENT', 'number of successes must not be negative', successes)
       WHEN trials <= 0 THEN trino.raise('INVALID_FUNCTION_ARGUMENT', 'number of trials must be positive', trials)
       WHEN successes > trials THEN trino.raise('INVALID_FUNCTION_ARGUMENT', 'number of successes must not be larger than number of trials', trials)
       WHEN z < 0 THEN trino.raise('INVALID_FUNCTION_ARGUMENT', 'z-score must not be negative', z)
       ELSE trino.wilson_bound(successes / CAST(trials AS DOUBLE), CAST(trials AS DOUBLE), z, side) END`,
  `trino.bucket_of(x, bins) AS
     CASE WHEN x IS NULL OR bins IS NULL THEN NULL
       WHEN len(bins) = 0 THEN trino.raise('INVALID_FUNCTION_ARGUMENT', 'Bins cannot be an empty array', x)
       ELSE CAST(len(list_filter(bins, lambda b: coalesce(b, 0) <= x)) AS BIGINT) END`,
];
