const CHANGING =
  /\b(rand|random|shuffle|uuid|now|current_date|current_time|current_timestamp|localtime|localtimestamp)\b/i;

/**
 * Whether a statement may give another result over the same data, as it asks for the time or for chance. Athena does not
 * serve such a result again: https://docs.aws.amazon.com/athena/latest/ug/reusing-query-results.html
 */
export function isChanging(sql: string): boolean {
  return CHANGING.test(sql);
}
