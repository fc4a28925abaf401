import type { Call } from '../trino/syntax.ts';

/** Trino's aggregates: https://trino.io/docs/current/functions/aggregate.html */
const AGGREGATES: ReadonlySet<string> = new Set(
  (
    'any_value approx_distinct approx_most_frequent approx_percentile approx_set arbitrary array_agg avg bitwise_and_agg ' +
    'bitwise_or_agg bool_and bool_or checksum corr count count_if covar_pop covar_samp entropy every geometric_mean histogram ' +
    'kurtosis listagg map_agg map_union max max_by merge min min_by multimap_agg numeric_histogram reduce_agg regr_intercept ' +
    'regr_slope skewness stddev stddev_pop stddev_samp sum tdigest_agg var_pop var_samp variance'
  ).split(' '),
);

/** Whether a call aggregates many rows into one value; a window function does not. */
export function isAggregate({ name, over }: Call): boolean {
  return over === undefined && AGGREGATES.has(name);
}
