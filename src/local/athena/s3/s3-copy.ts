import type { IncomingMessage } from 'node:http';

import type { Objects, StoredObject } from './objects.ts';

import { element, S3Error } from './s3-xml.ts';

/** The object that a request wants copied by its `x-amz-copy-source`; undefined when it brings bytes of its own. */
export function copySourceOf({ headers }: IncomingMessage, objects: Objects): StoredObject | undefined {
  const source = headers['x-amz-copy-source'];
  if (typeof source !== 'string') return undefined;
  const [, bucket = '', key = ''] = decode(source).match(/^\/?([^/]+)\/(.+?)(?:\?.*)?$/s) ?? [];
  const object = objects.find(bucket, key);
  if (!object) throw new S3Error('NoSuchKey', 404, 'The specified key does not exist.', { Key: key });
  return object;
}

/** The bytes that a part copies: `bytes=first-last`, both there; undefined for all of them. */
export function copyRangeOf(
  { headers }: IncomingMessage,
  { size }: StoredObject,
): { start: number; end: number } | undefined {
  const header = headers['x-amz-copy-source-range'];
  if (header === undefined) return undefined;
  const [, first, last] = String(header).match(/^bytes=(\d+)-(\d+)$/) ?? [];
  const range = { start: Number(first), end: Number(last) };
  if (first !== undefined && range.start <= range.end && range.end < size) return range;
  throw new S3Error('InvalidArgument', 400, 'The x-amz-copy-source-range is not a range of the source object');
}

/** What S3 answers to a copy: `CopyObjectResult` or `CopyPartResult`. */
export function copyResult(name: string, { etag, modifiedMs }: StoredObject): string {
  const modified = new Date(modifiedMs).toISOString();
  return element(name, element('ETag', etag) + element('LastModified', modified), true);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new S3Error('InvalidArgument', 400, 'The x-amz-copy-source is not URL-encoded');
  }
}
