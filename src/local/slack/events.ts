import { randomUUID } from 'node:crypto';

import type { Deliver } from './workspace/envelope.ts';
import type { Channel, Person } from './workspace/people.ts';
import type { Change, Json, Message, PlacedMessage, Workspace } from './workspace/workspace.ts';

import { SCOPE_PREFIXES } from './workspace/channel.ts';
import { BOT } from './workspace/demo-people.ts';
import { wrapEvent } from './workspace/envelope.ts';
import { escapeSent, unescapeText } from './workspace/escape.ts';
import { nextTimestamp } from './workspace/workspace.ts';

/**
 * Sends an event to the app, unless the manifest does not subscribe to its `name`, such as `message.im`, or lacks its `scope`
 * (undefined where none is needed). `channel` is where it happened, if anywhere.
 */
export type SendEvent = (name: string, scope: string | undefined, event: Json, channel?: Channel) => void;

const CHANNEL_TYPES: Readonly<Record<Channel['kind'], string>> = {
  public: 'channel',
  private: 'group',
  direct: 'im',
  group: 'mpim',
};

/**
 * Sends the app an event for every message, mention and link in the channels that the bot is a member of, and for links to the
 * app anywhere. Returns the function that sends any other event. https://docs.slack.dev/apis/events-api
 */
export function openEvents(workspace: Workspace, deliver: Deliver): SendEvent {
  const { events, scopes } = workspace.manifest;
  const send: SendEvent = (name, scope, event, channel) => {
    if (!events.includes(name) || (scope && !scopes.includes(scope))) return;
    void deliver(wrapEvent(escapeSent(event) as Json, workspace, channel?.isConnected === true));
  };
  workspace.watchers.add((change) => reportChange(workspace, send, change));
  return send;
}

function reportChange(workspace: Workspace, send: SendEvent, change: Change): void {
  if (change.kind !== 'message' && change.kind !== 'removed') return;
  const { posted } = change;
  const channel = workspace.channels.get(posted.channel);
  if (!channel || posted.onlyFor) return;
  if (change.kind === 'message' && !change.previous) reportLinks(workspace, send, channel, posted);
  if (!channel.members.has(BOT.id)) return;
  const kind = CHANNEL_TYPES[channel.kind];
  const report = (fields: Json) =>
    send(
      `message.${kind === 'channel' || kind === 'group' ? `${kind}s` : kind}`,
      `${SCOPE_PREFIXES[channel.kind]}:history`,
      { type: 'message', channel: channel.id, channel_type: kind, event_ts: posted.message.ts, ...fields },
      channel,
    );
  if (change.kind === 'removed') {
    const ts = nextTimestamp(workspace);
    const { message } = posted;
    report({
      subtype: 'message_deleted',
      hidden: true,
      deleted_ts: message.ts,
      previous_message: message,
      ts,
      event_ts: ts,
    });
  } else if (!change.previous) {
    const fields = asWritten(posted.message, workspace.people.get(posted.message.user));
    report(fields);
    reportMention(send, channel, fields);
  } else if (isEdited(change.previous, posted)) {
    const ts = nextTimestamp(workspace);
    const previous_message = change.previous.message;
    report({ subtype: 'message_changed', hidden: true, message: posted.message, previous_message, ts, event_ts: ts });
  }
}

/** A message as events carry it: with the rich text that Slack makes of what a person types. */
function asWritten(message: Message, author: Person | undefined): Json & Message {
  if (!author || author.isBot) return message;
  const parts = message.text.split(/(<[@#][^>]+>)/).filter((part) => part !== '');
  const elements = parts.map((part) => {
    const [, sign, id] = /^<([@#])([^|>]+)/.exec(part) ?? [];
    if (!sign) return { type: 'text', text: part };
    return sign === '@' ? { type: 'user', user_id: id } : { type: 'channel', channel_id: id };
  });
  const section = { type: 'rich_text_section', elements };
  const blocks = [{ type: 'rich_text', block_id: randomUUID().slice(0, 5), elements: [section] }];
  return { client_msg_id: randomUUID(), ...message, blocks, user_team: author.team };
}

/** https://docs.slack.dev/reference/events/app_mention; in a conversation with the bot it is told of the message alone. */
function reportMention(send: SendEvent, channel: Channel, message: Json & Message): void {
  const isSaid = message.subtype === undefined; // `channel_join` names the bot, and mentions it not
  if (channel.kind === 'direct' || message.bot_id || !isSaid || !message.text.includes(`<@${BOT.id}>`)) return;
  const event = { ...message, type: 'app_mention', channel: channel.id, event_ts: message.ts };
  send('app_mention', 'app_mentions:read', event, channel);
}

/**
 * Tells of links whose domain the app unfurls, wherever they are posted: once from the composer, which is in no channel yet, and
 * once from the message. https://docs.slack.dev/reference/events/link_shared
 */
function reportLinks(workspace: Workspace, send: SendEvent, channel: Channel, { message }: PlacedMessage): void {
  if (message.bot_id) return;
  const domains = unfurlDomains(workspace);
  const urls = [...message.text.matchAll(/<(https?:\/\/[^|>]+)/g)].map(([, url]) => unescapeText(url!));
  const links = urls.flatMap((url) => {
    const hostname = URL.canParse(url) ? new URL(url).hostname : '';
    const domain = domains.find((known) => hostname === known || hostname.endsWith(`.${known}`));
    return domain ? [{ domain, url }] : [];
  });
  if (links.length === 0) return;
  const report = (fields: Json) =>
    send(
      'link_shared',
      'links:read',
      { type: 'link_shared', user: message.user, links, unfurl_id: randomUUID(), event_ts: message.ts, ...fields },
      channel,
    );
  report({ channel: 'COMPOSER', message_ts: randomUUID(), is_bot_user_member: true, source: 'composer' });
  report({
    channel: channel.id,
    message_ts: message.ts,
    ...(message.thread_ts ? { thread_ts: message.thread_ts } : {}),
    is_bot_user_member: channel.members.has(BOT.id),
    source: 'conversations_history',
  });
}

/** The domains of the manifest; the host that it names for the app stands for the one at which the app is connected. */
function unfurlDomains({ manifest, appHost }: Workspace): readonly string[] {
  return manifest.unfurlDomains.map((domain) => (domain === manifest.appHost ? (appHost ?? domain) : domain));
}

/** Whether a message says something else than before; counting its replies does not change it. */
function isEdited({ message: before }: PlacedMessage, { message: after }: PlacedMessage): boolean {
  return before.text !== after.text || before.blocks !== after.blocks || before.subtype !== after.subtype;
}
