import { expect, test } from 'vitest';

import { parseQueryFile } from '../../src/catalogue/query-file.ts';

const PARAMS = `
  by: { type: choice, default: day, choices: { day: { sql: d, label: Day } } }
  country: { type: string, many: true, optional: true }
  period: { type: period, default: last month }
  top: { type: integer, default: 10 }`;

const USED = '{{by}} {{period.start}} {{top}} [[ {{country}} ]]';

const messages = (sql: string) =>
  parseQueryFile('sales.sql', `/*---\nparams:${PARAMS}\n---*/\nSELECT ${sql}\n`).diagnostics.map(
    ({ message }) => message,
  );

test('holes that fit their parameters are sound', () =>
  expect(
    messages(
      '{{by}} AS "{{by.label}}" FROM t WHERE d >= {{period.start}} AND d < {{period.end}} [[ AND c IN ({{country}}) ]] LIMIT {{top}}',
    ),
  ).toEqual([]));

test.each([
  [`${USED} {{countri}}`, '{{countri}} is not declared: did you mean {{country}}?'],
  [`${USED} {{weather}}`, '{{weather}} is not declared: add it to params in the header'],
  [`${USED} {{period}}`, 'period is a period: write {{period.start}} and {{period.end}}'],
  [`${USED} {{top.start}}`, 'only a period has .start, and top is a integer'],
  [`${USED} {{top.label}}`, 'only a choice has .label, and top is a integer'],
  ['{{by}} {{period.start}} {{top}} {{country}}', 'country is optional: put the part that needs it in [[ ]]'],
  ['{{by}} {{period.start}} {{top}} [[ c = {{country}} ]]', 'country takes several values: write IN ({{country}})'],
  ['{{by}} {{period.start}} {{top}} [[ c = ({{country}}) ]]', 'country takes several values: write IN ({{country}})'],
  [`${USED} '{{top}} rows'`, "{{top}} stands inside a text: write {{top}} || ' rows'"],
  ['{{by}} {{period.start}} {{top}}', 'parameter country is never used: write {{country}} in the SQL, or take it away'],
])('SELECT %s', (sql, message) => expect(messages(sql)).toContain(message));
