import type { IncomingMessage, ServerResponse } from 'node:http';

/** The most bytes that a request of Slack may have: its own are far below. */
const MOST_BYTES = 1_000_000;

/** So far may the time in a request be from ours, in seconds. https://docs.slack.dev/authentication/verifying-requests-from-slack */
const CLOCK_SECONDS = 300;

/**
 * Lets a request of Slack in, or refuses it, before its signature is known: its body is read within bounds and must hold
 * an object, and its time must not be in the future. Resolves to false when it was answered already;
 * otherwise the body waits in `rawBody`, where Bolt takes it from.
 */
export async function admitRequest(
  request: IncomingMessage & { rawBody?: Buffer },
  response: ServerResponse,
  { now = Date.now }: { now?: () => number } = {},
): Promise<boolean> {
  const refuse = (status: number): boolean => {
    response.writeHead(status, { connection: 'close' }).end();
    return false;
  };
  const sentAt = Number(request.headers['x-slack-request-timestamp']);
  if (sentAt - now() / 1000 > CLOCK_SECONDS) return refuse(401); // Bolt refuses what is too old, or not signed
  if (Number(request.headers['content-length'] ?? 0) > MOST_BYTES) return refuse(413);
  const body = await readBody(request);
  if (!body) return refuse(413);
  if (!holdsObject(body.toString(), request.headers['content-type'] ?? '')) return refuse(400);
  request.rawBody = body;
  return true;
}

/** The whole body; undefined when it is too large. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Whether a body is what Slack sends: JSON of an object, or a form whose `payload`, if it has one, is that. */
function holdsObject(body: string, contentType: string): boolean {
  if (contentType.startsWith('application/json')) return isObject(body);
  const payload = new URLSearchParams(body).get('payload');
  return payload === null || isObject(payload);
}

function isObject(json: string): boolean {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
