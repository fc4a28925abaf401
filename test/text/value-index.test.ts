import { describe, expect, test } from 'vitest';

import { findValues, indexOf, prepareIndex, valuesHolding } from '../../src/text/value-index.ts';

const VALUES = ['France', 'france', 'New France', 'France Nord', 'Francesca', 'C', 'C++', 'Île de France'];

describe('findValues', () => {
  test.each([
    ['France', ['France']],
    ['FRANCE', ['France', 'france']],
    ['new  france', ['New France']],
    ['Portugal', []],
  ])('%s → %j', (text, values) => {
    expect(findValues(VALUES, text)).toEqual(values);
  });
});

describe('valuesHolding', () => {
  test.each([
    ['france', 9, ['New France', 'France Nord', 'Île de France']],
    ['france', 2, ['New France', 'France Nord']],
    ['de france', 9, ['Île de France']],
    ['france de', 9, []],
    ['new', 9, ['New France']],
    ['new france', 9, []],
    ['franc', 9, []],
    ['portugal', 9, []],
  ])('%s, at most %d → %j', (phrase, most, values) => {
    expect(valuesHolding(indexOf(VALUES), phrase, most)).toEqual(values);
  });
});

test('a prepared index is that of the list, and other work runs while it is built', async () => {
  const list = Array.from({ length: 5000 }, (_, number) => `Value ${number}`);
  let turns = 0;
  let done = false;
  const prepared = prepareIndex(list).then(() => {
    done = true;
  });
  while (!done) {
    await new Promise(setImmediate);
    turns++;
  }
  await prepared;
  expect(turns).toBeGreaterThanOrEqual(9);
  const index = indexOf(list);
  expect(indexOf(list)).toBe(index);
  expect(index).toEqual(indexOf([...list]));
});

test.each([
  ['kellys shop', ["Kelly's Shop"]],
  ['kelly s shop', ["Kelly's Shop"]],
])('values hold %s with and without its apostrophe', (phrase, values) => {
  const index = indexOf(["Kelly's Shop", 'Sales & Co', 'Blue Toys, Ltd', 'Two Wheels Inc', 'Two Wheels Ltd']);
  expect(index.values.get(phrase)).toEqual(values);
  expect(valuesHolding(index, 'shop', 9)).toEqual(values);
});

test('a company is known without its legal form, when no other one is called so', () => {
  const { stems } = indexOf(['Blue Toys, Ltd', 'Sales & Co', 'Two Wheels Inc', 'Two Wheels Ltd']);
  expect(stems.get('blue toy')).toEqual(['Blue Toys, Ltd']);
  expect(stems.get('two wheel')).toBeUndefined();
  expect(stems.get('sale and')).toBeUndefined();
});
