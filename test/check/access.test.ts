import { expect, test } from 'vitest';

import { parseAccess } from '../../src/catalogue/access.ts';
import { buildCatalogue } from '../../src/catalogue/catalogue.ts';
import { parseDataset } from '../../src/catalogue/dataset-file.ts';
import { accessDiagnostics } from '../../src/check/access.ts';
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
