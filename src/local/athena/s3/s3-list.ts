import type { S3Address } from './s3-address.ts';
import type { S3Object, S3Objects } from './s3-objects.ts';

import { element, S3Error } from './s3-xml.ts';

const MOST_KEYS = 1000;

const OWNER = element('Owner', element('ID', 'embedded') + element('DisplayName', 'embedded'), true);

/** Returns the XML of ListBuckets: the buckets that have objects. */
export function listBuckets(objects: S3Objects): string {
  const names = objects.buckets().filter((name) => !name.startsWith('.')); // no bucket of a client's
  const buckets = names.map((name) => {
    const first = Math.min(...objects.list(name).map(({ modifiedMs }) => modifiedMs));
    return element('Bucket', element('Name', name) + element('CreationDate', new Date(first).toISOString()), true);
  });
  return element('ListAllMyBucketsResult', OWNER + element('Buckets', buckets.join(''), true), true);
}

/**
 * Returns the XML of a page of ListObjectsV2 or ListObjects: a bucket's keys by `prefix`, `delimiter` and `start-after`. Throws an
 * S3Error for a wrong `max-keys`. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 */
export function listObjects(objects: S3Objects, { bucket, query }: S3Address): string {
  const isSecond = query.get('list-type') === '2';
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const token = isSecond ? query.get('continuation-token') : null;
  const start = query.get(isSecond ? 'start-after' : 'marker') ?? '';
  const after = token === null ? start : decodeToken(token);
  const limit = Math.min(readLimit(query.get('max-keys')), MOST_KEYS);
  const encode = query.get('encoding-type') === 'url' ? encodeKey : (key: string) => key;

  const entries = entriesOf(objects.list(bucket), { prefix, delimiter, after });
  const page = entries.slice(0, limit);
  const last = page.at(-1);
  const isTruncated = entries.length > page.length && last !== undefined;
  const contents = page.flatMap(({ object }) => (object ? contentOf(object, encode) : []));
  const prefixes = page.flatMap(({ key, object }) =>
    object ? [] : element('CommonPrefixes', element('Prefix', encode(key)), true),
  );
  const fields = [
    element('Name', bucket),
    element('Prefix', encode(prefix)),
    delimiter && element('Delimiter', encode(delimiter)),
    element('MaxKeys', limit),
    query.has('encoding-type') && element('EncodingType', 'url'),
    element('IsTruncated', isTruncated),
    isSecond && element('KeyCount', page.length),
    isSecond && token !== null && element('ContinuationToken', token),
    isSecond && query.has('start-after') && element('StartAfter', encode(query.get('start-after') ?? '')),
    !isSecond && element('Marker', encode(after)),
    isTruncated &&
      (isSecond ? element('NextContinuationToken', encodeToken(last.key)) : element('NextMarker', encode(last.key))),
    ...contents,
    ...prefixes,
  ];
  return element('ListBucketResult', fields.filter(Boolean).join(''), true);
}

type Entry = { readonly key: string; readonly object?: S3Object };

/** Keys and, where a delimiter folds them, their common beginnings, in order. */
function entriesOf(
  objects: readonly S3Object[],
  { prefix, delimiter, after }: { prefix: string; delimiter: string; after: string },
): Entry[] {
  const entries = new Map<string, Entry>();
  for (const object of objects) {
    if (!object.key.startsWith(prefix)) continue;
    const at = delimiter ? object.key.indexOf(delimiter, prefix.length) : -1;
    const entry = at < 0 ? { key: object.key, object } : { key: object.key.slice(0, at + delimiter.length) };
    if (compare(entry.key, after) > 0) entries.set(entry.key, entry);
  }
  return [...entries.values()];
}

function contentOf(object: S3Object, encode: (key: string) => string): string {
  const fields = [
    element('Key', encode(object.key)),
    element('LastModified', new Date(object.modifiedMs).toISOString()),
    element('ETag', object.etag),
    element('Size', object.size),
    element('StorageClass', 'STANDARD'),
  ];
  return element('Contents', fields.join(''), true);
}

function readLimit(text: string | null): number {
  const limit = Number(text ?? MOST_KEYS);
  if (Number.isInteger(limit) && limit >= 0) return limit;
  throw new S3Error('InvalidArgument', 400, 'Provided max-keys not an integer or within integer range');
}

function encodeKey(key: string): string {
  return encodeURIComponent(key).replaceAll('%2F', '/');
}

function encodeToken(key: string): string {
  return Buffer.from(key).toString('base64url');
}

function decodeToken(token: string): string {
  return Buffer.from(token, 'base64url').toString();
}

function compare(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
