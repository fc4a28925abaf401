import type { Channel, Person } from '../workspace/people.ts';
import type { Change, Json, Posted, View, World } from '../workspace/workspace.ts';

import { messagesOf } from '../message.ts';
import { BOT, TEAM } from '../workspace/demo-people.ts';
import { describeFile } from '../workspace/file.ts';
import { showImages } from '../workspace/image.ts';
import { filledView, valuesOf } from './interaction.ts';

const MESSAGES_SHOWN = 300;

/** All that one person sees: people, channels, messages, open modals and the app's home tab. */
export function sceneOf(world: World, person: Person): Json {
  return {
    team: TEAM,
    bot: BOT.id,
    me: person.id,
    people: [...world.people.values()],
    channels: [...world.channels.values()].filter((channel) => channel.members.has(person.id)).map(showChannel),
    messages: [...world.channels.values()]
      .filter((channel) => channel.members.has(person.id))
      .flatMap((channel) => messagesOf(world, channel.id).slice(-MESSAGES_SHOWN))
      .filter((posted) => isFor(posted, person))
      .map((posted) => showMessage(world, person, posted)),
    ...showViews(world, person),
  };
}

/** A change as one person sees it; undefined when it does not concern them. */
export function changeFor(world: World, person: Person, change: Change): Json | undefined {
  if (change.kind === 'views')
    return change.person === person.id ? { kind: 'views', ...showViews(world, person) } : undefined;
  const channel = change.kind === 'channel' ? change.channel : undefined;
  if (channel) return channel.members.has(person.id) ? { kind: 'channel', channel: showChannel(channel) } : undefined;
  if (change.kind === 'message') {
    const seen = isMember(world, person, change.posted.channel) && isFor(change.posted, person);
    return seen ? { kind: 'message', message: showMessage(world, person, change.posted) } : undefined;
  }
  if (change.kind !== 'removed' || !isMember(world, person, change.channel)) return undefined;
  return { kind: 'removed', channel: change.channel, ts: change.ts };
}

function isMember(world: World, person: Person, channel: string): boolean {
  return world.channels.get(channel)?.members.has(person.id) === true;
}

function isFor({ onlyFor }: Posted, person: Person): boolean {
  return !onlyFor || onlyFor === person.id;
}

function showChannel({ members, ...channel }: Channel): Json {
  return { ...channel, members: [...members] };
}

function showMessage(world: World, person: Person, posted: Posted): Json {
  const channel = world.channels.get(posted.channel)!;
  const { message, onlyFor } = posted;
  const { metadata: _metadata, blocks, files, ...rest } = message;
  return {
    ...rest,
    channel: channel.id,
    ephemeral: Boolean(onlyFor),
    ...(blocks
      ? {
          blocks: showImages(world, blocks, channel),
          values: valuesOf(world, person, { kind: 'message', channel, posted }),
        }
      : {}),
    ...(files ? { files: files.map(({ id }) => showFile(world, String(id))) } : {}),
  };
}

function showFile(world: World, id: string): Json {
  const file = world.files.get(id);
  if (!file) return { id, title: 'This file was deleted' };
  const { title, mimetype } = describeFile(world, file);
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

function showViews(world: World, person: Person): Json {
  const home = world.homes.get(person.id);
  const modals = world.modals.get(person.id) ?? [];
  return {
    modals: modals.map((view) => showView(world, person, view)),
    home: home ? showView(world, person, home) : null,
  };
}

function showView(world: World, person: Person, view: View): Json {
  const { state, private_metadata: _metadata, ...filled } = filledView(world, person, view);
  const { values } = state as { values: Json };
  return { ...filled, blocks: showImages(world, view.view.blocks), values };
}
