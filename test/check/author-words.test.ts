import { expect, test } from 'vitest';

import { authorWords } from '../../src/check/author-words.ts';
import { checkGrammar } from '../../src/trino/grammar.ts';

/** What an author reads of a statement that is not grammatical. */
function told(sql: string): string | undefined {
  const fault = checkGrammar(sql);
  return fault && authorWords(fault.message, sql, fault);
}

test.each([
  ['SELECT a FROM t WHERE', 'it ends too early: something has to follow'],
  ['SELECT a FROM t WHERE a > :x', ':x is no value: write {{name}}, and declare name under params'],
  ['SELECT a FROM t WHERE a > {x}', '{x} is no value: write {{name}}, and declare name under params'],
  ['SELECT sum(a) AS order FROM t', expect.stringMatching(/^order cannot stand here: .* in double quotes, "order"$/)],
  ['SELECT a, FROM t', expect.stringMatching(/^FROM cannot stand here: what comes before it is not complete/)],
  ['SELECT a FROM t; SELECT 2', 'a second statement begins here: write one SELECT a file'],
  ['INSERT INTO t VALUES (1)', 'INSERT INTO is no question: write a SELECT'],
  ['DROP TABLE t', 'DROP TABLE is no question: write a SELECT'],
])('a fault of the grammar in %j', (sql, expected) => expect(told(sql)).toEqual(expected));

test.each([
  [
    "Function 'datediff' not registered",
    'datediff(a)',
    "Athena has no function datediff: write date_diff('day', a, b)",
  ],
  ["Function 'NVL' not registered", 'NVL(a)', 'Athena has no function NVL: write coalesce(a, b)'],
  ["Function 'own' not registered", 'own(a)', undefined],
  ["Function 'constructor' not registered", 'constructor(a)', undefined],
  [
    'Cannot apply operator: date = varchar(10)',
    '=',
    "Cannot apply operator: date = varchar(10); a moment is compared with DATE '2025-01-31'",
  ],
  [
    'Cannot apply operator: varchar >= date',
    '>=',
    expect.stringContaining('the first holds texts: write CAST(… AS date)'),
  ],
  ['Cannot apply operator: bigint = varchar(1)', '=', expect.stringContaining('a number stands without quotes')],
  ['Cannot apply operator: varchar = integer', '=', expect.stringContaining('a text stands in quotes')],
  [
    'Unexpected parameters (varchar) for function sum. Expected: sum(bigint)',
    'sum(a)',
    'sum takes numbers, and this holds texts: write CAST(… AS double), or count them',
  ],
  ["Column '2025-01-03' cannot be resolved", '"2025-01-03"', expect.stringContaining("single quotes, '2025-01-03'")],
  ["Column 'dya' cannot be resolved", 'dya', undefined],
  ['Division by zero', '', 'it divides by 0: write a / NULLIF(b, 0)'],
])('authorWords(%j, %j)', (text, at, expected) => expect(authorWords(text, at)).toEqual(expected));
