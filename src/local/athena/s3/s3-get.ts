import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';

import type { S3Address } from './s3-address.ts';
import type { S3Object, S3Objects } from './s3-objects.ts';

import { S3Error } from './s3-xml.ts';

/** Returns the object at an address. Throws an S3Error, NoSuchKey, when there is none. */
export function readObject(objects: S3Objects, { bucket, key }: S3Address): S3Object {
  const object = objects.find(bucket, key);
  if (!object) throw new S3Error('NoSuchKey', 404, 'The specified key does not exist.', { Key: key });
  return object;
}

/** Answers GetObject or HeadObject, with `Range`, `If-Match` and `If-None-Match`. Throws an S3Error for a wrong range. */
export async function sendObject(
  objects: S3Objects,
  object: S3Object,
  { request, response }: { readonly request: IncomingMessage; readonly response: ServerResponse },
): Promise<void> {
  const { headers } = request;
  const common = {
    'accept-ranges': 'bytes',
    'content-type': object.contentType,
    etag: object.etag,
    'last-modified': new Date(object.modifiedMs).toUTCString(),
    ...Object.fromEntries(Object.entries(object.metadata).map(([name, value]) => [`x-amz-meta-${name}`, value])),
  };
  if (headers['if-match'] && headers['if-match'] !== object.etag && headers['if-match'] !== '*')
    throw new S3Error('PreconditionFailed', 412, 'At least one of the pre-conditions you specified did not hold');
  if (headers['if-none-match'] === object.etag) {
    response.writeHead(304, common).end();
    return;
  }
  const range = rangeOf(headers.range, object.size);
  const length = range ? range.end - range.start + 1 : object.size;
  response.writeHead(range ? 206 : 200, {
    ...common,
    'content-length': length,
    ...(range ? { 'content-range': `bytes ${range.start}-${range.end}/${object.size}` } : {}),
  });
  if (request.method === 'HEAD') response.end();
  else await pipeline(objects.read(object, range), response);
}

/** One `bytes=` range; undefined for the whole object. */
function rangeOf(header: string | undefined, size: number): { start: number; end: number } | undefined {
  const [, from, to] = header?.match(/^bytes=(\d*)-(\d*)$/) ?? [];
  if (from === undefined || to === undefined || (from === '' && to === '')) return undefined;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (start < size && start <= end) return { start, end };
  throw new S3Error('InvalidRange', 416, 'The requested range is not satisfiable', { ActualObjectSize: String(size) });
}
