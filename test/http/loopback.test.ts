import { expect, test } from 'vitest';

import { isLoopback } from '../../src/http/loopback.ts';

test.each([
  ['127.0.0.1', true],
  ['127.8.0.1', true],
  ['::1', true],
  ['::ffff:127.0.0.1', true],
  ['10.0.0.1', false],
  ['::ffff:10.0.0.1', false],
  ['127.0.0.1.example.com', false],
  ['', false],
  [undefined, false],
])('isLoopback(%s) is %s', (address, expected) => expect(isLoopback(address)).toBe(expected));
