import { expect, test } from 'vitest';

import { NumberText } from '../../../../src/local/duckdb/natives/json.ts';
import { calculate, calculateMethod, PathError } from '../../../../src/local/duckdb/natives/json-path-numbers.ts';

const number = (source: string) => new NumberText(source);

test.each([
  ['+', '1', '2', '3'],
  ['/', '7', '2', '3'],
  ['/', '-7', '2', '-3'],
  ['%', '-7', '2', '-1'],
  ['*', '9007199254740993', '3', '27021597764222979'],
  ['/', '7.0', '2', '3.5'],
  ['*', '1e3', '2', '2000.0'],
])('calculate(%j, %s, %s)', (operator, left, right, result) =>
  expect(calculate(operator, number(left), number(right)).source).toBe(result),
);

test('calculate() fails by zero, and for what is no number', () => {
  for (const operator of ['/', '%']) expect(() => calculate(operator, number('1'), number('0'))).toThrow(PathError);
  expect(() => calculate('+', number('1'), 'a')).toThrow('invalid operand types');
});

test.each([
  ['abs', '-5', '5'],
  ['ceiling', '1.2', '2.0'],
  ['floor', '-1.2', '-2.0'],
  ['floor', '9007199254740993', '9007199254740993'],
  ['double', '5', '5.0'],
])('calculateMethod(%j, %s)', (name, source, result) =>
  expect(calculateMethod(name, number(source)).source).toBe(result),
);

test('calculateMethod() reads a text only as a double', () => {
  expect(calculateMethod('double', '1.5').source).toBe('1.5');
  expect(() => calculateMethod('abs', '1.5')).toThrow('invalid item type for abs()');
  expect(() => calculateMethod('double', ' ')).toThrow('invalid item type for double()');
});
