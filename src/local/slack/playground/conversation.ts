import type { Deliver } from '../delivery.ts';
import type { Reply } from '../workspace/envelope.ts';
import type { Channel, Person } from '../workspace/people.ts';
import type { Json, Workspace } from '../workspace/workspace.ts';

import { issueResponseUrl, respond } from '../api/response-url.ts';
import { BOT, TEAM } from '../workspace/demo-people.ts';
import { wrapEvent } from '../workspace/envelope.ts';
import { addMessage, addSlackbotNotice } from '../workspace/message.ts';
import { issueTrigger } from '../workspace/trigger.ts';
import { PAYLOAD_FIELDS, publishChange } from '../workspace/workspace.ts';
import { channelNameInPayloads } from './interaction.ts';

export type ComposerTarget = { readonly channel: Channel; readonly thread?: string };

const FINE: Reply = { ok: true, body: '' };

/** What happens when a person types a line and presses Enter: a command is sent to its app, anything else is said. */
export async function typeLine(
  workspace: Workspace,
  deliver: Deliver,
  person: Person,
  { channel, thread }: ComposerTarget,
  { text, command }: { text: string; command: string },
): Promise<Reply> {
  const [, word, rest = ''] = /^(\/\S+)\s*([\s\S]*)$/.exec(text) ?? [];
  const place = { channel: channel.id, ...(thread ? { thread } : {}) };
  if (!word) return say(workspace, deliver, person, { channel, thread }, text);
  if (thread) addSlackbotNotice(workspace, person.id, place, `\`${word}\` is not supported in threads. Sorry!`);
  else if (word === '/invite' && rest.replace('@', '').trim().toLowerCase() === BOT.name)
    invite(workspace, person, channel);
  else if (word === command) return runCommand(workspace, deliver, person, channel, { command, text: rest.trim() });
  else addSlackbotNotice(workspace, person.id, place, `\`${word}\` is not a valid command. Try \`${command} help\`.`);
  return FINE;
}

/** Tells the app that a person has opened its home tab. */
export async function openHome(
  workspace: Workspace,
  deliver: Deliver,
  person: Person,
  direct: Channel,
): Promise<Reply> {
  const view = workspace.homes.get(person.id)?.view;
  const event = {
    type: 'app_home_opened',
    user: person.id,
    channel: direct.id,
    tab: 'home',
    ...(view ? { view } : {}),
  };
  return deliver(wrapEvent(event, workspace, PAYLOAD_FIELDS));
}

async function runCommand(
  workspace: Workspace,
  deliver: Deliver,
  person: Person,
  channel: Channel,
  { command, text }: { command: string; text: string },
): Promise<Reply> {
  const target = { channel: channel.id, person: person.id };
  const payload = {
    ...PAYLOAD_FIELDS,
    team_domain: TEAM.domain,
    channel_id: channel.id,
    channel_name: channelNameInPayloads(channel),
    user_id: person.id,
    user_name: person.name,
    command,
    text,
    is_enterprise_install: 'false',
    response_url: issueResponseUrl(workspace, target),
    trigger_id: issueTrigger(workspace, person.id),
  };
  const reply = await deliver({ type: 'slash_commands', payload });
  if (!reply.ok) {
    addSlackbotNotice(
      workspace,
      person.id,
      { channel: channel.id },
      `${command} failed with the error "${reply.error}"`,
    );
    return reply;
  }
  const body: Json = typeof reply.body === 'string' ? { text: reply.body } : reply.body;
  if (body.response_type === 'in_channel')
    addMessage(workspace, person.id, { channel: channel.id }, { text: escapeText(`${command} ${text}`) });
  if (body.text || body.blocks) await respond(workspace, target, body);
  return reply;
}

async function say(
  workspace: Workspace,
  deliver: Deliver,
  person: Person,
  { channel, thread }: ComposerTarget,
  text: string,
): Promise<Reply> {
  const { message } = addMessage(
    workspace,
    person.id,
    { channel: channel.id, thread },
    { text: link(workspace, escapeText(text)) },
  );
  const heard = channel.members.has(BOT.id);
  const mentioned = message.text.includes(`<@${BOT.id}>`);
  if (!heard || (channel.kind !== 'direct' && !mentioned)) return FINE;
  const kind = channel.kind === 'direct' ? { type: 'message', channel_type: 'im' } : { type: 'app_mention' };
  const { type: _type, ...fields } = message;
  await deliver(
    wrapEvent({ ...fields, ...kind, channel: channel.id, event_ts: message.ts }, workspace, PAYLOAD_FIELDS),
  );
  return FINE; // an app need not listen to what is said
}

function invite(workspace: Workspace, person: Person, channel: Channel): void {
  if (channel.members.has(BOT.id)) {
    addSlackbotNotice(workspace, person.id, { channel: channel.id }, `<@${BOT.id}> is already in this channel.`);
    return;
  }
  channel.members.add(BOT.id);
  publishChange(workspace, { kind: 'channel', channel });
  addMessage(
    workspace,
    person.id,
    { channel: channel.id },
    { text: `added <@${BOT.id}> to <#${channel.id}|${channel.name}>` },
  );
}

/** https://docs.slack.dev/messaging/formatting-message-text#escaping */
function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function link(workspace: Workspace, text: string): string {
  return text.replace(/(^|\s)([@#])([\w-]+)/g, (whole, before: string, sign: string, name: string) => {
    const people = [...workspace.people.values()];
    const person = sign === '@' && people.find((candidate) => candidate.name === name.toLowerCase());
    if (person) return `${before}<@${person.id}>`;
    const channel = sign === '#' && [...workspace.channels.values()].find((candidate) => candidate.name === name);
    return channel ? `${before}<#${channel.id}|${channel.name}>` : whole;
  });
}
