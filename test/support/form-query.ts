import { parseQueryFile } from '../../src/catalogue/query-file.ts';

/** A query with a parameter of each kind that forms have inputs for. */
export const FORM_QUERY = parseQueryFile(
  'sales.sql',
  `/*---
params:
  by: { type: choice, default: country, choices: { country: { sql: c, label: Country }, city: { sql: d, label: City } } }
  country: { type: string, many: true, optional: true, values: "SELECT 1" }
  customers: { type: string, many: true, optional: true }
  is_open: { type: boolean, optional: true }
  since: { type: date, optional: true }
  period: { type: period, default: last month }
  top: { type: integer, default: 10, min: 1, max: 100 }
---*/
SELECT {{by}}, {{top}} FROM t WHERE d > {{period.start}} AND d < {{period.end}}
  [[ AND c IN ({{country}}) ]] [[ AND k IN ({{customers}}) ]] [[ AND d > {{since}} ]] [[ AND o = {{is_open}} ]]`,
).query!;
