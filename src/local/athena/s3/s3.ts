import type { IncomingMessage, ServerResponse } from 'node:http';

import type { RequestHandler } from '../protocol/http.ts';
import type { S3Address } from './s3-address.ts';
import type { S3Objects } from './s3-objects.ts';
import type { Uploads } from './s3-upload.ts';

import { readBody } from '../../../http/request-body.ts';
import { readS3Address } from './s3-address.ts';
import { bodyOf } from './s3-body.ts';
import { readObject, sendObject } from './s3-get.ts';
import { listBuckets, listObjects } from './s3-list.ts';
import { metadataOf, openUploads } from './s3-upload.ts';
import { element, S3Error, sendError, sendXml, unescapeXml } from './s3-xml.ts';

const LONGEST_XML = 1 << 20;

/** Query parameters of operations on other things than an object's bytes or a bucket's keys, which are not implemented. */
const SUBRESOURCES =
  'accelerate acl analytics attributes cors encryption inventory legal-hold lifecycle logging metrics notification object-lock ownershipControls policy policyStatus publicAccessBlock replication requestPayment restore retention select tagging torrent versions website'.split(
    ' ',
  );

/** Headers of operations that are not implemented. */
const OTHER_HEADERS = ['x-amz-copy-source'];

/** A request to the embedded S3, and what answers it. */
type S3Call = {
  readonly address: S3Address;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly objects: S3Objects;
  readonly uploads: Uploads;
};

/** Returns the request handler of S3's REST API, path-style. Every bucket exists. */
export function openS3(objects: S3Objects): RequestHandler {
  const uploads = openUploads(objects);
  return async (request, response) => {
    try {
      const address = readS3Address(request);
      await answer({ address, request, response, objects, uploads });
    } catch (error) {
      if (!(error instanceof S3Error)) throw error;
      sendError(request, response, error);
    }
  };
}

async function answer(call: S3Call): Promise<void> {
  const { address, request, response, objects } = call;
  const { bucket, key, query } = address;
  if (bucket.startsWith('.')) throw new S3Error('InvalidBucketName', 400, 'The specified bucket is not valid.');
  if (request.method === 'GET' && key !== '' && query.has('tagging')) {
    readObject(objects, address);
    return sendXml(response, element('Tagging', element('TagSet', '', true), true));
  }
  const isOther = SUBRESOURCES.some((name) => query.has(name)) || OTHER_HEADERS.some((name) => name in request.headers);
  if (isOther) throw unknownOperation();
  if (key !== '') return answerObject(call);
  if (bucket !== '') return answerBucket(call);
  if (request.method !== 'GET') throw unknownOperation();
  return sendXml(response, listBuckets(objects));
}

async function answerBucket({ address, request, response, objects }: S3Call): Promise<void> {
  const { bucket, query } = address;
  switch (request.method) {
    case 'GET':
      if (query.has('location')) return sendXml(response, element('LocationConstraint', ''));
      if (query.has('versioning')) return sendXml(response, element('VersioningConfiguration', ''));
      if (query.has('uploads')) throw unknownOperation();
      return sendXml(response, listObjects(objects, address));
    case 'HEAD':
    case 'PUT':
      if (query.has('versioning')) throw unknownOperation();
      response.writeHead(200, { 'x-amz-bucket-region': 'us-east-1', location: `/${bucket}` }).end();
      return;
    case 'DELETE':
      if (objects.list(bucket).length > 0)
        throw new S3Error('BucketNotEmpty', 409, 'The bucket you tried to delete is not empty');
      response.writeHead(204).end();
      return;
    case 'POST':
      if (query.has('delete')) return sendXml(response, await removeAll(request, bucket, objects));
  }
  throw unknownOperation();
}

async function answerObject({ address, request, response, objects, uploads }: S3Call): Promise<void> {
  const { bucket, key, query } = address;
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return await sendObject(objects, readObject(objects, address), { request, response });
    case 'PUT': {
      if (query.has('partNumber')) return await uploads.putPart(request, response, address);
      const options = { contentType: request.headers['content-type'], metadata: metadataOf(request) };
      const { etag } = await objects.put({ bucket, key }, bodyOf(request), options);
      response.writeHead(200, { etag }).end();
      return;
    }
    case 'DELETE':
      if (query.has('uploadId')) await uploads.abort(address);
      else await objects.remove(bucket, key);
      response.writeHead(204).end();
      return;
    case 'POST':
      if (query.has('uploads')) return sendXml(response, uploads.begin(request, address));
      if (query.has('uploadId')) return sendXml(response, await uploads.complete(request, address));
  }
  throw unknownOperation();
}

async function removeAll(request: IncomingMessage, bucket: string, objects: S3Objects): Promise<string> {
  const body = (await readBody(bodyOf(request), LONGEST_XML)).toString();
  const keys = [...body.matchAll(/<Key>(.*?)<\/Key>/gs)].map(([, key = '']) => unescapeXml(key));
  for (const key of keys) await objects.remove(bucket, key);
  const isQuiet = /<Quiet>\s*true\s*<\/Quiet>/.test(body);
  const deleted = keys.map((key) => element('Deleted', element('Key', key), true));
  return element('DeleteResult', isQuiet ? '' : deleted.join(''), true);
}

function unknownOperation(): S3Error {
  return new S3Error('NotImplemented', 501, 'The embedded S3 does not know this operation');
}
