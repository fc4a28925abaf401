import { listValue } from '@duckdb/node-api';
import { describe, expect, test } from 'vitest';

import {
  jsonArray,
  jsonExists,
  jsonObject,
  jsonQuery,
  jsonValue,
} from '../../../../src/local/duckdb/natives/sql-json.ts';

const DOCUMENT = '{"a":1.5,"b":[1,2],"c":null,"d":"x\\"y","e":{"f":true}}';

describe('jsonValue()', () => {
  const value = (path: string, onEmpty = 'null', onError = 'null', text = DOCUMENT) =>
    jsonValue(text, path, '{}', onEmpty, onError);

  test.each([
    ['lax $.a', '1.5'],
    ['lax $.d', 'x"y'],
    ['lax $.e.f', 'true'],
    ['lax $.c', null],
    ['lax $.b[1]', '2'],
    ['lax $.none', null],
    ['lax $.b', null],
  ])('of %s', (path, text) => expect(value(path)).toBe(text));

  test('has a default for what is not there, and another for what is wrong', () => {
    expect(value('lax $.none', '=none', '=wrong')).toBe('none');
    expect(value('lax $.b', '=none', '=wrong')).toBe('wrong');
    expect(value('strict $.none', '=none', '=wrong')).toBe('wrong');
    expect(value('lax $', '=none', '=wrong', 'no JSON')).toBe('wrong');
  });

  test('fails where it is told to', () => {
    expect(() => value('lax $.none', 'error')).toThrow('JSON path found no items');
    expect(() => value('lax $.b', 'null', 'error')).toThrow('no single scalar');
    expect(() => value('strict $.none', 'null', 'error')).toThrow('PATH_EVALUATION_ERROR');
  });
});

describe('jsonQuery()', () => {
  const query = (path: string, wrapper = 'without', quotes = 'keep', onEmpty = 'null', onError = 'null') =>
    jsonQuery(DOCUMENT, path, '{}', wrapper, quotes, onEmpty, onError);

  test.each([
    ['lax $.b', 'without', 'keep', '[1,2]'],
    ['lax $.b', 'conditional', 'keep', '[1,2]'],
    ['lax $.b', 'always', 'keep', '[[1,2]]'],
    ['lax $.b[*]', 'conditional', 'keep', '[1,2]'],
    ['lax $.b[*]', 'without', 'keep', null],
    ['lax $.d', 'without', 'keep', '"x\\"y"'],
    ['lax $.d', 'without', 'omit', 'x"y'],
  ])('of %s, %s, %s', (path, wrapper, quotes, text) => expect(query(path, wrapper, quotes)).toBe(text));

  test('has an empty list or object where it is told to', () => {
    expect(query('lax $.none', 'without', 'keep', '[]')).toBe('[]');
    expect(query('lax $.b[*]', 'without', 'keep', 'null', '{}')).toBe('{}');
    expect(() => query('lax $.b[*]', 'without', 'keep', 'null', 'error')).toThrow('found multiple items');
  });
});

test('jsonExists() is false for an error unless it is told otherwise', () => {
  expect(jsonExists(DOCUMENT, 'lax $.c', '{}', 'false')).toBe(true);
  expect(jsonExists(DOCUMENT, 'lax $.none', '{}', 'false')).toBe(false);
  expect(jsonExists(DOCUMENT, 'strict $.none', '{}', 'false')).toBe(false);
  expect(jsonExists(DOCUMENT, 'strict $.none', '{}', 'true')).toBe(true);
  expect(jsonExists(DOCUMENT, 'strict $.none', '{}', 'null')).toBe(null);
  expect(jsonExists(DOCUMENT, 'lax $.b[*] ? (@ > $least)', '{"least":1}', 'false')).toBe(true);
});

test('jsonArray() and jsonObject() leave NULL out or keep it', () => {
  expect(jsonArray(listValue(['1', null, '"a"']), true)).toBe('[1,null,"a"]');
  expect(jsonArray(listValue(['1', null]), false)).toBe('[1]');
  expect(jsonObject(listValue(['a', '1', 'b', null]), true, false)).toBe('{"a":1,"b":null}');
  expect(jsonObject(listValue(['a', '1', 'b', null]), false, false)).toBe('{"a":1}');
  expect(() => jsonObject(listValue([null, '1']), true, false)).toThrow('null value passed for JSON object key');
  expect(() => jsonObject(listValue(['a', '1', 'a', '2']), true, true)).toThrow('duplicate key');
});
