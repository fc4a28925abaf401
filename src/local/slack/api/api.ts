import type { InjectedFault } from '../workspace/fault-injection.ts';
import type { Json, Workspace } from '../workspace/workspace.ts';
import type { Method } from './method-table.ts';

import { ApiError } from '../workspace/api-error.ts';
import { requireScope } from '../workspace/channel.ts';
import { escapeSent } from '../workspace/escape.ts';
import { takeFault } from '../workspace/fault-injection.ts';
import { countCall } from '../workspace/rate-limit.ts';
import { optionalText, readInput } from './input.ts';
import { METHODS } from './method-table.ts';

/** An HTTP response. With the status 0 the connection is cut in its place. */
export type ApiAnswer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Json;
};

const CALLS_KEPT = 500;

/**
 * Answers a call of the Web API method `name` and records it in `workspace.calls`. Injected faults come first, then the method's
 * rate limit. An error of the caller is answered with `{"ok": false, "error": …}`; rejects only on a bug.
 */
export async function callApi(
  workspace: Workspace,
  name: string,
  fields: Json,
  authorization: string,
): Promise<ApiAnswer> {
  const fault = takeFault(workspace, name, fields);
  if (fault?.delay) await workspace.clock.wait(fault.delay);
  const tier = METHODS.get(name)?.tier;
  const wait = tier && countCall(workspace, name, tier, optionalText(fields, 'channel'));
  const refused = fault && refuse(fault);
  const made = refused ?? (wait ? tooMany(wait) : await perform(workspace, name, fields, authorization));
  const answer = fault?.lost ? { status: 0 } : made;
  const { ok, error } = answer.body ?? {};
  const outcome = { ok: ok === true, ...(error ? { error: String(error) } : {}) };
  workspace.calls.push({ method: name, arguments: fields, ...outcome });
  workspace.calls.splice(0, workspace.calls.length - CALLS_KEPT);
  return answer;
}

async function perform(workspace: Workspace, name: string, fields: Json, authorization: string): Promise<ApiAnswer> {
  try {
    const method = METHODS.get(name);
    if (!method) throw new ApiError('unknown_method', { req_method: name });
    checkToken(workspace, method, authorization.replace(/^Bearer /, '') || optionalText(fields, 'token'));
    if (method.scope) requireScope(workspace, method.scope);
    const result = await method.call(workspace, readInput(fields));
    return { status: 200, body: { ok: true, ...(escapeSent(result) as Json) } };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { status: 200, body: { ok: false, error: error.code, ...error.details } };
  }
}

function checkToken({ token, appToken }: Workspace, { isForApp }: Method, given: string): void {
  if (!given) throw new ApiError('not_authed');
  if (![token, appToken].includes(given)) throw new ApiError('invalid_auth');
  if (given !== (isForApp ? appToken : token)) throw new ApiError('not_allowed_token_type');
}

function refuse({ cut, retryAfter, status, error }: InjectedFault): ApiAnswer | undefined {
  if (cut) return { status: 0 };
  if (retryAfter !== undefined) return tooMany(retryAfter);
  if (status !== undefined) return { status, body: {} };
  return error === undefined ? undefined : { status: 200, body: { ok: false, error } };
}

function tooMany(seconds: number): ApiAnswer {
  return { status: 429, headers: { 'retry-after': String(seconds) }, body: { ok: false, error: 'ratelimited' } };
}
