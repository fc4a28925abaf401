import { Readable } from 'node:stream';
import { expect, test } from 'vitest';

import { readBody } from '../../src/http/request-body.ts';

const body = (...chunks: string[]) => Readable.from(chunks.map((chunk) => Buffer.from(chunk)));

test('readBody() is the whole body, up to its limit', async () => {
  expect((await readBody(body('ab', 'c'), 3)).toString()).toBe('abc');
  expect(await readBody(body(), 3)).toHaveLength(0);
});

test('readBody() stops at the first byte too many', async () => {
  let read = 0;
  const endless = async function* () {
    for (;;) {
      read += 1;
      yield Buffer.from('ab');
    }
  };
  await expect(readBody(endless(), 5)).rejects.toThrow(new RangeError('the request is longer than 5 bytes'));
  expect(read).toBe(3);
});
