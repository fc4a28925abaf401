import fc from 'fast-check';
import { expect, test } from 'vitest';

import { scaleOf, unitsOf, writeUnits } from '../../src/table/decimal.ts';

test.each([
  ['12', 0],
  ['12.50', 2],
  ['-0.001', 3],
  ['1.5E-3', 4],
  ['1.5E3', 0],
  ['1e-7', 7],
  ['NaN', undefined],
  ['Infinity', undefined],
  ['', undefined],
])('scaleOf(%j) is %j', (text, scale) => expect(scaleOf(text)).toBe(scale));

test.each([
  ['12.5', 2, '12.50'],
  ['-12.345', 2, '-12.35'],
  ['12.344', 2, '12.34'],
  ['0.5', 0, '1'],
  ['-0.4', 0, '0'],
  ['1.5E3', 1, '1500.0'],
  ['99999999999999999999999999999999999.99', 2, '99999999999999999999999999999999999.99'],
])('writeUnits(unitsOf(%s, %d)) is %s', (text, scale, written) => {
  expect(writeUnits(unitsOf(text, scale), scale)).toBe(written);
});

test('unitsOf(NaN) throws', () => expect(() => unitsOf('NaN', 2)).toThrow('not a finite number'));

test('every number comes back from its own scale', () => {
  fc.assert(
    fc.property(fc.double({ noDefaultInfinity: true, noNaN: true }), (number) => {
      const text = String(number);
      const scale = scaleOf(text)!;
      expect(Number(writeUnits(unitsOf(text, scale), scale))).toBe(number === 0 ? 0 : number);
    }),
  );
});
