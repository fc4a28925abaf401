import { createHmac, randomBytes, randomUUID } from 'node:crypto';

import type { SocketMode } from './socket-mode.ts';
import type { Deliver, Envelope, Reply } from './workspace/envelope.ts';
import type { Json, Workspace } from './workspace/workspace.ts';

import { PAYLOAD_FIELDS } from './workspace/envelope.ts';
import { takeFault } from './workspace/fault-injection.ts';

/** Says that a delivery is a repetition: the first, second or third one, and Slack's reason for it, such as `http_timeout`. */
export type Retry = { readonly number: number; readonly reason: string };

/** The delivery of payloads to the app. */
export type Delivery = {
  readonly deliver: Deliver;
  /** Sets the app's Request URL and verifies it by a challenge, as Slack does when a manifest is saved. Events go to a verified URL only. */
  readonly connect: (eventsUrl: string) => Promise<void>;
};

/** Milliseconds within which the app must acknowledge a payload. */
const ACK_DEADLINE = 3_000;

/** Milliseconds before an event is sent again that was not acknowledged: at once, after a minute, after five. */
const RETRY_DELAYS = [0, 60_000, 300_000];

/**
 * Opens the delivery of payloads to the app: by Socket Mode while it is connected that way, by signed HTTP otherwise. Events
 * that are not acknowledged are sent again, up to three times; other payloads are sent once, unless a fault duplicates them.
 * https://docs.slack.dev/apis/events-api#retries
 */
export function openDelivery(workspace: Workspace, socketMode: SocketMode): Delivery {
  let url: string | undefined;
  let verified = Promise.resolve(false);

  const attempt = async (envelope: Envelope, id: string, retry?: Retry): Promise<Reply> => {
    const deadline = new AbortController();
    const late: Promise<Reply> = workspace.clock
      .wait(ACK_DEADLINE, deadline.signal)
      .then(() => ({ ok: false, error: 'operation_timeout', reason: 'no answer within 3 seconds' }));
    const sendByHttp = async () => {
      const target = envelope.type === 'events_api' && !(await verified) ? undefined : url;
      return send(workspace, envelope, { url: target, signal: deadline.signal, retry });
    };
    const reply = socketMode.isConnected()
      ? socketMode.send(envelope, { id, retry, signal: deadline.signal })
      : sendByHttp();
    const first = await Promise.race([reply, late]);
    deadline.abort();
    return first;
  };

  const sendAgain = async (envelope: Envelope, id: string, failed: Reply): Promise<void> => {
    let reply = failed;
    for (const [index, delay] of RETRY_DELAYS.entries()) {
      if (reply.ok) return;
      await workspace.clock.wait(delay);
      const reason = reply.error === 'operation_timeout' ? 'http_timeout' : 'http_error';
      reply = await attempt(envelope, id, { number: index + 1, reason });
    }
  };

  return {
    deliver: async (envelope) => {
      const fault = takeFault(workspace, 'delivery');
      if (fault?.delay) await workspace.clock.wait(fault.delay);
      const id = randomUUID();
      const duplicates = Array.from({ length: fault?.duplicates ?? 0 }, (_, index) =>
        attempt(envelope, id, { number: index + 1, reason: 'http_timeout' }),
      );
      const [reply] = await Promise.all([attempt(envelope, id), ...duplicates]);
      const seen = fault?.cut ? failed('the acknowledgement was lost') : reply;
      const isEvent = envelope.type === 'events_api';
      if (!seen.ok && isEvent && (socketMode.isConnected() || (await verified))) void sendAgain(envelope, id, seen);
      return seen;
    },
    connect: async (eventsUrl) => {
      url = eventsUrl;
      workspace.appHost = new URL(eventsUrl).hostname;
      verified = verify(workspace, eventsUrl);
      await verified;
    },
  };
}

/**
 * Returns the two headers by which the app verifies that Slack sent `body` now:
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function signatureHeaders(workspace: Workspace, body: string): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(workspace.clock.now() / 1000));
  const digest = createHmac('sha256', workspace.signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${digest}` };
}

/** https://docs.slack.dev/reference/events/url_verification */
async function verify(workspace: Workspace, url: string): Promise<boolean> {
  const challenge = randomBytes(20).toString('hex');
  const payload = { token: PAYLOAD_FIELDS.token, type: 'url_verification', challenge };
  const reply = await send(
    workspace,
    { type: 'events_api', payload },
    { url, signal: AbortSignal.timeout(ACK_DEADLINE) },
  );
  if (!reply.ok) return false;
  return reply.body === challenge || (reply.body as Json).challenge === challenge;
}

async function send(
  workspace: Workspace,
  envelope: Envelope,
  { url, signal, retry }: { url: string | undefined; signal: AbortSignal; retry?: Retry | undefined },
): Promise<Reply> {
  if (!url) return failed('no app is connected');
  const [type, body] = write(envelope);
  const retryHeaders = retry && { 'x-slack-retry-num': String(retry.number), 'x-slack-retry-reason': retry.reason };
  const headers = {
    'content-type': type,
    'user-agent': 'Slackbot 1.0',
    ...signatureHeaders(workspace, body),
    ...retryHeaders,
  };
  try {
    const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
    const text = await response.text();
    return response.status === 200 ? { ok: true, body: readBody(text) } : failed(`the app answered ${response.status}`);
  } catch (error) {
    return failed((error as Error).message);
  }
}

function write({ type, payload }: Envelope): readonly [string, string] {
  if (type === 'events_api') return ['application/json', JSON.stringify(payload)];
  const fields = type === 'interactive' ? { payload: JSON.stringify(payload) } : (payload as Record<string, string>);
  return ['application/x-www-form-urlencoded', new URLSearchParams(fields).toString()];
}

function readBody(text: string): Json | string {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null ? (body as Json) : text;
  } catch {
    return text;
  }
}

function failed(reason: string): Reply {
  return { ok: false, error: 'dispatch_failed', reason };
}
