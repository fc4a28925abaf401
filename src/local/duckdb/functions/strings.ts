import type { TypedSql } from '../context.ts';
import type { FunctionCall, FunctionRow, FunctionTable } from '../function-table.ts';
import type { Type } from '../types/type.ts';

import { ambiguous } from '../operators/bare-null.ts';
import { toText } from '../operators/cast.ts';
import { formatSql } from '../operators/format.ts';
import { array, duckdbType, VARCHAR } from '../types/type.ts';

/** What Java calls white space, which is what `trim` without characters takes away. */
const WHITE_SPACE = [
  9, 10, 11, 12, 13, 28, 29, 30, 31, 32, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2008, 0x2009,
  0x200a, 0x2028, 0x2029, 0x205f, 0x3000,
];

const BLANKS = `'${String.fromCodePoint(...WHITE_SPACE)}'`;

/** An overload for varchar and one for char, whose result has the same type. */
const eachText = (sql: string): FunctionRow[] => ['varchar(x)', 'char(x)'].map((type) => [`(${type}) -> ${type}`, sql]);

/** DuckDB's function of the name, with Java's white space where no characters are given. */
const trimmed = (name: string): FunctionRow[] =>
  ['varchar(x)', 'char(x)'].flatMap((type): FunctionRow[] => [
    [`(${type}) -> varchar(x)`, `${name}($1, ${BLANKS})`],
    [`(${type}, varchar) -> varchar(x)`, `${name}($1, $2)`],
  ]);

const SUBSTRING: readonly FunctionRow[] = [
  ['(varchar(x), bigint) -> varchar(x)', 'trino.substring($1, $2)'],
  ['(varchar(x), bigint, bigint) -> varchar(x)', 'trino.substring($1, $2, $3)'],
  ['(char(x), bigint) -> varchar(x)', (call) => `trino.substring(${padded(call)}, ${call.args[1]})`],
  [
    '(char(x), bigint, bigint) -> varchar(x)',
    (call) => `trino.substring(${padded(call)}, ${call.args[1]}, ${call.args[2]})`,
  ],
  ['(varbinary, bigint) -> varbinary', 'trino.bytes_from($1, $2, 2147483647)'],
  ['(varbinary, bigint, bigint) -> varbinary', 'trino.bytes_from($1, $2, $3)'],
];

/** A char's spaces at its end are not stored. */
const padded = ({ args, types }: FunctionCall): string => toText(args[0]!, types[0]!)!;

/** A bare NULL may be a text, an array or an element of one: Trino makes an array, or says that it cannot choose. */
function withNull(call: FunctionCall): TypedSql | undefined {
  const types = call.typed.map(({ type }) => type);
  if (types.length !== 2 || types.every(({ kind }) => kind !== 'unknown')) return undefined;
  const element = types.find(({ kind }) => kind !== 'unknown');
  const isText = element?.kind === 'varchar' && element.length !== undefined;
  const isOther = element && !['varchar', 'char', 'varbinary', 'array'].includes(element.kind);
  if (!isText && !isOther) return ambiguous(call.at);
  const type = array(element);
  return { sql: `CAST(NULL AS ${duckdbType(type)})`, type };
}

function concatenated(call: FunctionCall): string {
  if (call.args.length < 2) call.fail('There must be two or more concatenation arguments');
  return `(${call.args.join(' || ')})`;
}

/** A part of an address; there is none where the text is no URL. */
const urlPart = (part: string): FunctionRow[] => [['(varchar(x)) -> varchar(x)', `trino_url($1, '${part}')`]];

/** Trino's functions on strings and URLs. https://trino.io/docs/current/functions/string.html */
export const STRINGS: FunctionTable = {
  // Case and space
  lower: eachText('lower($1)'),
  // Java's letters one by one: the sharp s has no capital of one letter
  upper: eachText(`replace(upper($1), 'ẞ', 'ß')`),
  trim: trimmed('trim'),
  ltrim: trimmed('ltrim'),
  rtrim: trimmed('rtrim'),
  lpad: [
    ['(varchar, bigint, varchar) -> varchar', 'trino.pad_left($1, $2, $3)'],
    ['(varbinary, bigint, varbinary) -> varbinary', 'unhex(trino.pad_left(hex($1), $2 * 2, hex($3)))'],
  ],
  rpad: [
    ['(varchar, bigint, varchar) -> varchar', 'trino.pad_right($1, $2, $3)'],
    ['(varbinary, bigint, varbinary) -> varbinary', 'unhex(trino.pad_right(hex($1), $2 * 2, hex($3)))'],
  ],

  // Parts
  length: [
    ['(varchar) -> bigint', 'CAST(length($1) AS BIGINT)'],
    ['(char(x)) -> bigint', (call) => `CAST(length(${padded(call)}) AS BIGINT)`],
    ['(varbinary) -> bigint', 'octet_length($1)'],
  ],
  substr: SUBSTRING,
  substring: SUBSTRING,
  strpos: [
    ['(varchar, varchar) -> bigint', 'CAST(instr($1, $2) AS BIGINT)'],
    ['(varchar, varchar, bigint) -> bigint', 'trino_strpos($1, $2, $3)'],
  ],
  starts_with: [['(varchar, varchar) -> boolean', 'starts_with($1, $2)']],
  split: [
    ['(varchar(x), varchar) -> array(varchar(x))', 'trino_split($1, $2, 2147483647)'],
    ['(varchar(x), varchar, bigint) -> array(varchar(x))', 'trino_split($1, $2, $3)'],
  ],
  split_part: [['(varchar(x), varchar, bigint) -> varchar(x)', 'trino.split_part($1, $2, $3)']],
  split_to_map: [
    ['(varchar, varchar, varchar) -> map(varchar, varchar)', 'map_from_entries(trino_split_pairs($1, $2, $3, TRUE))'],
  ],
  split_to_multimap: [
    [
      '(varchar, varchar, varchar) -> map(varchar, array(varchar))',
      'trino.multimap(trino_split_pairs($1, $2, $3, FALSE))',
    ],
  ],

  // Building
  concat: [
    ['(char(x), char(y)) -> char(z)', (call) => withNull(call) ?? `(${padded(call)} || ${call.args[1]})`, sumOfLengths],
    ['(varchar, varchar...) -> varchar', (call) => withNull(call) ?? concatenated(call)],
    ['(array(T), array(T)...) -> array(T)', (call) => withNull(call) ?? concatenated(call)],
    [
      '(array(T), T) -> array(T)',
      (call) => withNull(call) ?? `CASE WHEN ${call.args[0]} IS NOT NULL THEN list_append(${call.args.join(', ')}) END`,
    ],
    [
      '(T, array(T)) -> array(T)',
      (call) =>
        withNull(call) ?? `CASE WHEN ${call.args[1]} IS NOT NULL THEN list_prepend(${call.args.join(', ')}) END`,
    ],
    ['(varbinary, varbinary...) -> varbinary', concatenated],
  ],
  concat_ws: [
    [
      '(varchar, array(varchar)) -> varchar',
      'CASE WHEN $1 IS NULL OR $2 IS NULL THEN NULL ELSE array_to_string($2, $1) END',
    ],
    ['(varchar, varchar, varchar...) -> varchar', 'concat_ws($*)'],
  ],
  replace: [
    ['(varchar(x), varchar) -> varchar(x)', `trino.replace($1, $2, '')`],
    [
      '(varchar(x), varchar, varchar(z)) -> varchar',
      'trino.replace($1, $2, $3)',
      ({ numbers }) => longest(numbers.get('x')! + numbers.get('z')! * (numbers.get('x')! + 1)),
    ],
  ],
  translate: [['(varchar, varchar, varchar) -> varchar', 'translate($1, $2, $3)']],
  reverse: [
    ['(varchar(x)) -> varchar(x)', 'trino_reverse($1)'],
    ['(varbinary) -> varbinary', 'trino_reverse_bytes($1)'],
    ['(array(T)) -> array(T)', 'list_reverse($1)'],
  ],
  repeat: [['(T, integer) -> array(T)', 'trino.repeat_element($1, $2)']],
  format: ['', ', T', ', T, U', ', T, U, V', ', T, U, V, W', ', T, U, V, W, X', ', T, U, V, W, X, Y'].map(
    (values): FunctionRow => [`(varchar${values}) -> varchar`, formatSql],
  ),

  // Characters and codes
  chr: [['(bigint) -> varchar(1)', 'trino_chr($1)']],
  codepoint: [['(varchar(1)) -> integer', 'CAST(unicode($1) AS INTEGER)']],
  normalize: [
    ['(varchar) -> varchar', `trino_normalize($1, 'NFC')`],
    ['(varchar, varchar) -> varchar', 'trino_normalize($1, $2)'],
  ],
  to_utf8: [['(varchar) -> varbinary', 'encode($1)']],
  from_utf8: [
    ['(varbinary) -> varchar', `trino_from_utf8($1, '\uFFFD')`],
    ['(varbinary, varchar) -> varchar', 'trino_from_utf8($1, $2)'],
  ],

  // Likeness
  levenshtein_distance: [['(varchar, varchar) -> bigint', 'trino_levenshtein($1, $2)']],
  hamming_distance: [['(varchar, varchar) -> bigint', 'trino_hamming($1, $2)']],
  soundex: [['(varchar) -> varchar(4)', 'trino_soundex($1)']],
  luhn_check: [['(varchar) -> boolean', 'trino_luhn($1)']],

  // Addresses
  url_extract_protocol: urlPart('protocol'),
  url_extract_host: urlPart('host'),
  url_extract_port: [['(varchar) -> bigint', `CAST(trino_url($1, 'port') AS BIGINT)`]],
  url_extract_path: urlPart('path'),
  url_extract_query: urlPart('query'),
  url_extract_fragment: urlPart('fragment'),
  url_extract_parameter: [['(varchar(x), varchar) -> varchar(x)', 'trino_url_parameter($1, $2)']],
  url_encode: [['(varchar(x)) -> varchar', 'trino.url_encode($1)', ({ numbers }) => longest(numbers.get('x')! * 12)]],
  url_decode: [['(varchar(x)) -> varchar(x)', 'trino_url_decode($1)']],
};

/** Returns the type varchar of a length in characters; without a limit from 2147483647 on. */
export const longest = (length: number): Type => (length < 2147483647 ? { kind: 'varchar', length } : VARCHAR);

function sumOfLengths({ numbers }: { numbers: ReadonlyMap<string, number> }) {
  return { kind: 'char', length: (numbers.get('x') ?? 0) + (numbers.get('y') ?? 0) } as const;
}
