import { expect, test } from 'vitest';

import type { S3Objects } from '../../../../src/local/athena/s3/s3-objects.ts';

import { listBuckets, listObjects } from '../../../../src/local/athena/s3/s3-list.ts';

const objectsOf = (...keys: string[]) =>
  ({
    buckets: () => ['.own', 'results'],
    list: () => keys.map((key) => ({ key, modifiedMs: 0, etag: '"e"', size: 5 })),
  }) as unknown as S3Objects;

const OBJECTS = objectsOf('a/1.csv', 'a/2.csv', 'b & c', 'd/e/f', 'd/g');

/** The keys, the common prefixes, and the other fields of a list. */
function list(query: string, objects = OBJECTS) {
  const xml = listObjects(objects, { bucket: 'results', key: '', query: new URLSearchParams(query) });
  const all = (name: string) => [...xml.matchAll(new RegExp(`<${name}>(.*?)</${name}>`, 'g'))].map((match) => match[1]);
  const prefixes = [...xml.matchAll(/<CommonPrefixes><Prefix>(.*?)<\/Prefix>/g)].map((match) => match[1]);
  return { keys: all('Key'), prefixes, one: (name: string) => all(name)[0] };
}

test('listObjects() finds by prefix, and folds by delimiter', () => {
  expect(list('list-type=2').keys).toEqual(['a/1.csv', 'a/2.csv', 'b &amp; c', 'd/e/f', 'd/g']);
  expect(list('list-type=2&prefix=a/').keys).toEqual(['a/1.csv', 'a/2.csv']);
  const folded = list('list-type=2&delimiter=/');
  expect([folded.keys, folded.prefixes]).toEqual([['b &amp; c'], ['a/', 'd/']]);
  const below = list('list-type=2&delimiter=/&prefix=d/');
  expect([below.keys, below.prefixes]).toEqual([['d/g'], ['d/e/']]);
});

test('listObjects() goes on where a page has ended', () => {
  const first = list('list-type=2&max-keys=2&delimiter=/');
  expect([first.one('IsTruncated'), first.one('KeyCount')]).toEqual(['true', '2']);
  const next = list(`list-type=2&delimiter=/&continuation-token=${first.one('NextContinuationToken')}`);
  expect([next.keys, next.prefixes, next.one('IsTruncated')]).toEqual([[], ['d/'], 'false']);
});

test('listObjects() of the older version has a marker', () => {
  const first = list('max-keys=1');
  expect([first.keys, first.one('NextMarker')]).toEqual([['a/1.csv'], 'a/1.csv']);
  expect(list('marker=b').keys).toEqual(['b &amp; c', 'd/e/f', 'd/g']);
});

test('listObjects() has nothing of no keys, encodes where asked, and refuses a wrong number', () => {
  expect(list('list-type=2&max-keys=0')).toMatchObject({ keys: [], prefixes: [] });
  expect(list('list-type=2&max-keys=0').one('IsTruncated')).toBe('false');
  expect(list('list-type=2&encoding-type=url&prefix=b').keys).toEqual(['b%20%26%20c']);
  expect(() => list('max-keys=many')).toThrow('max-keys not an integer');
});

test('listBuckets() hides what is no bucket of a client', () => {
  const xml = listBuckets(OBJECTS);
  expect(xml).toContain('<Name>results</Name><CreationDate>1970-01-01T00:00:00.000Z</CreationDate>');
  expect(xml).not.toContain('.own');
});
