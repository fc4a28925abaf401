import { expect, test } from 'vitest';
import { parseDocument } from 'yaml';

import { yamlMessage } from '../../src/catalogue/yaml-message.ts';

function told(text: string): string {
  const { code, message } = parseDocument(text, { prettyErrors: false }).errors[0]!;
  return yamlMessage(code, message).replace('this is not YAML: ', '');
}

test.each([
  ['title Sales\nfrom: x', 'a key has no colon behind it: write key: value'],
  ['a: { b: 1 c: 2 }', 'a comma is missing between two keys in { }, or the bracket is never closed'],
  [
    'a: { b: "1" c: 2 }',
    'this cannot follow what stands before it: a comma is missing, or the whole text has to stand in quotes',
  ],
  ['a: @sales', 'a text that begins with such a character has to stand in quotes: "@sales"'],
  ['a: "\\d"', 'a backslash in double quotes has to be written twice, or put the text in single quotes'],
  ['a: [1', 'a bracket or quote is never closed, or the text after it is too little indented'],
  ['a: b: c', 'a text with a colon has to stand in quotes: "Sales: all"'],
  [
    'a: "x" y',
    'this cannot follow what stands before it: a comma is missing, or the whole text has to stand in quotes',
  ],
  ['%a', 'a line that begins with % is no key: write key: value, and quotes around the %'],
])('yamlMessage() of %j', (text, expected) => expect(told(text)).toBe(expected));

test('words of the library are never told', () => {
  expect(yamlMessage('SOMETHING_NEW', 'Unexpected block-seq-ind')).not.toContain('block-seq-ind');
});
