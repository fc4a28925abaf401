import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';

import { readS3Address } from '../../../../src/local/athena/s3/s3-address.ts';

const addressOf = (url: string | undefined) => {
  const { bucket, key, query } = readS3Address({ url } as IncomingMessage);
  return [bucket, key, query.toString()];
};

test.each([
  ['/', ['', '', '']],
  [undefined, ['', '', '']],
  ['/results', ['results', '', '']],
  ['/results/', ['results', '', '']],
  ['/results/a/b%20c%3F.csv?partNumber=1', ['results', 'a/b c?.csv', 'partNumber=1']],
  ['/results//a', ['results', '/a', '']],
  ['/results?prefix=a%2Fb&list-type=2', ['results', '', 'prefix=a%2Fb&list-type=2']],
  ['/results/a?x?y', ['results', 'a', 'x%3Fy=']],
])('readS3Address(%j)', (url, expected) => expect(addressOf(url)).toEqual(expected));

test('readS3Address() refuses what is no address', () =>
  expect(() => addressOf('/results/%zz')).toThrow("Couldn't parse the specified URI."));
