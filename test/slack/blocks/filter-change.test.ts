import { expect, test } from 'vitest';

import type { Request } from '../../../src/question/request.ts';
import type { Action } from '../../../src/slack/blocks/filter-change.ts';

import { parseQuery } from '../../../src/catalogue/query-file.ts';
import { formatRequest } from '../../../src/question/request.ts';
import { changeOf } from '../../../src/slack/blocks/filter-change.ts';
import { formatOptionValue } from '../../../src/slack/blocks/filter-ids.ts';

const long = 'Long name '.repeat(30);

const { query } = parseQuery(
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
  [
    'several values',
    { action_id: 'filter/sales/country', selected_options: [{ value: '=USA' }, { value: '=France' }] },
    'sales country=France,USA',
  ],
  ['none of them', { action_id: 'filter/sales/country', selected_options: [] }, 'sales'],
  [
    'a value by its digest',
    { action_id: 'filter/sales/customer', ...chosen(formatOptionValue(long)) },
    `sales country=USA customer="${long}"`,
  ],
  ['a cleared value', { action_id: 'filter/sales/customer', ...chosen('-') }, 'sales country=USA'],
  ['a day', { action_id: 'filter/sales/since', selected_date: '2025-03-01' }, 'sales country=USA since=2025-03-01'],
  ['a period', { action_id: 'filter/sales/period', ...chosen('=last year') }, 'sales country=USA period="last year"'],
  ['a comparison', { action_id: 'compare', ...chosen('=last year') }, 'sales country=USA compare="last year"'],
  ['no comparison', { action_id: 'compare', ...chosen('-') }, 'sales country=USA'],
  ['custom dates', { action_id: 'filter/sales/period', ...chosen('?') }, 'form period'],
  ['a button', { action_id: 'edit/sales/top' }, 'form top'],
  ['a parameter that is gone', { action_id: 'filter/sales/gone', ...chosen('=x') }, 'nothing'],
  ['another query', { action_id: 'filter/other/by', ...chosen('=city') }, 'nothing'],
])('wishOf() %s', (_, action, expected) => {
  const wish = changeOf(action, query!, request, { customer: ['Short', long] });
  expect(!wish ? 'nothing' : 'form' in wish ? `form ${wish.form.name}` : formatRequest(wish.request)).toBe(expected);
});
