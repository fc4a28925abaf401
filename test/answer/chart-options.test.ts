import { expect, test } from 'vitest';

import { specOf } from '../../src/answer/chart-options.ts';
import { buildCatalogue } from '../../src/catalogue/catalogue.ts';
import { parseQuery } from '../../src/catalogue/query-file.ts';
import { parse } from '../../src/question/parse.ts';

const { query } = parseQuery(
  'visits.sql',
  `/*---
params:
  by: { type: choice, default: page, choices: { page: { sql: page }, day: { sql: day, label: Day of visit } } }
chart: { mark: bar, x: "{{by.label}}", y: { field: Visits, title: "Visits by {{ by.label }}" }, color: "{{other.label}}" }
---*/
SELECT {{by}} AS "{{by.label}}", COUNT(*) AS "Visits" FROM visits GROUP BY 1`,
);

const catalogue = buildCatalogue([query!]);

test.each([
  ['visits', 'Page'],
  ['visits by=day', 'Day of visit'],
])('specOf(query, %s) holds the label of the choice', (text, label) => {
  const { request } = parse(text, catalogue, () => []);
  expect(specOf(query!, request)).toEqual({
    mark: 'bar',
    x: label,
    y: { field: 'Visits', title: `Visits by ${label}` },
    color: '{{other.label}}',
  });
});
