import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Json } from './workspace/workspace.ts';

const BODY_LIMIT = 64 * 1024 * 1024;

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])(:\d+)?$/;

/** A mistake of the caller, answered with its HTTP status. */
export class HttpError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'HttpError';
    this.status = status;
  }
}

/** Refuses calls that a foreign web page made a browser send here: by another host name or from another origin. */
export function checkCaller({ headers }: IncomingMessage): void {
  if (!LOOPBACK.test(headers.host ?? ''))
    throw new HttpError(403, 'this server answers to 127.0.0.1 and localhost only');
  if (headers.origin && headers.origin !== `http://${headers.host}`) {
    throw new HttpError(403, 'this server answers to its own page only');
  }
}

export async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > BODY_LIMIT) throw new HttpError(413, 'the body is larger than 64 MB');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The fields of a form or of a JSON body; fields of the address come first. */
export async function readFields(request: IncomingMessage, url: URL): Promise<Json> {
  const bytes = await readBytes(request);
  const type = request.headers['content-type'] ?? '';
  const query = Object.fromEntries(url.searchParams);
  if (bytes.length === 0) return query;
  if (type.startsWith('application/json')) return { ...query, ...readJson(bytes) };
  if (type.startsWith('multipart/form-data')) return { ...query, ...Object.fromEntries(await readForm(bytes, type)) };
  return { ...query, ...Object.fromEntries(new URLSearchParams(bytes.toString())) };
}

/** Uploaded bytes: the body itself, or the first file of a multipart form. */
export async function readUpload(request: IncomingMessage): Promise<Uint8Array> {
  const bytes = await readBytes(request);
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return bytes;
  const file = [...(await readForm(bytes, type)).values()].find((value) => typeof value !== 'string');
  if (!file) throw new HttpError(400, 'the form holds no file');
  return new Uint8Array(await (file as Blob).arrayBuffer());
}

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

/** Bytes for the page. Nothing but the page's own scripts may run in it. */
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
