import { expect, test } from 'vitest';

import type { Query } from '../../src/catalogue/query.ts';

import { readCatalogue } from '../../src/catalogue/catalogue.ts';
import { compareOf, insideOf } from '../../src/question/inside.ts';
import { formatRequest, normalize } from '../../src/question/request.ts';

const catalogue = await readCatalogue('queries');

const query = catalogue.find('sales')!;

const textOf = (values: Readonly<Record<string, readonly string[]>>, more = {}) =>
  formatRequest(normalize({ query: 'sales', values, excluded: [], ...more }, query));

test.each(['why', 'explain'])('%s leaves out what chooses rows, and keeps filters and the period', (show) => {
  const values = {
    show: [show],
    by: ['city'],
    split: ['country'],
    top: ['5'],
    over: ['100'],
    sort: ['name'],
    country: ['France'],
    period: ['2025'],
  };
  expect(textOf(values, { as: 'pie' })).toBe(`sales show=${show} country=France period=2025`);
  expect(textOf(values, { as: 'table' })).toBe(`sales show=${show} country=France period=2025 as=table`);
});

test('why is of one measure, and compared with the period before unless it says otherwise', () => {
  expect(textOf({ show: ['why'], measure: ['orders', 'sales'] })).toBe('sales measure=orders show=why');
  expect(textOf({ show: ['why'] }, { compare: 'previous' })).toBe('sales show=why');
  expect(textOf({ show: ['why'] }, { compare: 'last year' })).toBe('sales show=why compare="last year"');
  expect(compareOf(query, { query: 'sales', values: { show: ['why'] }, excluded: [] })).toBe('previous');
});

test('explain compares nothing, and may be of several measures', () => {
  const text = textOf({ show: ['explain'], measure: ['orders', 'units'] }, { compare: 'last year' });
  expect(text).toBe('sales measure=orders,units show=explain');
});

test('a query of its own SQL has no inside, whatever its parameters are called', () => {
  expect(insideOf({} as Query, { values: { show: ['why'] } })).toBeUndefined();
});
