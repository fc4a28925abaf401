import { buildCatalogue } from '../../src/catalogue/catalogue.ts';
import { parseQueryFile } from '../../src/catalogue/query-file.ts';

const SALES = `/*---
title: Sales
params:
  by: { type: choice, default: country, choices: { country: { sql: country, label: Country } } }
access: { people: S0FINANCE1 }
---*/
SELECT {{by}} AS "{{by.label}}", SUM(amount) AS "Sales" FROM orders GROUP BY 1`;

/** A catalogue with a query that the finance team may ask, and nobody else. */
export const FINANCE_CATALOGUE = buildCatalogue([parseQueryFile('sales.sql', SALES).query!], [], {
  access: { groups: {} },
});
