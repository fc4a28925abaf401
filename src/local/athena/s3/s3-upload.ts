import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

import type { S3Address } from './s3-address.ts';
import type { S3Object, S3Objects } from './s3-objects.ts';

import { readBody } from '../../../http/request-body.ts';
import { bodyOf } from './s3-body.ts';
import { element, S3Error } from './s3-xml.ts';

const LONGEST_XML = 1 << 20;

/** Parts are objects of a bucket that no client can name. */
const PARTS = '.parts';

type Upload = {
  readonly id: string;
  readonly bucket: string;
  readonly key: string;
  readonly contentType: string | undefined;
  readonly metadata: Readonly<Record<string, string>>;
};

/** The multipart uploads of an embedded S3. */
export type Uploads = ReturnType<typeof openUploads>;

/**
 * Creates the multipart uploads of a server, by which clients send large files. They are in memory. Its functions throw an S3Error for
 * an unknown upload or part.
 */
export function openUploads(objects: S3Objects) {
  const uploads = new Map<string, Upload>();

  function find({ bucket, key, query }: S3Address): Upload {
    const upload = uploads.get(query.get('uploadId') ?? '');
    if (upload && upload.bucket === bucket && upload.key === key) return upload;
    throw new S3Error('NoSuchUpload', 404, 'The specified upload does not exist.');
  }

  function partsOf(upload: Upload): S3Object[] {
    return objects.list(PARTS).filter(({ key }) => key.startsWith(`${upload.id}/`));
  }

  async function forget(upload: Upload): Promise<void> {
    uploads.delete(upload.id);
    for (const part of partsOf(upload)) await objects.remove(PARTS, part.key);
  }

  return {
    begin(request: IncomingMessage, { bucket, key }: S3Address): string {
      const id = randomUUID();
      uploads.set(id, { id, bucket, key, contentType: request.headers['content-type'], metadata: metadataOf(request) });
      return element(
        'InitiateMultipartUploadResult',
        element('Bucket', bucket) + element('Key', key) + element('UploadId', id),
        true,
      );
    },

    async putPart(request: IncomingMessage, response: ServerResponse, address: S3Address): Promise<void> {
      const upload = find(address);
      const number = Number(address.query.get('partNumber'));
      if (!Number.isInteger(number) || number < 1 || number > 10_000) {
        throw new S3Error('InvalidArgument', 400, 'Part number must be an integer between 1 and 10000, inclusive');
      }
      const part = await objects.put({ bucket: PARTS, key: partKey(upload, number) }, bodyOf(request));
      response.writeHead(200, { etag: part.etag }).end();
    },

    /** Stores the object that consists of the parts that the request lists, and returns the answer's XML. */
    async complete(request: IncomingMessage, address: S3Address): Promise<string> {
      const upload = find(address);
      const body = (await readBody(bodyOf(request), LONGEST_XML)).toString();
      const numbers = [...body.matchAll(/<PartNumber>\s*(\d+)\s*<\/PartNumber>/g)].map(([, number]) => Number(number));
      const parts = numbers.map((number) => objects.find(PARTS, partKey(upload, number)));
      if (parts.length === 0 || !parts.every((part) => part !== undefined)) {
        throw new S3Error('InvalidPart', 400, 'One or more of the specified parts could not be found.');
      }
      const { bucket, key, contentType, metadata } = upload;
      const object = await objects.put({ bucket, key }, joined(parts, objects), { contentType, metadata });
      await forget(upload);
      return completed(object);
    },

    abort: (address: S3Address) => forget(find(address)),
  };
}

function completed({ bucket, key, etag }: S3Object): string {
  const fields = [element('Location', `/${bucket}/${key}`), element('Bucket', bucket), element('Key', key)];
  return element('CompleteMultipartUploadResult', [...fields, element('ETag', etag)].join(''), true);
}

async function* joined(parts: readonly S3Object[], objects: S3Objects): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield* objects.read(part);
}

/** Returns the user metadata of a request by name without `x-amz-meta-`. */
export function metadataOf({ headers }: IncomingMessage): Record<string, string> {
  const prefix = 'x-amz-meta-';
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), String(value)]),
  );
}

function partKey({ id }: Upload, number: number): string {
  return `${id}/${String(number).padStart(5, '0')}`;
}
