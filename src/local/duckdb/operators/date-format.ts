import type { FunctionCall } from '../function-table.ts';

import { quoteText } from '../types/type.ts';

/** Letters of date patterns with DuckDB's for the same; patterns with others are formatted by native functions. */
const MYSQL: Readonly<Record<string, string>> = {
  Y: '%Y', y: '%y', m: '%m', d: '%d', H: '%H', i: '%M', s: '%S', S: '%S', M: '%B', b: '%b', a: '%a', W: '%A',
  c: '%-m', e: '%-d', h: '%I', I: '%I', k: '%-H', l: '%-I', p: '%p', j: '%j', T: '%H:%M:%S', r: '%I:%M:%S %p',
  f: '%g000', '%': '%%',
}; // biome-ignore format: a table reads best in rows

const JAVA: Readonly<Record<string, string>> = {
  yyyy: '%Y', YYYY: '%Y', yy: '%y', YY: '%y', M: '%-m', MM: '%m', MMM: '%b', MMMM: '%B', d: '%-d', dd: '%d', DDD: '%j',
  E: '%a', EEE: '%a', EEEE: '%A', H: '%-H', HH: '%H', h: '%-I', hh: '%I', a: '%p', m: '%-M', mm: '%M', s: '%-S',
  ss: '%S', SSS: '%g',
}; // biome-ignore format: a table reads best in rows

/** Translates `date_format(value, pattern)`; `local` is the SQL of the value's local time. */
export function mysqlFormatSql(local: string, call: FunctionCall): string {
  const own = translate(call.typed[1]?.text, /%(.)|[^%]+/gs, (whole, letter) =>
    letter === undefined ? whole : MYSQL[letter],
  );
  return own === undefined
    ? `trino_mysql_format(epoch_us(${local}), ${call.args[1]})`
    : `strftime(${local}, ${quoteText(own)})`;
}

/** Translates `format_datetime(value, pattern)`; `local` is the SQL of the value's local time. */
export function javaFormatSql(local: string, call: FunctionCall): string {
  const own = translate(call.typed[1]?.text, /([A-Za-z])\1*|'|[^A-Za-z']+/g, (whole, letter) => {
    if (whole === "'") return undefined;
    return letter === undefined ? whole.replaceAll('%', '%%') : JAVA[whole];
  });
  if (own !== undefined) return `strftime(${local}, ${quoteText(own)})`;
  const type = call.types[0]!;
  if (type.kind !== 'timestamp with time zone')
    return `trino_java_format(epoch_us(${local}), ${call.args[1]}, 0, 'UTC')`;
  const offset = `CAST(trino.offset_minutes(${local}, timezone('UTC', ${call.args[0]})) AS INTEGER)`;
  return `trino_java_format(epoch_us(${local}), ${call.args[1]}, ${offset}, ${quoteText(type.zone)})`;
}

/** Translates `date_parse(text, pattern)`. */
export const mysqlParse = (call: FunctionCall): string => `make_timestamp(trino_mysql_parse(${call.args.join(', ')}))`;

/** Translates `parse_datetime(text, pattern)` of a text in UTC. */
export const javaParse = (call: FunctionCall): string => `make_timestamptz(trino_java_parse(${call.args.join(', ')}))`;

/** The pattern in DuckDB's letters, or undefined when it is no literal or has a letter that DuckDB lacks. */
function translate(
  pattern: string | undefined,
  token: RegExp,
  own: (whole: string, letter: string | undefined) => string | undefined,
): string | undefined {
  if (pattern === undefined) return undefined;
  const parts = [...pattern.matchAll(token)].map(([whole, letter]) => own(whole, letter));
  return parts.every((part) => part !== undefined) ? parts.join('') : undefined;
}
