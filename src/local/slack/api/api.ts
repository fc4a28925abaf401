import type { InjectedFault } from '../workspace/fault-injection.ts';
import type { Json, Workspace } from '../workspace/workspace.ts';

import { ApiError } from '../workspace/api-error.ts';
import { isPaced, takeFault } from '../workspace/fault-injection.ts';
import { optionalText, readInput } from './input.ts';
import { deleteMessage, getPermalink, postEphemeral, postMessage, update } from './methods/chat.ts';
import {
  info as channelInfo,
  list as channelList,
  history,
  join,
  listJoined,
  members,
  open as openConversation,
  replies,
} from './methods/conversations.ts';
import { completeUploadExternal, deleteFile, info as fileInfo, getUploadURLExternal } from './methods/files.ts';
import { authTest, info as userInfo, list as userList } from './methods/users.ts';
import { open as openView, publish, push, update as updateView, validate } from './methods/views.ts';

type Method = {
  readonly call: (workspace: Workspace, input: Json) => Json | Promise<Json>;
  /** Any one of these scopes will do; none are needed without. */
  readonly scopes?: readonly string[];
  /** Which token it asks for; the bot's own without it. */
  readonly token?: 'app' | 'none';
};

/** An answer on the wire. Without a `body` the connection is cut. */
export type ApiAnswer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Json;
};

const READ_CHANNELS = ['channels:read', 'groups:read', 'im:read'];

const READ_HISTORY = ['channels:history', 'groups:history', 'im:history'];

const CALLS_KEPT = 500;

const METHODS: Readonly<Record<string, Method>> = {
  'auth.test': { call: authTest },
  'apps.connections.open': { call: openConnection, token: 'app' },
  'blocks.validate': { call: validate, token: 'none' },
  'chat.delete': { call: deleteMessage, scopes: ['chat:write'] },
  'chat.getPermalink': { call: getPermalink },
  'chat.postEphemeral': { call: postEphemeral, scopes: ['chat:write'] },
  'chat.postMessage': { call: postMessage, scopes: ['chat:write'] },
  'chat.update': { call: update, scopes: ['chat:write'] },
  'conversations.history': { call: history, scopes: READ_HISTORY },
  'conversations.info': { call: channelInfo, scopes: READ_CHANNELS },
  'conversations.join': { call: join, scopes: ['channels:join'] },
  'conversations.list': { call: channelList, scopes: READ_CHANNELS },
  'conversations.members': { call: members, scopes: READ_CHANNELS },
  'conversations.open': { call: openConversation, scopes: ['im:write'] },
  'conversations.replies': { call: replies, scopes: READ_HISTORY },
  'files.completeUploadExternal': { call: completeUploadExternal, scopes: ['files:write'] },
  'files.delete': { call: deleteFile, scopes: ['files:write'] },
  'files.getUploadURLExternal': { call: getUploadURLExternal, scopes: ['files:write'] },
  'files.info': { call: fileInfo, scopes: ['files:read'] },
  'users.conversations': { call: listJoined, scopes: READ_CHANNELS },
  'users.info': { call: userInfo, scopes: ['users:read'] },
  'users.list': { call: userList, scopes: ['users:read'] },
  'views.open': { call: openView },
  'views.publish': { call: publish },
  'views.push': { call: push },
  'views.update': { call: updateView },
};

/** One call of the Web API, with the faults that were ordered for it. Never throws for a mistake of the caller. */
export async function callApi(
  workspace: Workspace,
  name: string,
  fields: Json,
  authorization: string,
): Promise<ApiAnswer> {
  const fault = takeFault(workspace, name);
  if (fault?.delay) await workspace.clock.wait(fault.delay);
  const answer =
    (fault && refusal(fault)) ??
    pace(workspace, name, fields) ??
    (await perform(workspace, name, fields, authorization));
  const { ok, error } = answer.body ?? {};
  workspace.calls.push({
    method: name,
    arguments: fields,
    ok: ok === true,
    ...(error ? { error: String(error) } : {}),
  });
  workspace.calls.splice(0, workspace.calls.length - CALLS_KEPT);
  return answer;
}

async function perform(workspace: Workspace, name: string, fields: Json, authorization: string): Promise<ApiAnswer> {
  try {
    const method = METHODS[name];
    if (!method) throw new ApiError('unknown_method', { req_method: name });
    checkToken(workspace, method, authorization.replace(/^Bearer /, '') || optionalText(fields, 'token'));
    return { status: 200, body: { ok: true, ...(await method.call(workspace, readInput(fields))) } };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { status: 200, body: { ok: false, error: error.code, ...error.details } };
  }
}

function checkToken(workspace: Workspace, { token, scopes = [] }: Method, given: string): void {
  if (token === 'none') return;
  if (!given) throw new ApiError('not_authed');
  if (![workspace.token, workspace.appToken].includes(given)) throw new ApiError('invalid_auth');
  if (given !== (token === 'app' ? workspace.appToken : workspace.token)) throw new ApiError('not_allowed_token_type');
  if (workspace.scopes && scopes.length && !scopes.some((scope) => workspace.scopes?.includes(scope))) {
    throw new ApiError('missing_scope', { needed: scopes[0], provided: workspace.scopes.join(',') });
  }
}

function refusal({ cut, retryAfter, status, error }: InjectedFault): ApiAnswer | undefined {
  if (cut) return { status: 0 };
  if (retryAfter !== undefined) return tooMany(retryAfter);
  if (status !== undefined) return { status, body: {} };
  return error === undefined ? undefined : { status: 200, body: { ok: false, error } };
}

/** The rate that Slack allows a bot in one channel, when it has been switched on. */
function pace(workspace: Workspace, name: string, fields: Json): ApiAnswer | undefined {
  if (!isPaced(workspace, name)) return undefined;
  const key = `${name} ${optionalText(fields, 'channel')}`;
  const free = workspace.pace.get(key) ?? 0;
  if (free > workspace.clock.now()) return tooMany(1);
  workspace.pace.set(key, workspace.clock.now() + 1000);
  return undefined;
}

function tooMany(seconds: number): ApiAnswer {
  return { status: 429, headers: { 'retry-after': String(seconds) }, body: { ok: false, error: 'ratelimited' } };
}

function openConnection(workspace: Workspace): Json {
  return { url: `${workspace.origin.replace(/^http/, 'ws')}/link/?ticket=${workspace.ticket}` };
}
