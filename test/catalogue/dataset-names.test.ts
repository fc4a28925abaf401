import { expect, test } from 'vitest';

import { canonicalName, findNamed, noneNamed } from '../../src/catalogue/dataset-names.ts';

const SALES = { name: 'sales', label: 'Sales', aliases: ['revenue'] };

const LINE = { name: 'product_line', label: 'Product line', aliases: ['sales'] };

test.each([
  ['Product line', 'product_line'],
  ['  Umsätze  2025 ', 'umsatze_2025'],
  ['–', ''],
])('canonicalName(%j) is %j', (text, expected) => expect(canonicalName(text)).toBe(expected));

test.each([
  ['sales', SALES], // its own name goes before the alias of another one
  ['Product_Line', LINE],
  ['REVENUE', SALES],
  ['profit', undefined],
])('findNamed(%s)', (text, expected) => expect(findNamed([LINE, SALES], text)).toBe(expected));

test.each([
  ['salse', 'there is no measure salse: did you mean sales?'],
  ['profit', 'there is no measure profit: there are product_line, sales'],
])('noneNamed(%s)', (text, expected) => expect(noneNamed('measure', text, [LINE, SALES])).toBe(expected));

test('noneNamed says when there is none at all', () => {
  expect(noneNamed('join', 'l', [])).toBe('there is no join l: there is none');
});
