import { expect, test } from 'vitest';

import { isAscending, keptCount, sortByTime, specOf } from '../../src/answer/chart-options.ts';
import { buildCatalogue } from '../../src/catalogue/catalogue.ts';
import { parseDataset } from '../../src/catalogue/dataset-file.ts';
import { parseQueryFile } from '../../src/catalogue/query-file.ts';
import { parse } from '../../src/question/parse.ts';
import { tableOf } from '../charts/demo.ts';
import { SALES } from '../support/sales-dataset.ts';

const { query } = parseQueryFile(
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
  expect(specOf(query!, request, undefined)).toEqual({
    mark: 'bar',
    x: label,
    y: { field: 'Visits', title: `Visits by ${label}` },
    color: '{{other.label}}',
  });
});

test('specOf() names what is compared, and leaves out the layers that do where nothing is', () => {
  const layers = `{ mark: line, encoding: { y: { field: Visits } } }, { mark: rule, encoding: { y: { field: "Visits, {{compare.label}}" } } }`;
  const { query: own } = parseQueryFile(
    'own.sql',
    `/*---\nchart: { title: "{{ compare.label }}", layer: [${layers}] }\n---*/\nSELECT day AS "Day", COUNT(*) AS "Visits" FROM visits GROUP BY 1`,
  );
  const layersOf = (label?: string) => {
    const spec = specOf(own!, { query: 'own', values: {}, excluded: [] }, label === undefined ? undefined : { label });
    return (spec!.layer as { encoding: { y: { field: string } } }[]).map(({ encoding }) => encoding.y.field);
  };
  expect(layersOf()).toEqual(['Visits']);
  expect(layersOf('last year')).toEqual(['Visits', 'Visits, last year']);
});

const { query: sales } = parseDataset('sales.yml', SALES);

const request = (text: string) => parse(text, buildCatalogue([sales!]), () => []).request;

const ROWS = [
  ['2025-01-01', 'A', '1'],
  ['2025-01-01', 'B', '2'],
  ['2025-02-01', 'A', '3'],
];

test.each([
  ['top 2 countries by month', 2],
  ['best country for each month', 3],
  ['sales by month split by country top 2', 2],
  ['sales by month split by country', undefined],
])('keptCount(%s) → %s', (text, count) => {
  expect(keptCount(sales!, request(text), tableOf(['Month', 'Country', 'Sales'], ROWS))).toBe(count);
});

test.each([
  ['bottom 3 countries', true],
  ['sales by country ascending', true],
  ['top 3 countries', false],
  ['sales', false],
])('isAscending(%s) is %s', (text, expected) => expect(isAscending(sales!, request(text))).toBe(expected));

const { query: named } = parseQueryFile(
  'named.sql',
  `/*---
params:
  first: { type: integer, role: rank, optional: true, max: 100 }
  in_order: { type: choice, role: sort, optional: true, choices: { name: day, ascending: n, largest: n DESC } }
  top: { type: string, role: filter, optional: true }
---*/
SELECT day AS "Day", COUNT(*) AS n FROM visits [[ WHERE page = {{top}} ]] GROUP BY 1 [[ ORDER BY {{in_order}} ]] [[ LIMIT {{first}} ]]`,
);

const DAYS = tableOf(
  ['Day: date', 'n: bigint'],
  [
    ['2025-01-02', '9'],
    ['2025-01-01', '4'],
  ],
);

test.each([
  [{}, '2025-01-01'],
  [{ in_order: ['name'] }, '2025-01-01'],
  [{ top: ['home'] }, '2025-01-01'],
  [{ in_order: ['largest'] }, '2025-01-02'],
  [{ in_order: ['ascending'] }, '2025-01-02'],
])('sortByTime() goes by the roles of parameters, not by their names: %j', (values, first) => {
  const table = sortByTime(DAYS, named!, { query: 'named', values, excluded: [] });
  expect(table.rows[0]![0]).toBe(first);
});

test('isAscending() goes by the role of a parameter, whatever its name', () => {
  const sorted = (values: Record<string, string[]>) => isAscending(named!, { query: 'named', values, excluded: [] });
  expect([sorted({ in_order: ['ascending'] }), sorted({ in_order: ['largest'] }), sorted({})]).toEqual([
    true,
    false,
    false,
  ]);
});
