import type { Channel, Person } from '../workspace/people.ts';
import type { Change, Json, PlacedMessage, View, Workspace } from '../workspace/workspace.ts';

import { refusalToWrite } from '../workspace/channel.ts';
import { BOT, TEAM } from '../workspace/demo-people.ts';
import { describeFile } from '../workspace/file.ts';
import { withImageSources } from '../workspace/image.ts';
import { messagesOf } from '../workspace/message.ts';
import { filledView, valuesOf } from './interaction.ts';

const MESSAGES_SHOWN = 300;

/** Returns everything that a person sees, for the page: people, channels, messages, open modals and the app's home tab. */
export function viewModelOf(workspace: Workspace, person: Person): Json {
  return {
    team: TEAM,
    bot: BOT.id,
    me: person.id,
    people: [...workspace.people.values()],
    channels: [...workspace.channels.values()]
      .filter((channel) => channel.members.has(person.id))
      .map((channel) => showChannel(channel, person)),
    messages: [...workspace.channels.values()]
      .filter((channel) => channel.members.has(person.id))
      .flatMap((channel) => messagesOf(workspace, channel.id).slice(-MESSAGES_SHOWN))
      .filter((posted) => isFor(posted, person))
      .map((posted) => showMessage(workspace, person, posted)),
    ...showViews(workspace, person),
  };
}

/** Returns a change as a person sees it, for the page; undefined when the person does not see it. */
export function changeFor(workspace: Workspace, person: Person, change: Change): Json | undefined {
  switch (change.kind) {
    case 'views':
      return change.person === person.id ? { kind: 'views', ...showViews(workspace, person) } : undefined;
    case 'channel':
      return change.channel.members.has(person.id)
        ? { kind: 'channel', channel: showChannel(change.channel, person) }
        : undefined;
    default: {
      const { posted } = change;
      if (!isMember(workspace, person, posted.channel) || !isFor(posted, person)) return undefined;
      if (change.kind === 'removed') return { kind: 'removed', channel: posted.channel, ts: posted.message.ts };
      return { kind: 'message', message: showMessage(workspace, person, posted) };
    }
  }
}

function isMember(workspace: Workspace, person: Person, channel: string): boolean {
  return workspace.channels.get(channel)?.members.has(person.id) === true;
}

function isFor({ onlyFor }: PlacedMessage, person: Person): boolean {
  return !onlyFor || onlyFor === person.id;
}

function showChannel(channel: Channel, person: Person): Json {
  return { ...channel, members: [...channel.members], isWritable: refusalToWrite(channel, person) === undefined };
}

function showMessage(workspace: Workspace, person: Person, posted: PlacedMessage): Json {
  const channel = workspace.channels.get(posted.channel)!;
  const { message, onlyFor } = posted;
  const { metadata: _metadata, blocks, files, attachments, ...rest } = message;
  return {
    ...rest,
    channel: channel.id,
    ephemeral: Boolean(onlyFor),
    ...(blocks
      ? {
          blocks: withImageSources(workspace, blocks, channel),
          values: valuesOf(workspace, person, { kind: 'message', channel, posted }),
        }
      : {}),
    ...(attachments
      ? { attachments: attachments.map((each) => ({ ...each, blocks: withImageSources(workspace, each.blocks) })) }
      : {}),
    ...(files ? { files: files.map(({ id }) => showFile(workspace, String(id))) } : {}),
  };
}

function showFile(workspace: Workspace, id: string): Json {
  const file = workspace.files.get(id);
  if (!file) return { id, title: 'This file was deleted' };
  const { title, mimetype } = describeFile(workspace, file);
  return {
    id,
    title,
    image_width: file.width,
    image_height: file.height,
    alt: file.altText || file.title,
    src: `/playground/files/${id}`,
    image: file.width !== undefined,
    mimetype,
  };
}

function showViews(workspace: Workspace, person: Person): Json {
  const home = workspace.homes.get(person.id);
  const modal = workspace.modals.get(person.id);
  return {
    modals: modal ? [showView(workspace, person, modal)] : [],
    home: home ? showView(workspace, person, home) : null,
  };
}

function showView(workspace: Workspace, person: Person, view: View): Json {
  const { state, private_metadata: _metadata, ...filled } = filledView(workspace, person, view);
  const { values } = state as { values: Json };
  return { ...filled, blocks: withImageSources(workspace, view.view.blocks), values };
}
