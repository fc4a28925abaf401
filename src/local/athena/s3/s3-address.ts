import type { IncomingMessage } from 'node:http';

import { S3Error } from './s3-xml.ts';

/** The bucket, key and query string of an S3 request. The key is empty for operations on a bucket. */
export type S3Address = { readonly bucket: string; readonly key: string; readonly query: URLSearchParams };

/**
 * Parses the address of a request of S3's path-style. Throws an S3Error for a malformed path.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 */
export function readS3Address(request: IncomingMessage): S3Address {
  const url = request.url ?? '/';
  const at = url.indexOf('?');
  const [, bucket = '', key = ''] = (at < 0 ? url : url.slice(0, at)).match(/^\/([^/]*)\/?(.*)$/s) ?? [];
  const query = new URLSearchParams(at < 0 ? '' : url.slice(at + 1));
  try {
    return { bucket: decodeURIComponent(bucket), key: decodeURIComponent(key), query };
  } catch {
    throw new S3Error('InvalidURI', 400, "Couldn't parse the specified URI.");
  }
}
