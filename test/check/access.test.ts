import { expect, test } from 'vitest';

import { parseAccess } from '../../src/catalogue/access.ts';
import { buildCatalogue } from '../../src/catalogue/catalogue.ts';
import { parseDataset } from '../../src/catalogue/dataset-file.ts';
import { parseQueryFile } from '../../src/catalogue/query-file.ts';
import { accessDiagnostics, checkRuleValues } from '../../src/check/access.ts';
import { SALES } from '../support/sales-dataset.ts';

function messages(access: string, rules = ''): readonly string[] {
  const { query } = parseDataset('sales.yml', `${SALES}access: ${access}\n`);
  const catalogue = buildCatalogue([query!], [], { access: parseAccess(rules).rules! });
  return accessDiagnostics(catalogue).map(({ file, message }) => `${file} ${message}`);
}

test.each([
  ['{ people: finance }', 'groups: { finance: [U0123456] }'],
  ['{ people: [U0123456, mcp], measures: { margin: ["#emea"] }, rows: { everyone: { country: France } } }', ''],
])('%s names only what is there', (access, rules) => expect(messages(access, rules)).toEqual([]));

test.each([
  ['{ people: finance }', /^sales\.yml access names the group finance, which _access\.yml does not have/],
  ['{ measures: { weather: [U0123456] } }', /access names the measure weather, which is not there: take one of sales/],
  ['{ dimensions: { weather: [U0123456] } }', /access names the dimension weather, which is not there/],
  ['{ rows: { everyone: { weather: rain } } }', /access names the filter weather, which is not there/],
])('%s is told', (access, expected) => expect(messages(access).join('\n')).toMatch(expected));

test('a default rule over a filter that no query has is told', () => {
  expect(messages('{ external: never }', 'default: { rows: { everyone: { weather: rain } } }')).toEqual([
    '_access.yml access names the filter weather, which no dataset or query has: nobody whom it restricts may ask',
  ]);
});

test('a filter of own SQL that takes one value cannot restrict people to several', () => {
  const source = (many: string) => `/*---
params: { city: { type: string, optional: true${many} } }
access: { rows: { everyone: { city: [Paris, Lyon] } } }
---*/
SELECT 1 WHERE true [[ AND city IN ({{city}}) ]]`;
  const found = ['', ', many: true'].map((many) => {
    const { query } = parseQueryFile('cities.sql', source(many));
    return accessDiagnostics(buildCatalogue([query!], [])).map(({ message }) => message);
  });
  expect(found).toEqual([
    ['access restricts people to several values of city, and that filter takes one: give it many: true'],
    [],
  ]);
});

test('checkHeldValues(catalogue) notes values that are not in the data', async () => {
  const { query } = parseDataset(
    'sales.yml',
    `${SALES}access: { rows: { U0123456: { country: [France, Frnace] }, everyone: { country: France } } }\n`,
  );
  const values = async () => ['France', 'Spain'];
  expect(await checkRuleValues(buildCatalogue([query!], []), { values })).toEqual([
    expect.objectContaining({
      file: 'sales.yml',
      isNote: true,
      message: 'access restricts people to the country "Frnace", which is not in the data of sales',
    }),
  ]);
  expect(await checkRuleValues(buildCatalogue([query!], []), { values: async () => [] })).toEqual([]);
});
