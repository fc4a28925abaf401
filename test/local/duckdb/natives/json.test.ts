import { describe, expect, test } from 'vitest';

import {
  jsonElements,
  jsonToBoolean,
  jsonToNumber,
  jsonToText,
  parseJson,
  readJson,
  writeJson,
} from '../../../../src/local/duckdb/natives/json.ts';

test('numbers keep their digits when they are read and written', () => {
  expect(writeJson(readJson('{"b": 1.50, "a": [12345678901234567890, 1e2]}')!)).toBe(
    '{"b":1.50,"a":[12345678901234567890,1e2]}',
  );
  expect(readJson('{')).toBe(undefined);
});

test('parseJson() sorts the keys, and writes fractions as doubles', () => {
  expect(parseJson('{"b": 1.50, "a": {"d": 1e7, "c": null}}')).toBe('{"a":{"c":null,"d":1.0E7},"b":1.5}');
  expect(() => parseJson("{'a': 1}")).toThrow('Cannot convert value to JSON');
});

describe('casts of JSON', () => {
  test.each([
    ['"a"', 'a'],
    ['1.50', '1.50'],
    ['true', 'true'],
    ['null', null],
  ])('jsonToText(%j)', (text, expected) => expect(jsonToText(text, 'varchar')).toBe(expected));

  test.each([
    ['5', 'bigint', '5'],
    ['2.5', 'bigint', '3'],
    ['-2.5', 'integer', '-3'],
    ['2.5', 'double', '2.5'],
    ['"7"', 'bigint', '7'],
    ['true', 'bigint', '1'],
    ['null', 'bigint', null],
  ])('jsonToNumber(%j, %j)', (text, target, expected) => expect(jsonToNumber(text, target)).toBe(expected));

  test.each([
    ['true', 'true'],
    ['"F"', 'false'],
    ['0', 'false'],
    ['2', 'true'],
    ['null', null],
  ])('jsonToBoolean(%j)', (text, expected) => expect(jsonToBoolean(text)).toBe(expected));

  test.each(['[1]', '{}'])('fail for %s', (text) => {
    for (const cast of [jsonToText, jsonToNumber, jsonToBoolean])
      expect(() => cast(text, 'bigint')).toThrow('INVALID_CAST_ARGUMENT');
  });

  test('jsonElements() are JSON texts, and NULL for null', () => {
    expect(jsonElements('[1, null, "a", [2]]')?.items).toEqual(['1', null, '"a"', '[2]']);
    expect(jsonElements('null')).toBe(null);
    expect(() => jsonElements('{}')).toThrow('Expected a json array');
  });
});
