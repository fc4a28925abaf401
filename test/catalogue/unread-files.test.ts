import { expect, test } from 'vitest';

import { unreadFiles } from '../../src/catalogue/unread-files.ts';

test.each([
  ['sales.yml', []],
  ['shop/sales.sql', []],
  ['README.md', []],
  ['digests.yml', []],
  ['sales.yaml', ['is not read under this name: call it sales.yml']],
  ['shop/sales.SQL', ['is not read under this name: call it sales.sql']],
  ['sales.sql.txt', ['is not read under this name: call it sales.sql']],
  ['_access.yaml', ['is not read under this name: call it _access.yml']],
  ['shop/digests.yml', ['is not read in a folder: move it up beside the folders']],
])('unreadFiles([%j])', (name, messages) =>
  expect(unreadFiles([name])).toEqual(messages.map((message) => ({ file: name, line: 1, column: 1, message }))),
);
