import type { IncomingMessage } from 'node:http';

import { S3Error } from './s3-xml.ts';

/**
 * Yields the payload of a request. SDKs send it in chunks, `<hex size>;…\r\n<bytes>\r\n`, whose signatures and checksums are not
 * checked. Throws an S3Error for a body that ends too early. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 */
export async function* bodyOf(request: IncomingMessage): AsyncGenerator<Buffer> {
  const isChunked =
    /\baws-chunked\b/.test(request.headers['content-encoding'] ?? '') ||
    String(request.headers['x-amz-content-sha256'] ?? '').startsWith('STREAMING-');
  if (isChunked) yield* unchunk(request);
  else yield* request;
}

async function* unchunk(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  let missing = 0; // bytes of the present chunk that are still to come
  for await (const data of stream) {
    rest = rest.length === 0 ? data : Buffer.concat([rest, data]);
    for (;;) {
      if (missing > 0) {
        const part = rest.subarray(0, missing);
        rest = rest.subarray(part.length);
        missing -= part.length;
        if (part.length > 0) yield part;
        if (missing > 0) break;
      }
      const line = rest.subarray(0, 2).equals(CRLF) ? 2 : 0; // ends the chunk before
      const end = rest.indexOf(CRLF, line);
      if (end < 0) break;
      const size = Number.parseInt(rest.toString('latin1', line, end), 16);
      if (Number.isNaN(size)) throw new S3Error('InvalidRequest', 400, 'The chunked body could not be read');
      if (size === 0) {
        for await (const _ of stream); // trailing checksums
        return;
      }
      rest = rest.subarray(end + 2);
      missing = size;
    }
  }
  throw new S3Error(
    'IncompleteBody',
    400,
    'You did not provide the number of bytes specified by the Content-Length HTTP header.',
  );
}

const CRLF = Buffer.from('\r\n');
