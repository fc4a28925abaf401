import type { FunctionCall, FunctionTable } from '../function-table.ts';
import type { Type } from '../types/type.ts';

import { longest } from './strings.ts';

/** The lambda makes each match's replacement from its groups; what stands between the matches stays. */
function replaced(call: FunctionCall): string {
  const [text, pattern] = call.args;
  const groups = call.variable('g');
  const replacements = `list_transform(trino_regexp_groups(${text}, ${pattern}), lambda ${groups}: ${call.body(2, groups)})`;
  return `trino.interleave(trino_regexp_split(${text}, ${pattern}), ${replacements})`;
}

/** As long as Trino takes it that the result may be. */
const replacedLength = (text: number, replacement: number): Type =>
  longest(text + Math.max(Math.floor((text * replacement) / 2), replacement) * (text + 1));

/** Trino's regular expression functions, in Java's syntax. https://trino.io/docs/current/functions/regexp.html */
export const REGULAR_EXPRESSIONS: FunctionTable = {
  regexp_like: [['(varchar, varchar) -> boolean', 'trino_regexp_like($1, $2)']],
  regexp_extract: [
    ['(varchar(x), varchar) -> varchar(x)', 'trino_regexp_extract($1, $2, 0)'],
    ['(varchar(x), varchar, bigint) -> varchar(x)', 'trino_regexp_extract($1, $2, $3)'],
  ],
  regexp_extract_all: [
    ['(varchar(x), varchar) -> array(varchar(x))', 'trino_regexp_extract_all($1, $2, 0)'],
    ['(varchar(x), varchar, bigint) -> array(varchar(x))', 'trino_regexp_extract_all($1, $2, $3)'],
  ],
  regexp_replace: [
    ['(varchar(x), varchar) -> varchar(x)', `trino_regexp_replace($1, $2, '')`],
    [
      '(varchar(x), varchar, varchar(z)) -> varchar',
      'trino_regexp_replace($1, $2, $3)',
      ({ numbers }) => replacedLength(numbers.get('x')!, numbers.get('z')!),
    ],
    ['(varchar, varchar, function(array(varchar), varchar)) -> varchar', replaced],
  ],
  regexp_count: [['(varchar, varchar) -> bigint', 'trino_regexp_count($1, $2)']],
  regexp_position: [
    ['(varchar, varchar) -> integer', 'trino_regexp_position($1, $2, 1, 1)'],
    ['(varchar, varchar, integer) -> integer', 'trino_regexp_position($1, $2, $3, 1)'],
    ['(varchar, varchar, integer, integer) -> integer', 'trino_regexp_position($1, $2, $3, $4)'],
  ],
  regexp_split: [['(varchar(x), varchar) -> array(varchar(x))', 'trino_regexp_split($1, $2)']],
};
