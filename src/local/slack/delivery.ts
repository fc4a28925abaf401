import { createHmac } from 'node:crypto';

import type { SocketMode } from './socket-mode.ts';
import type { Envelope, Reply } from './workspace/envelope.ts';
import type { Json, Workspace } from './workspace/workspace.ts';

export type Deliver = (envelope: Envelope) => Promise<Reply>;

const ACK_DEADLINE = 3_000;

/**
 * Hands a payload to the app: by Socket Mode while it is connected that way, by signed HTTP otherwise.
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function openDelivery(
  workspace: Workspace,
  socketMode: SocketMode,
  eventsUrl: () => string | undefined,
): Deliver {
  return async (envelope) => {
    const deadline = new AbortController();
    const late: Promise<Reply> = workspace.clock.wait(ACK_DEADLINE, deadline.signal).then(() => ({
      ok: false,
      error: 'operation_timeout',
      reason: 'no answer within 3 seconds',
    }));
    const sent = socketMode.isConnected()
      ? socketMode.send(envelope)
      : send(workspace, envelope, eventsUrl(), deadline.signal);
    const reply = await Promise.race([sent, late]);
    deadline.abort();
    return reply;
  };
}

/** The headers with which Slack signs a body. */
export function signatureHeaders(workspace: Workspace, body: string): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(workspace.clock.now() / 1000));
  const digest = createHmac('sha256', workspace.signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${digest}` };
}

async function send(
  workspace: Workspace,
  envelope: Envelope,
  url: string | undefined,
  signal: AbortSignal,
): Promise<Reply> {
  if (!url) return failed('no app is connected');
  const [type, body] = write(envelope);
  try {
    const headers = { 'content-type': type, 'user-agent': 'Slackbot 1.0', ...signatureHeaders(workspace, body) };
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
