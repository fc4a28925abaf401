import { expect, test } from 'vitest';

import { restrictRequest } from '../../src/answer/restrict-request.ts';
import { formatRequest } from '../../src/question/request.ts';
import { CONTEXT } from '../support/rules.ts';

const query = { ...CONTEXT.query, rowFilters: new Map([['country', ['France', 'Norway']]]) };

const restricted = (country: readonly string[] | undefined, excluded: readonly string[] = []) =>
  formatRequest(restrictRequest(query, { query: 'sales', values: country ? { country } : {}, excluded }));

test.each([
  [undefined, [], 'sales country=France,Norway'],
  [['France', 'USA'], [], 'sales country=France'],
  [['France'], ['country'], 'sales country=Norway'],
])('heldRequest() of country %j, excluded %j', (country, excluded, expected) =>
  expect(restricted(country, excluded)).toBe(expected),
);

test('restrictRequest() refuses what leaves nothing', () => {
  expect(() => restricted(['USA'])).toThrow('there is nothing to see of country here: ask for one of France, Norway');
  expect(() => restricted(['France', 'Norway'], ['country'])).toThrow('there is nothing to see of country');
});

test('restrictRequest() leaves the request of somebody who is not restricted to anything', () => {
  const request = { query: 'sales', values: { country: ['USA'] }, excluded: [] };
  expect(restrictRequest(CONTEXT.query, request)).toBe(request);
});
