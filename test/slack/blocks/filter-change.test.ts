import { expect, test } from 'vitest';

import type { Request } from '../../../src/question/request.ts';
import type { Action } from '../../../src/slack/blocks/filter-change.ts';

import { parseQueryFile } from '../../../src/catalogue/query-file.ts';
import { formatRequest } from '../../../src/question/request.ts';
import { filterChangeOf } from '../../../src/slack/blocks/filter-change.ts';

const { query } = parseQueryFile(
  'sales.sql',
  `/*---
params:
  by: { type: choice, default: country, choices: { country: { sql: c, label: Country }, city: { sql: d, label: City } } }
  country: { type: string, many: true, optional: true, values: [France, USA] }
  customer: { type: string, optional: true, values: "SELECT 1" }
  since: { type: date, optional: true }
  period: { type: period, default: last month }
  top: { type: integer, default: 10 }
---*/
SELECT {{by}}, {{top}} FROM t WHERE d > {{period.start}} AND d < {{period.end}}
  [[ AND c IN ({{country}}) ]] [[ AND k = {{customer}} ]] [[ AND d > {{since}} ]]`,
);

const request: Request = { query: 'sales', values: { country: ['USA'] }, excluded: [] };

const chosen = (value: string) => ({ selected_option: { value } });

test.each<[string, Action, string]>([
  ['a choice', { action_id: 'filter/sales/by', ...chosen('=city') }, 'sales by=city country=USA'],
  ['its default', { action_id: 'filter/sales/by', ...chosen('=country') }, 'sales country=USA'],
  ['a period', { action_id: 'filter/sales/period', ...chosen('=last year') }, 'sales country=USA period="last year"'],
  [
    'a comparison',
    { action_id: 'filter/sales/period', ...chosen('vs:last year') },
    'sales country=USA compare="last year"',
  ],
  ['a chip', { action_id: 'remove/sales/country' }, 'sales'],
  ['a chip of what is gone', { action_id: 'remove/sales/gone' }, 'sales country=USA'],
  ['a chip of another query', { action_id: 'remove/other/country' }, 'nothing'],
  ['the chip of a comparison', { action_id: 'remove/sales' }, 'sales country=USA'],
  ['custom dates', { action_id: 'filter/sales/period', ...chosen('?') }, 'form period'],
  ['a parameter that is gone', { action_id: 'filter/sales/gone', ...chosen('=x') }, 'nothing'],
  ['another query', { action_id: 'filter/other/by', ...chosen('=city') }, 'nothing'],
])('filterChangeOf() %s', (_, action, expected) => {
  const change = filterChangeOf(action, query!, request);
  expect(!change ? 'nothing' : 'form' in change ? `form ${change.form.name}` : formatRequest(change.request)).toBe(
    expected,
  );
});
