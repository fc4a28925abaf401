import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/**
 * An error answer of S3: `code`, such as `NoSuchKey`, the HTTP status, a message and further XML elements. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
export class S3Error extends Error {
  readonly code: string;
  readonly status: number;
  readonly members: Readonly<Record<string, string>>;

  constructor(code: string, status: number, message: string, members: Readonly<Record<string, string>> = {}) {
    super(message);
    this.name = 'S3Error';
    this.code = code;
    this.status = status;
    this.members = members;
  }
}

/** Returns an XML element around a text, which is escaped, or around XML when `isXml` is true. */
export function element(name: string, content: string | number | boolean, isXml = false): string {
  return `<${name}>${isXml ? content : escapeXml(String(content))}</${name}>`;
}

/** Replaces the entities and character references of an XML text by their characters. */
export function unescapeXml(text: string): string {
  return text
    .replace(/&#x([0-9a-f]+);/gi, (_, digits) => String.fromCodePoint(Number.parseInt(digits, 16)))
    .replace(/&#(\d+);/g, (_, digits) => String.fromCodePoint(Number(digits)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}

/** Sends an element, `root`, as an XML document in S3's namespace. */
export function sendXml(response: ServerResponse, root: string, status = 200): void {
  const named = root.replace(/^<(\w+)>/, `<$1 xmlns="${NAMESPACE}">`);
  send(response, status, `<?xml version="1.0" encoding="UTF-8"?>\n${named}`);
}

/** Sends an error as an XML document, or its status alone to a HEAD request. */
export function sendError(request: IncomingMessage, response: ServerResponse, error: S3Error): void {
  request.resume(); // the client may still be sending a body
  if (request.method === 'HEAD') {
    response.writeHead(error.status).end();
    return;
  }
  const members = Object.entries(error.members).map(([name, value]) => element(name, value));
  const content = [
    element('Code', error.code),
    element('Message', error.message),
    ...members,
    element('RequestId', randomUUID()),
  ];
  send(response, error.status, `<?xml version="1.0" encoding="UTF-8"?>\n${element('Error', content.join(''), true)}`);
}

function send(response: ServerResponse, status: number, text: string): void {
  response
    .writeHead(status, { 'content-type': 'application/xml', 'content-length': Buffer.byteLength(text) })
    .end(text);
}

/** XML 1.0 cannot carry most control characters as themselves. */
function escapeXml(text: string): string {
  return text
    .replace(/[&<>"]/g, (character) => ENTITIES[character]!)
    .replace(/[\x00-\x1f\x7f]/g, (character) => `&#x${character.charCodeAt(0).toString(16)};`);
}
