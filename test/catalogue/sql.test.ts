import { expect, test } from 'vitest';

import { tokens } from '../../src/catalogue/sql.ts';

const kinds = (sql: string) => [...tokens(sql)].map(({ kind, start, end }) => `${kind} ${sql.slice(start, end)}`);

test.each([
  ['', []],
  ["a = 'it''s ?' -- {{x}}\n", ['sql a = ', "string 'it''s ?'", 'sql  ', 'comment -- {{x}}', 'sql \n']],
  ['{{a}} [[ ? ]]', ['hole {{a}}', 'sql  ', 'open [[', 'sql  ', 'question ?', 'sql  ', 'close ]]']],
  ['"a ""b"" {{c}}"', ['identifier "a ""b"" {{c}}"']],
  ['/* [[ */ 1', ['comment /* [[ */', 'sql  1']],
  ["'open", ["unclosed '", 'sql open']],
  ['/* open', ['unclosed /*', 'sql  open']],
  ['{{open', ['unclosed {{', 'sql open']],
])('tokens(%j)', (sql, expected) => expect(kinds(sql)).toEqual(expected));

test('tokens cover a text whole', () => {
  const sql = `SELECT "x" AS 'y', {{z}} /* a */ [[ AND b = {{c}} ]] -- end`;
  expect([...tokens(sql)].map(({ start, end }) => sql.slice(start, end)).join('')).toBe(sql);
});
