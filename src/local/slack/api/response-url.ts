import type { Json, ResponseUrl, Workspace } from '../workspace/workspace.ts';
import type { ApiAnswer } from './api.ts';

import { ApiError } from '../workspace/api-error.ts';
import { BOT } from '../workspace/demo-people.ts';
import { takeFault } from '../workspace/fault-injection.ts';
import { addMessage, findMessage, removeMessage, replaceContent } from '../workspace/message.ts';
import { dropOldest, newId } from '../workspace/workspace.ts';
import { isSet } from './input.ts';
import { readContent } from './methods/chat.ts';

const LIFETIME_MS = 30 * 60 * 1000;

const USES = 5;

const URLS_KEPT = 1_000;

/** Creates a response URL, at which the app may answer an interaction five times within 30 minutes. */
export function issueResponseUrl(
  workspace: Workspace,
  target: Pick<ResponseUrl, 'channel' | 'person' | 'original' | 'thread'>,
): string {
  const id = newId('').toLowerCase();
  workspace.responseUrls.set(id, { ...target, expires: workspace.clock.now() + LIFETIME_MS, uses: 0 });
  dropOldest(workspace.responseUrls, URLS_KEPT);
  return `${workspace.origin}/response/${id}`;
}

/** Handles a POST of the app to the response URL of an id. Files in the message are not shared, so people cannot see them. */
export async function useResponseUrl(workspace: Workspace, id: string, body: Json): Promise<ApiAnswer> {
  const fault = takeFault(workspace, 'response_url');
  if (fault) return { status: fault.status ?? 500, body: { ok: false, error: fault.error ?? 'internal_error' } };
  const target = workspace.responseUrls.get(id);
  if (!target) return refused(404, 'invalid_url');
  if (target.expires < workspace.clock.now()) return refused(404, 'expired_url');
  if (target.uses >= USES) return refused(404, 'used_url');
  workspace.responseUrls.set(id, { ...target, uses: target.uses + 1 });
  try {
    await respond(workspace, target, body);
    return { status: 200, body: { ok: true } };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { status: error.code === 'no_text' ? 500 : 400, body: { ok: false, error: error.code, ...error.details } };
  }
}

/**
 * Posts, replaces or deletes a message as the `body` of an acknowledgement or a response URL says. A new message is ephemeral
 * unless its `response_type` is `in_channel`. Throws Slack's errors for wrong content.
 */
export async function respond(
  workspace: Workspace,
  target: Omit<ResponseUrl, 'expires' | 'uses'>,
  body: Json,
): Promise<void> {
  const original = target.original ? findMessage(workspace, target.channel, target.original) : undefined;
  if (isSet(body, 'delete_original')) {
    if (original) removeMessage(workspace, original);
    return;
  }
  const content = await readContent(workspace, body);
  if (original && isSet(body, 'replace_original')) {
    replaceContent(workspace, original, content);
    return;
  }
  const onlyFor = body.response_type === 'in_channel' ? {} : { onlyFor: target.person };
  const thread = typeof body.thread_ts === 'string' ? body.thread_ts : target.thread;
  addMessage(workspace, BOT.id, { channel: target.channel, ...(thread ? { thread } : {}), ...onlyFor }, content);
}

function refused(status: number, error: string): ApiAnswer {
  return { status, body: { ok: false, error } };
}
