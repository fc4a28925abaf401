import { expect, test } from 'vitest';

import { meantName, unreadFiles } from '../../src/catalogue/unread-files.ts';

test.each([
  ['sales.yml', []],
  ['shop/sales.sql', []],
  ['README.md', []],
  ['digests.yml', []],
  ['sales.yaml', ['is not read under this name: call it sales.yml']],
  ['shop/sales.SQL', ['is not read under this name: call it sales.sql']],
  ['sales.sql.txt', ['is not read under this name: call it sales.sql']],
  ['_access.yaml', ['is not read under this name: call it _access.yml']],
  ['_access.yml.txt', ['is not read under this name: call it _access.yml']],
  ['_Access.yml', ['is not read under this name: call it _access.yml']],
  ['shop/digests.yml', ['is not read in a folder: move it up beside the folders']],
])('unreadFiles([%j])', (name, messages) =>
  expect(unreadFiles([name])).toEqual(messages.map((message) => ({ file: name, line: 1, column: 1, message }))),
);

test.each([
  ['_access.yml', '_access.yml'],
  ['shop/_ACCESS.YAML', '_access.yml'],
  ['shop/_access.yml.txt', '_access.yml'],
  ['Digests.yaml', 'digests.yml'],
  ['shop/Sales.SQL', 'Sales.sql'],
  ['notes.txt', 'notes.txt'],
])('meantName(%s) is %s', (file, name) => expect(meantName(file)).toBe(name));
