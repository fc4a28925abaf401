import { describe, expect, test } from 'vitest';

import type { Request } from '../../src/question/request.ts';

import {
  askedSort,
  chosenChoices,
  defaultRequest,
  formatRequest,
  normalize,
  ordered,
  valuesOf,
  withValue,
} from '../../src/question/request.ts';
import { CONTEXT } from '../support/rules.ts';

const { query } = CONTEXT;

const request = (values: Request['values'] = {}, more: Partial<Request> = {}): Request => ({
  query: 'sales',
  values,
  excluded: [],
  ...more,
});

describe('normalize(request, query)', () => {
  test.each<[string, Request, string]>([
    ['defaults are left out', request({ measure: ['sales'], by: ['country'] }), 'sales'],
    ['a default that is excluded stays', request({ by: ['country'] }, { excluded: ['by'] }), 'sales by!=country'],
    ['values are sorted, each once', request({ country: ['USA', 'France', 'USA'] }), 'sales country=France,USA'],
    ['measures keep their order', request({ measure: ['units', 'sales'] }), 'sales measure=units,sales'],
    ['unknown parameters and empty ones go', request({ weather: ['rain'], city: [] }), 'sales'],
    [
      'a comparison with the year before is called so',
      request({ period: ['2025'] }, { compare: '2024' }),
      'sales period=2025 compare="last year"',
    ],
    ['rows are not chosen where one looks inside', request({ show: ['why'], top: ['5'] }), 'sales show=why'],
    [
      'reasons are of one measure',
      request({ show: ['why'], measure: ['units', 'orders'] }),
      'sales measure=units show=why',
    ],
  ])('%s', (_, given, expected) => expect(formatRequest(normalize(given, query))).toBe(expected));
});

test('withValue(request, query, name, values) sets a parameter, or puts it back to its default', () => {
  const before = request({ country: ['France'] }, { excluded: ['country'] });
  expect(formatRequest(withValue(before, query, 'country', ['Spain']))).toBe('sales country=Spain');
  expect(formatRequest(withValue(before, query, 'country', undefined))).toBe('sales');
});

test('valuesOf(request, param) is what was asked, else the default', () => {
  const [measure, city] = ['measure', 'city'].map((name) => query.params.find((param) => param.name === name)!);
  expect(valuesOf(request({ measure: ['units'] }), measure!)).toEqual(['units']);
  expect(valuesOf(request(), measure!)).toEqual(['sales']);
  expect(valuesOf(request(), city!)).toBeUndefined();
});

test.each([
  ['France', 'sales country=France'],
  ['New Zealand', 'sales country="New Zealand"'],
  ['a "quoted" one', 'sales country="a \\"quoted\\" one"'],
  ['a—dash', 'sales country="a\\u{2014}dash"'],
])('formatRequest() writes the value %s', (value, expected) =>
  expect(formatRequest(request({ country: [value] }))).toBe(expected),
);

test('ordered(params): what is shown, what is kept, when, how many', () => {
  const names = ordered(query.params).map(({ name }) => name);
  const positions = ['measure', 'country', 'period', 'top'].map((name) => names.indexOf(name));
  expect(positions).toEqual([...positions].sort((left, right) => left - right));
});

test('defaultRequest(query) is the request of its name alone', () =>
  expect(formatRequest(defaultRequest(query))).toBe('sales'));

test('askedSort(query, request) is the order asked for; the order of names is none', () => {
  const params = [{ ...query.params[0]!, name: 'in_order', role: 'sort' as const }];
  const sort = (values: Record<string, string[]>) => askedSort({ params }, { values });
  expect([sort({}), sort({ in_order: ['name'] }), sort({ in_order: ['ascending'] })]).toEqual([
    undefined,
    undefined,
    'ascending',
  ]);
});

test('chosenChoices(query, request, role) are in the order of the request, or else the default', () => {
  const chosen = (values: Record<string, string[]>) => chosenChoices(query, request(values), 'measure');
  expect(chosen({}).map(({ name }) => name)).toEqual(['sales']);
  expect(chosen({ measure: ['units', 'sales'] }).map(({ name }) => name)).toEqual(['units', 'sales']);
  expect(chosenChoices(query, request(), 'show')).toEqual([]);
});
