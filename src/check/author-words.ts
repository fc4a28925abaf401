import type { Run } from '../answer/context.ts';
import type { Position } from '../catalogue/diagnostic.ts';
import type { AthenaMessage } from './athena-message.ts';

import { sqlName } from '../trino/sql-name.ts';
import { offsetAt } from '../trino/text-position.ts';
import { missingNameHint } from './missing-name.ts';
import { tablesOf } from './tables.ts';

/** Functions of other databases, and what Athena has for them. */
const INSTEAD_OF: ReadonlyMap<string, string> = new Map([
  ['charindex', 'strpos(text, part)'],
  ['convert', 'CAST(x AS type)'],
  ['date_part', 'extract(year FROM x)'],
  ['date_sub', "date_add('day', -1, x)"],
  ['dateadd', "date_add('day', 1, x)"],
  ['datediff', "date_diff('day', a, b)"],
  ['datepart', 'extract(year FROM x)'],
  ['datetrunc', "date_trunc('month', x)"],
  ['decode', 'CASE x WHEN … THEN … END'],
  ['getdate', 'current_timestamp'],
  ['group_concat', "array_join(array_agg(x), ', ')"],
  ['iff', 'if(condition, a, b)'],
  ['iif', 'if(condition, a, b)'],
  ['ifnull', 'coalesce(a, b)'],
  ['instr', 'strpos(text, part)'],
  ['isnull', 'coalesce(a, b)'],
  ['left', 'substr(text, 1, n)'],
  ['len', 'length(text)'],
  ['list', 'array_agg(x)'],
  ['median', 'approx_percentile(x, 0.5)'],
  ['mid', 'substr(text, from, n)'],
  ['nvl', 'coalesce(a, b)'],
  ['percentile', 'approx_percentile(x, 0.9)'],
  ['percentile_cont', 'approx_percentile(x, 0.9)'],
  ['regexp_matches', 'regexp_like(text, pattern)'],
  ['regexp_substr', 'regexp_extract(text, pattern)'],
  ['right', 'substr(text, -n)'],
  ['safe_divide', 'a / NULLIF(b, 0)'],
  ['split_string', 'split(text, separator)'],
  ['strftime', "date_format(x, '%Y-%m')"],
  ['string_agg', "array_join(array_agg(x), ', ')"],
  ['stringagg', "array_join(array_agg(x), ', ')"],
  ['strptime', "date_parse(text, '%Y-%m-%d')"],
  ['substring_index', 'split_part(text, separator, n)'],
  ['sysdate', 'current_timestamp'],
  ['timestampdiff', "date_diff('hour', a, b)"],
  ['to_char', "date_format(x, '%Y-%m')"],
  ['to_number', 'CAST(text AS double)'],
  ['ucase', 'upper(text)'],
  ['unix_timestamp', 'to_unixtime(x)'],
  ['zeroifnull', 'coalesce(x, 0)'],
]);

/** What Athena or its grammar says, and what an author writes instead; `$1` is what the first brackets found. */
const WORDS: readonly (readonly [RegExp, (found: RegExpExecArray, at: string) => string | undefined])[] = [
  [/^(?:mismatched|extraneous|no viable alternative).*<EOF>/s, () => 'it ends too early: something has to follow'],
  [
    /^(?:mismatched|extraneous|no viable alternative)\D* input '(.*?)'(?:\.|$)/s,
    ([, token = ''], at) => misplaced(token, at),
  ],
  [/^Only one sql statement is allowed/, () => 'a second statement begins here: write one SELECT a file'],
  [
    /^((?:INSERT|DROP|CREATE|DELETE|UPDATE|ALTER|SHOW|MERGE|CALL|TRUNCATE|EXPLAIN|USE|SET|GRANT|DESCRIBE)\b.*?) is not supported by the embedded engine/,
    ([, what]) => `${what} is no question: write a SELECT`,
  ],
  [
    /^Function '(\w+)' not registered/,
    ([, name = '']) => {
      const instead = INSTEAD_OF.get(name.toLowerCase());
      return instead && `Athena has no function ${name}: write ${instead}`;
    },
  ],
  [
    /^Cannot apply operator: (date|timestamp)\S* \S+ varchar\S*/,
    ([whole, type = '']) =>
      `${whole}; a moment is compared with ${type === 'date' ? "DATE '2025-01-31'" : "TIMESTAMP '2025-01-31 08:00:00'"}`,
  ],
  [
    /^Cannot apply operator: varchar\S* \S+ (?:date|timestamp)\S*/,
    ([whole]) => `${whole}; the first holds texts: write CAST(… AS date)`,
  ],
  [
    /^Cannot apply operator: (?:bigint|integer|double|decimal)\S* \S+ varchar\S*/,
    ([whole]) => `${whole}; a number stands without quotes, and a text becomes one by CAST(… AS bigint)`,
  ],
  [
    /^Cannot apply operator: varchar\S* \S+ (?:bigint|integer|double|decimal)\S*/,
    ([whole]) => `${whole}; a text stands in quotes, and becomes a number by CAST(… AS double)`,
  ],
  [
    /^Unexpected parameters \(varchar[^)]*\) for function (sum|avg)\b/,
    ([, name]) => `${name} takes numbers, and this holds texts: write CAST(… AS double), or count them`,
  ],
  [
    /^('.*?') must be an aggregate expression or appear in GROUP BY clause/,
    ([whole]) => `${whole}: add it there, or add it up`,
  ],
  [
    /^Cannot nest aggregations/,
    ([whole], at) => `${whole}: write the column alone, without ${/^\w+/.exec(at)?.[0] ?? 'SUM'}( )`,
  ],
  [/^Division by zero/, () => 'it divides by 0: write a / NULLIF(b, 0)'],
];

/**
 * Writes what Athena or its grammar says of a statement in an author's words, with the next step; undefined where its own words
 * have to do. `place` is the line and column of `sql` that it names.
 */
export function authorWords(text: string, sql: string, place: Position = { line: 1, column: 1 }): string | undefined {
  const at = sql.slice(offsetAt(sql, place));
  for (const [pattern, words] of WORDS) {
    const found = pattern.exec(text);
    const told = found && words(found, at);
    if (told) return told;
  }
  const [, column = ''] = /^Column '([^']+)' cannot be resolved/.exec(text) ?? [];
  if (column !== '' && at.startsWith('"') && !/^\w+$/.test(column))
    return `there is no column "${column}": a text stands in single quotes, '${column}'`;
  return undefined;
}

/** Writes why Athena refuses a statement: in an author's words, else in its own with the names that it may have meant. */
export async function refusalInWords(
  { text, line = 1, column = 1 }: AthenaMessage,
  sql: string,
  run: Run,
): Promise<string> {
  const told = authorWords(text, sql, { line, column });
  return told ?? `${text}${await missingNameHint(text, tablesOf(sql), run)}`;
}

/** A word that the grammar does not let stand where it stands. `at` begins with it. */
function misplaced(token: string, at: string): string {
  const [word = token] = /^(?:[A-Za-z_]\w*|\S)/.exec(at) ?? [];
  if (/^(?::\w|\$\{|\{)/.test(at))
    return `${/^\S+/.exec(at)![0]} is no value: write {{name}}, and declare name under params`;
  if (/^[a-z_]\w*$/i.test(word) && sqlName(word) !== word)
    return `${word} cannot stand here: what comes before it is not complete, or it is a name and stands in double quotes, "${word}"`;
  return `${word} cannot stand here: see what comes before it`;
}
