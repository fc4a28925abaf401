import { expect, test } from 'vitest';

import { decodeUrl, urlParameter, urlPart } from '../../../../src/local/duckdb/natives/url.ts';

const URL = 'https://mira@example.com:8080/a%20b/c?x=1&y=%26&x=2&z#part%201';

test.each([
  ['protocol', 'https'],
  ['host', 'example.com'],
  ['port', '8080'],
  ['path', '/a b/c'],
  ['query', 'x=1&y=&&x=2&z'],
  ['fragment', 'part 1'],
])('urlPart(%j)', (part, text) => expect(urlPart(URL, part)).toBe(text));

test('urlPart() of what is absent is empty, a port is null, and all is null for what is no URL', () => {
  expect(['protocol', 'host', 'port', 'query', 'fragment'].map((part) => urlPart('/path', part))).toEqual([
    '',
    '',
    null,
    '',
    '',
  ]);
  expect(urlPart('http://[::1]:80/', 'host')).toBe('[::1]');
  expect(urlPart('http://a b', 'host')).toBe(null);
});

test.each([
  ['x', '1'],
  ['y', '&'],
  ['z', ''],
  ['none', null],
])('urlParameter(%j)', (name, value) => expect(urlParameter(URL, name)).toBe(value));

test('decodeUrl() reads what a form writes', () => {
  expect(decodeUrl('a+b%26c%3Dd%2B%21%27%28%29%7E%C3%A9')).toBe("a b&c=d+!'()~é");
  expect(() => decodeUrl('%zz')).toThrow("Cannot decode '%zz'");
});
