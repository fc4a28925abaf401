import { expect, test } from 'vitest';

import { sourceError } from '../../../../src/local/athena/lake/source-error.ts';

test.each([
  [
    'Permission Error: Cannot access file "/lake/a.csv" - file system operations are disabled by configuration',
    '/lake/a.csv is a link that leads out of the lake',
  ],
  [
    'Invalid Input Error: Malformed JSON in file "/lake/a.json", at byte 5 in line 3: unexpected character. ',
    '/lake/a.json:2 is no JSON object of one line: unexpected character',
  ],
  [
    'Invalid Input Error: Malformed JSON in file "/lake/a.json", at byte 5 in line 3: invalid UTF-8 encoding in string. ',
    '/lake/a.json:2 is not UTF-8: it looks like Latin-1 (Windows-1252); save it as UTF-8, for example by iconv -f WINDOWS-1252 -t UTF-8',
  ],
  [
    'Invalid Input Error: CSV Error on Line: 7\nExpected Number of Columns: 3 Found: 4\n  file = /lake/a.csv\n',
    "/lake/a.csv:7 has 4 values, but the file's first line names 3 columns",
  ],
  [
    'Invalid Input Error: CSV Error on Line: 7\nValue with unterminated quote found.\n  file = /lake/a.csv\n',
    '/lake/a.csv:7 has a quote that is not closed',
  ],
  [
    'Invalid Input Error: CSV Error on Line: 7\nSomething new\n  file = /lake/a.csv\n',
    '/lake/a.csv:7: cannot be read as CSV',
  ],
  ['IO Error: No files found\nand more', 'No files found'],
])('sourceError(%j)', (message, sentence) => expect(sourceError(new Error(message))).toBe(sentence));
