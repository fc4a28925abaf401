import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';

import type { RequestHandler } from '../protocol/http.ts';
import type { S3Address } from './s3-address.ts';
import type { S3Object, S3Objects } from './s3-objects.ts';

import { readBody } from '../protocol/http.ts';
import { readS3Address } from './s3-address.ts';
import { bodyOf } from './s3-body.ts';
import { listBuckets, listObjects } from './s3-list.ts';
import { metadataOf, openUploads } from './s3-upload.ts';
import { element, S3Error, sendError, sendXml, unescapeXml } from './s3-xml.ts';

const LONGEST_XML = 1 << 20;

/** What a request may be about besides an object's bytes or a bucket's keys; none of it is kept here. */
const SUBRESOURCES =
  'accelerate acl analytics attributes cors encryption inventory legal-hold lifecycle logging metrics notification object-lock ownershipControls policy policyStatus publicAccessBlock replication requestPayment restore retention select tagging torrent versions website'.split(
    ' ',
  );

/** Headers that ask for another operation than PutObject. */
const OPERATION_HEADERS = ['x-amz-copy-source'];

/**
 * Returns the handler of Amazon S3's REST interface, path-style. A bucket exists once something is put into it, or
 * asked for.
 */
export function openS3(objects: S3Objects): RequestHandler {
  const uploads = openUploads(objects);

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const address = readS3Address(request);
    const { bucket, key, query } = address;
    if (bucket.startsWith('.')) throw new S3Error('InvalidBucketName', 400, 'The specified bucket is not valid.');
    const isAside =
      SUBRESOURCES.some((name) => query.has(name)) || OPERATION_HEADERS.some((name) => name in request.headers);
    const subject = key === '' ? (bucket === '' ? 'service' : 'bucket') : 'object';
    const aside = query.has('tagging') ? ' tags' : ' aside';
    switch (`${request.method} ${subject}${isAside ? aside : ''}`) {
      case 'GET service':
        return sendXml(response, listBuckets(objects));
      case 'GET bucket':
        if (query.has('location')) return sendXml(response, element('LocationConstraint', ''));
        if (query.has('versioning')) return sendXml(response, element('VersioningConfiguration', ''));
        if (query.has('uploads')) break;
        return sendXml(response, listObjects(objects, address));
      case 'HEAD bucket':
      case 'PUT bucket':
        if (query.has('versioning')) break;
        response.writeHead(200, { 'x-amz-bucket-region': 'us-east-1', location: `/${bucket}` }).end();
        return;
      case 'DELETE bucket':
        if (objects.list(bucket).length > 0)
          throw new S3Error('BucketNotEmpty', 409, 'The bucket you tried to delete is not empty');
        response.writeHead(204).end();
        return;
      case 'POST bucket':
        if (query.has('delete')) return sendXml(response, await removeAll(request, bucket));
        break;
      case 'GET object tags':
        read(address);
        return sendXml(response, element('Tagging', element('TagSet', '', true), true));
      case 'GET object':
      case 'HEAD object':
        return await send(request, response, read(address));
      case 'PUT object':
        if (query.has('partNumber')) return await uploads.putPart(request, response, address);
        return await put(request, response, address);
      case 'DELETE object':
        if (query.has('uploadId')) await uploads.abort(address);
        else await objects.remove(bucket, key);
        response.writeHead(204).end();
        return;
      case 'POST object':
        if (query.has('uploads')) return sendXml(response, uploads.begin(request, address));
        if (query.has('uploadId')) return sendXml(response, await uploads.complete(request, address));
        break;
    }
    throw new S3Error('NotImplemented', 501, 'The embedded S3 does not know this operation');
  }

  function read({ bucket, key }: { bucket: string; key: string }): S3Object {
    const object = objects.find(bucket, key);
    if (!object) throw new S3Error('NoSuchKey', 404, 'The specified key does not exist.', { Key: key });
    return object;
  }

  async function put(request: IncomingMessage, response: ServerResponse, { bucket, key }: S3Address): Promise<void> {
    const options = { contentType: request.headers['content-type'], metadata: metadataOf(request) };
    const object = await objects.put({ bucket, key }, bodyOf(request), options);
    response.writeHead(200, { etag: object.etag }).end();
  }

  async function send(request: IncomingMessage, response: ServerResponse, object: S3Object): Promise<void> {
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

  async function removeAll(request: IncomingMessage, bucket: string): Promise<string> {
    const body = (await readBody(bodyOf(request), LONGEST_XML)).toString();
    const keys = [...body.matchAll(/<Key>(.*?)<\/Key>/gs)].map(([, key = '']) => unescapeXml(key));
    for (const key of keys) await objects.remove(bucket, key);
    const isQuiet = /<Quiet>\s*true\s*<\/Quiet>/.test(body);
    const deleted = keys.map((key) => element('Deleted', element('Key', key), true));
    return element('DeleteResult', isQuiet ? '' : deleted.join(''), true);
  }

  return async (request, response) => {
    try {
      await handle(request, response);
    } catch (error) {
      if (!(error instanceof S3Error)) throw error;
      sendError(request, response, error);
    }
  };
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
