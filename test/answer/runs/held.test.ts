import { expect, test } from 'vitest';

import { heldRequest } from '../../../src/answer/runs/held.ts';
import { formatRequest } from '../../../src/question/request.ts';
import { CONTEXT } from '../../support/rules.ts';

const query = { ...CONTEXT.query, held: new Map([['country', ['France', 'Norway']]]) };

const held = (country: readonly string[] | undefined, excluded: readonly string[] = []) =>
  formatRequest(heldRequest(query, { query: 'sales', values: country ? { country } : {}, excluded }));

test.each([
  [undefined, [], 'sales country=France,Norway'],
  [['France', 'USA'], [], 'sales country=France'],
  [['France'], ['country'], 'sales country=Norway'],
])('heldRequest() of country %j, excluded %j', (country, excluded, expected) =>
  expect(held(country, excluded)).toBe(expected),
);

test('heldRequest() refuses what leaves nothing', () => {
  expect(() => held(['USA'])).toThrow('there is nothing to see of country here: ask for one of France, Norway');
  expect(() => held(['France', 'Norway'], ['country'])).toThrow('there is nothing to see of country');
});

test('heldRequest() leaves the request of somebody who is not held to anything', () => {
  const request = { query: 'sales', values: { country: ['USA'] }, excluded: [] };
  expect(heldRequest(CONTEXT.query, request)).toBe(request);
});
