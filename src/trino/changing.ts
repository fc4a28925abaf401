const CHANGING =
  /\b(rand|random|shuffle|uuid|now|current_date|current_time|current_timestamp|localtime|localtimestamp)\b/i;

/**
 * Whether a statement may give another result over the same data, because it uses the time or random numbers. Athena
 * does not reuse such a result: https://docs.aws.amazon.com/athena/latest/ug/reusing-query-results.html
 */
export function isChanging(sql: string): boolean {
  return CHANGING.test(sql);
}
