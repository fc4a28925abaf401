import { describe, expect, test } from 'vitest';

import type { Param } from '../../src/catalogue/query.ts';

import { canonicalValue, expected, literal } from '../../src/catalogue/param.ts';
import { UserError } from '../../src/error.ts';

const param = (type: Param['type'], more: Partial<Param> = {}): Param => ({
  name: 'p',
  role: 'filter',
  type,
  label: 'P',
  aliases: [],
  many: false,
  optional: false,
  choices: [],
  ...more,
});

const COLOUR = param('choice', { choices: [{ name: 'dark_red', sql: 'r', label: 'Dark red', aliases: ['crimson'] }] });

describe('canonicalValue(param, text)', () => {
  test.each([
    [COLOUR, 'dark_red', 'dark_red'],
    [COLOUR, 'DARK RED', 'dark_red'],
    [COLOUR, 'crimson', 'dark_red'],
    [param('integer'), '0042', '42'],
    [param('integer'), '-7', '-7'],
    [param('integer'), '1,000,000', '1000000'],
    [param('integer'), '5.0', '5'],
    [param('integer'), '-0', '0'],
    [param('integer'), '9223372036854775808', '9223372036854775808'],
    [param('number'), '12.50', '12.5'],
    [param('number'), '+.5'.replace('+.', '+0.'), '0.5'],
    [param('number'), '$1.25m', '1250000'],
    [param('number'), '500k', '500000'],
    [param('integer'), 'ten', '10'],
    [param('boolean'), 'Yes', 'true'],
    [param('boolean'), 'off', 'false'],
    [param('date'), '2024-02-29', '2024-02-29'],
    [param('period'), 'Q3 2025', '2025-Q3'],
    [param('string'), "  O'Brien ", "O'Brien"],
    [param('string', { values: ['São Paulo'] }), 'sao paulo', 'São Paulo'],
    [param('string'), '🦉 שלום', '🦉 שלום'],
  ])('%# %j', (definition, text, canonical) => {
    expect(canonicalValue(definition as Param, text as string)).toBe(canonical);
  });

  test.each([
    [COLOUR, 'blue', 'p cannot be "blue": it takes one of dark_red'],
    [COLOUR, 'dark rad', 'p cannot be "dark rad": did you mean dark_red?'],
    [param('integer', { min: 1, max: 9 }), '10', 'p cannot be "10": it takes a whole number from 1 to 9'],
    [param('integer', { min: 1 }), '0', 'p cannot be "0": it takes a whole number of at least 1'],
    [param('integer'), '1.5', 'p cannot be "1.5": it takes a whole number'],
    [param('integer'), '1e5', 'p cannot be "1e5": it takes a whole number'],
    [param('number'), 'NaN', 'p cannot be "NaN": it takes a number'],
    [param('number'), '1'.repeat(39), expect.stringMatching(/^p cannot be "1+": it takes a number$/)],
    [param('boolean'), 'maybe', 'p cannot be "maybe": it takes yes or no'],
    [param('date'), '2025-02-29', 'p cannot be "2025-02-29": it takes a day such as 2025-03-01'],
    [param('string'), '', 'p needs a value: a text'],
    [param('string'), 'a\u0007b', 'p holds a control character: type it again without'],
    [param('string'), 'x'.repeat(1023), 'p is too long: Athena takes at most 1022 characters a value'],
    [param('string'), "'".repeat(512), 'p is too long: Athena takes at most 1022 characters a value'],
    [param('string', { values: ['France', 'Spain'] }), 'Frnace', 'p cannot be "Frnace": did you mean France?'],
  ])('%# refuses %j', (definition, text, message) => {
    let refused: unknown;
    try {
      canonicalValue(definition as Param, text as string);
    } catch (error) {
      refused = error;
    }
    expect(refused).toBeInstanceOf(UserError);
    expect((refused as UserError).message).toEqual(message);
  });
});

test('canonicalValue() names the values that were looked up where none is meant', () => {
  const known = ['web', '', 'app'];
  expect(canonicalValue(param('string') as Param, 'app', known)).toBe('app');
  expect(() => canonicalValue(param('string') as Param, 'Unknown', known)).toThrow(
    'p cannot be "Unknown": it takes one of web, app',
  );
});

describe('literal(param, value)', () => {
  test.each([
    [param('string'), "it's", "'it''s'"],
    [param('string'), '', "''"],
    [param('string'), 'a\\b', "'a\\b'"],
    [param('string'), "'; DROP TABLE x; --", "'''; DROP TABLE x; --'"],
    [param('string'), 'DATE 2024-01-01', "'DATE 2024-01-01'"],
    [param('integer'), '42', '42'],
    [param('integer'), '-9223372036854775808', '-9223372036854775808'],
    [param('integer'), '9223372036854775808', "DECIMAL '9223372036854775808'"],
    [param('number'), '12.5', "DECIMAL '12.5'"],
    [param('date'), '2024-01-31', "DATE '2024-01-31'"],
    [param('boolean'), 'true', 'true'],
  ])('%# %s → %s', (definition, value, sql) => {
    expect(literal(definition as Param, value as string)).toBe(sql);
  });
});

test.each([
  [param('integer', { max: 5 }), 'a whole number of at most 5'],
  [
    param('string', { values: Array.from({ length: 14 }, (_, index) => `v${index}`) }),
    'one of v0, v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11 and 2 more',
  ],
])('expected(param) %#', (definition, words) => {
  expect(expected(definition as Param)).toBe(words);
});
