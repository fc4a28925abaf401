import type { RateTier } from '../workspace/rate-limit.ts';
import type { Json, Workspace } from '../workspace/workspace.ts';

import { deleteMessage, getPermalink, postEphemeral, postMessage, unfurl, updateMessage } from './methods/chat.ts';
import { describeConversation, listJoined, readHistory, readReplies } from './methods/conversations.ts';
import { completeUpload, deleteFile, describeUpload, getUploadUrl } from './methods/files.ts';
import { describeUser, findUserByEmail, listUserGroup, testAuth } from './methods/users.ts';
import { openView, publishView, updateOpenView } from './methods/views.ts';

/** A method of the Web API. */
export type Method = {
  readonly call: (workspace: Workspace, input: Json) => Json | Promise<Json>;
  /** The scope that every call needs; absent where it depends on the arguments. */
  readonly scope?: string;
  /** Its rate limit; none when absent. */
  readonly tier?: RateTier;
  /** Whether it takes the app-level token in place of the bot's. */
  readonly isForApp?: boolean;
};

/** The methods that Owlpost calls, with their scopes and tiers: https://docs.slack.dev/reference/methods */
export const METHODS = new Map<string, Method>([
  ['auth.test', { call: testAuth }],
  ['apps.connections.open', { call: openConnection, tier: 1, isForApp: true }],
  ['chat.delete', { call: deleteMessage, scope: 'chat:write', tier: 3 }],
  ['chat.getPermalink', { call: getPermalink }],
  ['chat.postEphemeral', { call: postEphemeral, scope: 'chat:write', tier: 4 }],
  ['chat.postMessage', { call: postMessage, scope: 'chat:write', tier: 'message' }],
  ['chat.unfurl', { call: unfurl, scope: 'links:write', tier: 3 }],
  ['chat.update', { call: updateMessage, scope: 'chat:write', tier: 3 }],
  ['conversations.history', { call: readHistory, tier: 3 }],
  ['conversations.info', { call: describeConversation, tier: 3 }],
  ['conversations.replies', { call: readReplies, tier: 3 }],
  ['files.completeUploadExternal', { call: completeUpload, scope: 'files:write', tier: 4 }],
  ['files.delete', { call: deleteFile, scope: 'files:write', tier: 3 }],
  ['files.getUploadURLExternal', { call: getUploadUrl, scope: 'files:write', tier: 4 }],
  ['files.info', { call: describeUpload, scope: 'files:read', tier: 4 }],
  ['usergroups.users.list', { call: listUserGroup, scope: 'usergroups:read', tier: 2 }],
  ['users.conversations', { call: listJoined, tier: 3 }],
  ['users.info', { call: describeUser, scope: 'users:read', tier: 4 }],
  ['users.lookupByEmail', { call: findUserByEmail, scope: 'users:read.email', tier: 3 }],
  ['views.open', { call: openView, tier: 4 }],
  ['views.publish', { call: publishView, tier: 4 }],
  ['views.update', { call: updateOpenView, tier: 4 }],
]);

function openConnection(workspace: Workspace): Json {
  return { url: `${workspace.origin.replace(/^http/, 'ws')}/link/?ticket=${workspace.ticket}` };
}
