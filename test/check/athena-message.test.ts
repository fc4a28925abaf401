import { expect, test } from 'vitest';

import { athenaMessage } from '../../src/check/athena-message.ts';

test.each([
  [
    "Athena refuses the query (COLUMN_NOT_FOUND: line 3:14: Column 'x' cannot be resolved); its author has to mend it",
    { isAthenas: true, text: "Column 'x' cannot be resolved", line: 3, column: 14 },
  ],
  [
    'Athena cannot parse the query (line 1:8: mismatched input); its author has to mend it',
    { isAthenas: true, text: 'mismatched input', line: 1, column: 8 },
  ],
  [
    'Athena refuses the query (DIVISION_BY_ZERO: Division by zero); its author has to mend it',
    { isAthenas: true, text: 'Division by zero' },
  ],
  ['the question reads too much data', { isAthenas: false, text: 'the question reads too much data' }],
])('athenaMessage(%s)', (message, expected) => expect(athenaMessage(message)).toEqual(expected));
