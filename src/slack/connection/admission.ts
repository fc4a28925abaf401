import type { IncomingMessage, ServerResponse } from 'node:http';

import { readBody } from '../../http/request-body.ts';
import { isSigned, isTimely } from '../../http/slack-signature.ts';

/** The body of a request from Slack, parsed. */
export type SlackBody = Readonly<Record<string, unknown>>;

/** Checks requests that say that they come from Slack. */
export type Admission = {
  /** Reads and checks the body of a request and resolves to what it holds; undefined when the request was refused and answered. */
  readonly admit: (request: IncomingMessage, response: ServerResponse) => Promise<SlackBody | undefined>;
};

/** The secret and the bounds that requests are checked against. */
export type AdmissionOptions = {
  readonly signingSecret: string;
  /** Called when a request was not signed with the secret, or too long ago. */
  readonly onUnsigned: () => void;
  /** The most bytes of all bodies that are being read at the same time. */
  readonly mostBytes?: number;
  /** The clock: milliseconds since 1970. */
  readonly now?: () => number;
};

/** The most bytes that one request of Slack may have, and all that are being read: its own are far below. */
const MOST_BYTES = { one: 1_000_000, all: 50_000_000 } as const;

/**
 * Creates the check of requests from Slack. Until the signature is known, the size of a body is bounded, for each
 * request and for all together; a body must be an object.
 */
export function openAdmission({
  signingSecret,
  onUnsigned,
  mostBytes = MOST_BYTES.all,
  now = Date.now,
}: AdmissionOptions): Admission {
  let reading = 0; // bytes

  /** Reads the whole body as text; resolves to undefined when it, or all bodies that are being read, are too large. */
  const readText = async (request: IncomingMessage): Promise<string | undefined> => {
    let bytes = 0;
    const counted = async function* () {
      for await (const chunk of request) {
        bytes += chunk.length;
        reading += chunk.length;
        if (reading > mostBytes) throw new RangeError(`more than ${mostBytes} bytes are being read`);
        yield chunk;
      }
    };
    try {
      return (await readBody(counted(), MOST_BYTES.one)).toString();
    } catch (error) {
      if (request.complete && !(error instanceof RangeError)) throw error;
      return undefined; // when it broke off, nobody reads the refusal
    } finally {
      reading -= bytes;
    }
  };

  return {
    admit: async (request, response) => {
      const refuse = (status: number): undefined => {
        response.writeHead(status, { connection: 'close' }).end();
      };
      const { headers } = request;
      if (!isTimely(headers, now())) {
        onUnsigned();
        return refuse(401);
      }
      if (Number(headers['content-length'] ?? 0) > MOST_BYTES.one) return refuse(413);
      const text = await readText(request);
      if (text === undefined) return refuse(413);
      const body = bodyOf(text, headers['content-type'] ?? '');
      if (!body) return refuse(400);
      if (isSigned(headers, text, signingSecret)) return body;
      onUnsigned();
      return refuse(401);
    },
  };
}

/** What a body holds: JSON of an object, or a form whose `payload`, if it has one, is that. Undefined for anything else. */
function bodyOf(text: string, contentType: string): SlackBody | undefined {
  if (contentType.startsWith('application/json')) return objectOf(text);
  const form = new URLSearchParams(text);
  const payload = form.get('payload');
  return payload === null ? Object.fromEntries(form) : objectOf(payload);
}

function objectOf(json: string): SlackBody | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as SlackBody) : undefined;
  } catch {
    return undefined;
  }
}
