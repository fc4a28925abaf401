import { describe, expect, test } from 'vitest';

import { readYaml } from '../../src/catalogue/yaml.ts';

const faults = (text: string) =>
  readYaml(text, 'a.yml').diagnostics.map(({ line, column, message }) => `${line}:${column} ${message}`);

test.each([
  ['', null],
  ['a: 1', { a: 1 }],
  ['a: { b: [x, "y"] }', { a: { b: ['x', 'y'] } }],
])('the value of %j', (text, expected) => expect(readYaml(text, 'a.yml').value).toEqual(expected));

describe('places', () => {
  const yaml = readYaml('a:\n  b: "text"\n  c: [1, 2]\n', 'a.yml', 10);
  test.each([
    [['a', 'b'], { line: 11, column: 6 }],
    [['a', 'c', 1], { line: 12, column: 10 }],
    [['a', 'x', 'y'], { line: 11, column: 3 }],
    [[], { line: 10, column: 1 }],
  ])('at(%j)', (path, expected) => expect(yaml.at(path)).toEqual(expected));

  test('textAt() is behind the quote, keyAt() at the key', () => {
    expect(yaml.textAt(['a', 'b'])).toEqual({ line: 11, column: 7 });
    expect(yaml.keyAt(['a', 'b'])).toEqual({ line: 11, column: 3 });
  });
});

test.each([
  ['a: 1\na: 2', '2:1 this is not YAML: this key stands twice in its mapping: keep one'],
  ['a: b: c', '1:4 this is not YAML: a text with a colon has to stand in quotes: "Sales: all"'],
  ['a: &x 1\nb: *x', '2:4 YAML aliases (*name) are not read here: write the value out'],
  ['a: {{x}}', '1:5 a text that begins with { or [ has to stand in quotes'],
  ['a: { sql: f(x, y) }', '1:11 a text with a comma has to stand in quotes here: "f(x, …)"'],
  ["a: { sql: f(x, 'y') }", '1:11 a text with a comma has to stand in quotes here: "f(x, …)"'],
  ['a: !x y', '1:4 this is not YAML: a text that begins with ! has to stand in quotes'],
  ['__proto__: 1', '1:1 __proto__ cannot be a name: choose another'],
])('%j is refused', (text, expected) => {
  expect(faults(text)).toContain(expected);
  expect(readYaml(text, 'a.yml').value).toBeUndefined();
});

test('of faults that follow from each other the first is told, of keys that stand twice each', () => {
  expect(faults('a:\n\tb: 1\n  c: 2\n  d: 3')).toEqual([
    '2:1 this is not YAML: a tab stands at the beginning of the line: indent with spaces',
  ]);
  expect(faults('a: 1\na: 2\na: 3')).toHaveLength(2);
});

test('writtenAt() is a value as it is written', () => {
  expect(readYaml('a: 0123', 'a.yml').writtenAt(['a'])).toBe('0123');
  expect(readYaml('a: [1]', 'a.yml').writtenAt(['a'])).toBeUndefined();
});
