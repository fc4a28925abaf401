import type { SendEvent } from '../events.ts';
import type { Deliver, Reply } from '../workspace/envelope.ts';
import type { Channel, Person } from '../workspace/people.ts';
import type { Json, Workspace } from '../workspace/workspace.ts';

import { issueResponseUrl, respond } from '../api/response-url.ts';
import { refusalToWrite } from '../workspace/channel.ts';
import { BOT, TEAM } from '../workspace/demo-people.ts';
import { PAYLOAD_FIELDS } from '../workspace/envelope.ts';
import { escapeText } from '../workspace/escape.ts';
import { addMessage, addSlackbotNotice } from '../workspace/message.ts';
import { issueTrigger } from '../workspace/trigger.ts';
import { openDirectMessage, publishChange } from '../workspace/workspace.ts';
import { channelNameInPayloads } from './interaction.ts';

/** The functions that send payloads and events to the app. */
export type App = { readonly deliver: Deliver; readonly sendEvent: SendEvent };

/** Where a line is typed: in a channel, or in a thread of it by the `ts` of its first message. */
export type ComposerTarget = { readonly channel: Channel; readonly thread?: string };

/** How a typed line ended: the app's reply to a command, or the refusal of a channel in which the person may not write. */
export type TypeResult = Reply | { readonly ok: false; readonly error: string };

const DONE: Reply = { ok: true, body: '' };

/** Sends a line that a person typed: a command to the app, any other text as a message. */
export async function typeLine(
  workspace: Workspace,
  { deliver, sendEvent }: App,
  person: Person,
  target: ComposerTarget,
  text: string,
): Promise<TypeResult> {
  const { channel, thread } = target;
  const { command } = workspace.manifest;
  const refusal = refusalToWrite(channel, person);
  if (refusal) return { ok: false, error: refusal };
  const [, word, rest = ''] = /^(\/\S+)\s*([\s\S]*)$/.exec(text) ?? [];
  if (!word) return say(workspace, person, target, text);
  const place = { channel: channel.id, ...(thread ? { thread } : {}) };
  const isOwn = word === command && person.team === TEAM.id; // commands of another workspace's app are not theirs
  if (thread) addSlackbotNotice(workspace, person.id, place, `\`${word}\` is not supported in threads. Sorry!`);
  else if (word === '/invite' && rest.replace('@', '').trim().toLowerCase() === BOT.name)
    invite(workspace, sendEvent, person, channel);
  else if (isOwn) return runCommand(workspace, deliver, person, channel, rest.trim());
  else addSlackbotNotice(workspace, person.id, place, `\`${word}\` is not a valid command. Try \`${command} help\`.`);
  return DONE;
}

/** Sends the app the event `app_home_opened` for one of its tabs. */
export function openTab(workspace: Workspace, { sendEvent }: App, person: Person, tab: 'home' | 'messages'): Reply {
  const view = tab === 'home' && workspace.homes.get(person.id)?.view;
  const channel = openDirectMessage(workspace, person.id).id;
  const event = { type: 'app_home_opened', user: person.id, channel, tab, ...(view ? { view } : {}) };
  if (workspace.manifest.hasHome || tab === 'messages') sendEvent('app_home_opened', undefined, event);
  return DONE;
}

/** https://docs.slack.dev/interactivity/implementing-slash-commands */
async function runCommand(
  workspace: Workspace,
  deliver: Deliver,
  person: Person,
  channel: Channel,
  text: string,
): Promise<Reply> {
  const { command } = workspace.manifest;
  const target = { channel: channel.id, person: person.id };
  const payload = {
    ...PAYLOAD_FIELDS,
    team_domain: TEAM.domain,
    channel_id: channel.id,
    channel_name: channelNameInPayloads(channel),
    user_id: person.id,
    user_name: person.name,
    command,
    text: escapeText(text),
    is_enterprise_install: 'false',
    response_url: issueResponseUrl(workspace, target),
    trigger_id: issueTrigger(workspace, person.id),
  };
  const reply = await deliver({ type: 'slash_commands', payload });
  if (!reply.ok) {
    const place = { channel: channel.id };
    addSlackbotNotice(workspace, person.id, place, `${command} failed with the error "${reply.error}"`);
    return reply;
  }
  const body: Json = typeof reply.body === 'string' ? { text: reply.body } : reply.body;
  if (body.response_type === 'in_channel') {
    addMessage(workspace, person.id, { channel: channel.id }, { text: escapeText(`${command} ${text}`) });
  }
  if (body.text || body.blocks) await respond(workspace, target, body);
  return reply;
}

function say(workspace: Workspace, person: Person, { channel, thread }: ComposerTarget, text: string): Reply {
  const place = { channel: channel.id, ...(thread ? { thread } : {}) };
  const { message } = addMessage(workspace, person.id, place, { text: linkNames(workspace, escapeText(text)) });
  if (message.text.includes(`<@${BOT.id}>`) && !channel.members.has(BOT.id)) {
    const words = `You mentioned <@${BOT.id}>, but they’re not in this conversation. Bring them in with \`/invite @${BOT.name}\`.`;
    addSlackbotNotice(workspace, person.id, place, words);
  }
  return DONE;
}

/** Makes the bot a member and tells the app: https://docs.slack.dev/reference/events/member_joined_channel */
function invite(workspace: Workspace, sendEvent: SendEvent, person: Person, channel: Channel): void {
  const place = { channel: channel.id };
  if (channel.members.has(BOT.id)) {
    addSlackbotNotice(workspace, person.id, place, `<@${BOT.id}> is already in this channel.`);
    return;
  }
  if (channel.kind === 'direct' || channel.kind === 'group') {
    addSlackbotNotice(workspace, person.id, place, 'Apps cannot be added to direct messages.');
    return;
  }
  channel.members.add(BOT.id);
  publishChange(workspace, { kind: 'channel', channel });
  addMessage(
    workspace,
    person.id,
    { ...place, isJoin: true },
    { text: `added <@${BOT.id}> to <#${channel.id}|${channel.name}>` },
  );
  const fields = { user: BOT.id, channel: channel.id, channel_type: channel.kind === 'public' ? 'C' : 'G' };
  const event = { type: 'member_joined_channel', ...fields, team: TEAM.id, inviter: person.id };
  sendEvent('member_joined_channel', channel.kind === 'public' ? 'channels:read' : 'groups:read', event, channel);
}

/** Turns names of people and channels and addresses into Slack's references. */
function linkNames(workspace: Workspace, text: string): string {
  const linked = text.replace(/(?<=^|\s)https?:\/\/\S+/g, (url) => `<${url}>`);
  return linked.replace(/(^|\s)([@#])([\w-]+)/g, (whole, before: string, sign: string, name: string) => {
    const person = [...workspace.people.values()].find((candidate) => candidate.name === name.toLowerCase());
    if (sign === '@') return person ? `${before}<@${person.id}>` : whole;
    const channel = [...workspace.channels.values()].find((candidate) => candidate.name === name);
    return channel ? `${before}<#${channel.id}|${channel.name}>` : whole;
  });
}
