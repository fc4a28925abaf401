import type { Deliver, Reply } from '../workspace/envelope.ts';
import type { Person } from '../workspace/people.ts';
import type { Json, Workspace } from '../workspace/workspace.ts';
import type { MessageContainer } from './interaction.ts';

import { issueResponseUrl } from '../api/response-url.ts';
import { escapeSent } from '../workspace/escape.ts';
import { issueTrigger } from '../workspace/trigger.ts';
import { nextTimestamp } from '../workspace/workspace.ts';
import { actorFields, channelNameInPayloads } from './interaction.ts';

/**
 * Sends the app the payload of a shortcut, given its callback_id: of a global one, or of a message's where `message` is given.
 * Throws a RangeError when the manifest has no such shortcut.
 * https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload
 */
export function runShortcut(
  workspace: Workspace,
  deliver: Deliver,
  person: Person,
  { callback, message }: { callback: string; message: MessageContainer | undefined },
): Promise<Reply> {
  const type = message ? 'message' : 'global';
  const shortcut = workspace.manifest.shortcuts.find((known) => known.callback_id === callback && known.type === type);
  if (!shortcut) throw new RangeError(`there is no ${type} shortcut ${callback}`);
  const payload = {
    ...actorFields(person),
    type: message ? 'message_action' : 'shortcut',
    callback_id: callback,
    trigger_id: issueTrigger(workspace, person.id),
    action_ts: nextTimestamp(workspace),
    ...(message ? messageFields(workspace, person, message) : {}),
  };
  return deliver({ type: 'interactive', payload: escapeSent(payload) as Json });
}

function messageFields(workspace: Workspace, person: Person, { channel, posted: { message } }: MessageContainer): Json {
  const target = { channel: channel.id, person: person.id, original: message.ts, thread: message.thread_ts };
  return {
    channel: { id: channel.id, name: channelNameInPayloads(channel) },
    message_ts: message.ts,
    message,
    response_url: issueResponseUrl(workspace, target),
  };
}
