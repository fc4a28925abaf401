import type { AnswerContext } from '../../src/answer/context.ts';

import { buildCatalogue } from '../../src/catalogue/catalogue.ts';
import { parseQueryFile } from '../../src/catalogue/query-file.ts';

const VISITS = `/*---
title: Visits
params:
  by: { type: choice, default: site, choices: { site: { sql: site, label: Site } } }
  country: { type: string, many: true, optional: true, values: "SELECT country FROM countries" }
  site: { type: string, optional: true, values: "SELECT site FROM sites" }
  period: { type: period, default: last month }
---*/
SELECT {{by}} AS "Site", COUNT(*) AS "Visits" FROM visits
WHERE day >= {{period.start}} AND day < {{period.end}} [[ AND country IN ({{country}}) ]] [[ AND site = {{site}} ]]
GROUP BY 1`;

const CATALOGUE = buildCatalogue([parseQueryFile('visits.sql', VISITS).query!]);

/** What questions about visits are answered with, without an engine: nothing can be run unless a test says how. */
export function visitsContext(given: Partial<AnswerContext> = {}): AnswerContext {
  return {
    catalogue: () => CATALOGUE,
    run: () => Promise.reject(new Error('nothing is run')),
    draw: () => Promise.reject(new Error('nothing is drawn')),
    values: async (_, { name }) => (name === 'country' ? ['France', 'Spain'] : ['shop', 'blog']),
    freshness: async () => undefined,
    calendar: { timezone: 'UTC', weekStart: 1, fiscalYearStart: 1 },
    ...given,
  };
}
