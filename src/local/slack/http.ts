import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Json } from './workspace/workspace.ts';

import { readBody } from '../../http/request-body.ts';

const BODY_LIMIT = 64 * 1024 * 1024;

/** An error of the caller that is answered with an HTTP status and a message. */
export class HttpError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'HttpError';
    this.status = status;
  }
}

/** Reads a request's body. Throws an HttpError 413 beyond 64 MB. */
function readBytes(request: IncomingMessage): Promise<Buffer> {
  return readBody(request, BODY_LIMIT).catch((error) => {
    throw error instanceof RangeError ? new HttpError(413, 'the body is larger than 64 MB') : error;
  });
}

/** Reads the fields of a form or of a JSON body over those of the address. Throws an HttpError 400 when it is no JSON object. */
export async function readFields(request: IncomingMessage, url: URL): Promise<Json> {
  const bytes = await readBytes(request);
  const type = request.headers['content-type'] ?? '';
  const query = Object.fromEntries(url.searchParams);
  if (bytes.length === 0) return query;
  if (type.startsWith('application/json')) return { ...query, ...readJson(bytes) };
  if (type.startsWith('multipart/form-data')) return { ...query, ...Object.fromEntries(await readForm(bytes, type)) };
  return { ...query, ...Object.fromEntries(new URLSearchParams(bytes.toString())) };
}

/** Reads uploaded bytes: the body itself, or the first file of a multipart form. Throws an HttpError 400 when there is none. */
export async function readUpload(request: IncomingMessage): Promise<Uint8Array> {
  const bytes = await readBytes(request);
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return bytes;
  const file = [...(await readForm(bytes, type)).values()].find((value) => typeof value !== 'string');
  if (!file) throw new HttpError(400, 'the form holds no file');
  return new Uint8Array(await (file as Blob).arrayBuffer());
}

/** Answers with a JSON body that is not cached. */
export function sendJson(
  response: ServerResponse,
  body: Json,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    ...headers,
  });
  response.end(JSON.stringify(body));
}

/** Answers 200 with bytes of a content type, under a policy that lets only this server's scripts run; `keep` lets browsers cache them for a year. */
export function sendBytes(
  response: ServerResponse,
  bytes: Uint8Array | string,
  type: string,
  { keep = false } = {},
): void {
  response.writeHead(200, {
    'content-type': type,
    'cache-control': keep ? 'private, max-age=31536000, immutable' : 'no-cache',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'content-security-policy':
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'",
  });
  response.end(bytes);
}

function readJson(bytes: Buffer): Json {
  try {
    const value: unknown = JSON.parse(bytes.toString());
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json;
  } catch {
    throw new HttpError(400, 'the body is not JSON');
  }
  throw new HttpError(400, 'the body must be a JSON object');
}

function readForm(bytes: Buffer, type: string): Promise<FormData> {
  return new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
}
