import { describe, expect, test } from 'vitest';

import { readCatalogue } from '../../src/catalogue/catalogue.ts';
import { completionsOf, help } from '../../src/question/help.ts';
import { parse } from '../../src/question/parse.ts';

const catalogue = await readCatalogue('queries');

const takes = (topic: string, name: string, ...lists: Parameters<typeof help>[2][]) =>
  help(catalogue, topic, ...lists).params.find((param) => param.name === name)?.takes;

describe('help(catalogue)', () => {
  test('has a sentence and an example for every query, and each example can be asked', () => {
    const { queries, examples } = help(catalogue);
    const others = catalogue.queries.map(({ name }) => name).filter((name) => name !== 'sales');
    expect(queries.map(({ name }) => name)).toEqual(['sales', ...others]); // the dataset comes first
    for (const { description, example } of queries) {
      expect(description).not.toBe('');
      expect(() => parse(example, catalogue, () => [])).not.toThrow();
    }
    expect(examples.length).toBeGreaterThan(0);
  });
});

describe('help(catalogue, topic)', () => {
  test.each(catalogue.queries.map(({ name }) => name))('every example of %s can be asked', (name) => {
    const { examples } = help(catalogue, name);
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) {
      expect(parse(example, catalogue, () => []).query.name).toBe(name);
    }
  });

  test.each([
    [
      'measure',
      'sales, units (Units sold), orders, customers, margin, margin_rate (Margin rate), average_order (Average order), sales_per_unit (Sales per unit), margin_per_unit (Margin per unit), countries, states, cities, product_lines (Product lines), products, vendors; several are fine; sales unless you say otherwise',
    ],
    ['country', 'any country in the data; several are fine'],
    ['top', 'a whole number from 1 to 1000'],
    ['over', 'a number'],
  ])('%s takes %s', (name, words) => expect(takes('sales', name)).toBe(words));

  test.each([
    [undefined, '3 values, such as France, Italy, Spain'],
    [20_000, '3 values, read just now, such as France, Italy, Spain'],
    [60_000, '3 values, read 1 minute ago, such as France, Italy, Spain'],
    [59 * 60_000, '3 values, read 59 minutes ago, such as France, Italy, Spain'],
    [3 * 3_600_000, '3 values, read 3 hours ago, such as France, Italy, Spain'],
    [72 * 3_600_000, '3 values, read 3 days ago, such as France, Italy, Spain'],
  ])('a list that is %s ms old', (age, words) => {
    expect(takes('sales', 'country', { country: { values: ['France', 'Italy', 'Spain'], age } })).toBe(
      `any country in the data: ${words}; several are fine`,
    );
  });

  test('a query that there is not is refused with the nearest', () => {
    expect(() => help(catalogue, 'slaes')).toThrow('no query is called "slaes": did you mean sales?');
  });
});

test.each([
  ['sa', ['sales', 'sales-by-country', 'sales-by-product-line']],
  ['he', ['help']],
  ['weather', []],
])('completionsOf(%j)', (typed, completions) => expect(completionsOf(typed, catalogue)).toEqual(completions));

test('what help says about a query is whole sentences', () => {
  expect(help(catalogue, 'sales').text).toBe('What was ordered, by whom, where and when. Ask #analytics about it.');
});
