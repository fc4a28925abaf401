import { expect, test } from 'vitest';

import { UserError } from '../../src/error.ts';
import {
  attemptStep,
  dimensionNamed,
  emptyDraft,
  isCountOf,
  isCycle,
  isMoney,
  isPartOfYear,
  isTime,
  kindUnsaid,
  measureNamed,
} from '../../src/question/draft.ts';
import { CONTEXT } from '../support/rules.ts';

test('rolesOf(query)', () =>
  expect(Object.entries(CONTEXT.roles).map(([role, param]) => `${role}: ${param?.name}`)).toEqual([
    'measure: measure',
    'dimension: by',
    'series: split',
    'period: period',
    'show: show',
    'sort: sort',
  ]));

test('attemptStep(draft, step) keeps a UserError among the problems and throws any other error', () => {
  const draft = emptyDraft();
  attemptStep(draft, () => {
    throw new UserError('not so');
  });
  expect(draft.problems.map(({ message }) => message)).toEqual(['not so']);
  const bug = () => {
    throw new TypeError('a bug');
  };
  expect(() => attemptStep(draft, bug)).toThrow('a bug');
});

test('kindUnsaid(word) names the dimensions', () =>
  expect(kindUnsaid('who', CONTEXT).message).toMatch(
    /^"who" does not say which kind: ask "which …" with one of country/,
  ));

test.each([
  ['month', true, false, false],
  ['country', false, false, false],
  ['weekday', false, true, false],
  ['quarter_of_year', false, true, true],
])('%s: isTime %s, isCycle %s, isPartOfYear %s', (name, time, cycle, part) =>
  expect([isTime(CONTEXT, name), isCycle(name), isPartOfYear(name)]).toEqual([time, cycle, part]),
);

test('measureNamed, dimensionNamed and isMoney', () => {
  expect(measureNamed(CONTEXT, 'sales')?.label).toBe('Sales');
  expect(measureNamed(CONTEXT, 'weather')).toBeUndefined();
  expect(dimensionNamed(CONTEXT, 'city')?.label).toBe('City');
  expect(['sales', 'orders'].map((name) => isMoney(measureNamed(CONTEXT, name)!))).toEqual([true, false]);
});

test('isCountOf(name, query)', () =>
  expect(
    ['orders', 'customers', 'sales', 'margin_rate', 'nothing'].map((name) => isCountOf(name, CONTEXT.query)),
  ).toEqual([true, true, false, false, false]));
