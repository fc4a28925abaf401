import type { Channel, Person } from '../workspace/people.ts';
import type { Json, View, Workspace } from '../workspace/workspace.ts';
import type { Container, ControlReference } from './interaction.ts';

import { HttpError } from '../http.ts';
import { findChannel, findPerson } from '../workspace/channel.ts';
import { openDirectMessage } from '../workspace/workspace.ts';
import { findContainer } from './interaction.ts';

/** Returns the people who can be played: everyone but bots. */
export function playablePeople(workspace: Workspace): readonly Person[] {
  return [...workspace.people.values()].filter(({ isBot }) => !isBot);
}

/** Reads a person's name or id. Throws an HttpError 400 for anybody else. */
export function readPerson(workspace: Workspace, reference: unknown): Person {
  const person = findPerson(workspace, String(reference ?? ''));
  if (person && !person.isBot) return person;
  const names = playablePeople(workspace).map(({ name }) => name);
  throw new HttpError(400, `person must be one of ${names.join(', ')}`);
}

/** Reads a channel's name or id; `direct` is the conversation with the bot. Throws an HttpError 400 when it is not the person's. */
export function readMemberChannel(workspace: Workspace, person: Person, reference: unknown): Channel {
  const name = String(reference ?? '');
  const isDirect = name === 'direct' || name === '@owlpost';
  const channel = isDirect ? openDirectMessage(workspace, person.id) : findChannel(workspace, name);
  if (channel?.members.has(person.id)) return channel;
  throw new HttpError(400, `${person.name} sees no channel ${JSON.stringify(name)}`);
}

/** Reads `view`, or `channel` and `ts`. Throws an HttpError 404 when the person sees no such view or message. */
export function readContainer(workspace: Workspace, person: Person, { channel, ts, view }: Json): Container {
  const place = view
    ? { view: String(view) }
    : { channel: readMemberChannel(workspace, person, channel), ts: String(ts) };
  const container = findContainer(workspace, person, place);
  if (!container) throw new HttpError(404, `${person.name} sees no such ${view ? 'view' : 'message'}`);
  return container;
}

/** Reads `view`. Throws an HttpError 404 when the person sees no such view. */
export function readOpenView(workspace: Workspace, person: Person, body: Json): View {
  const container = readContainer(workspace, person, { view: body.view ?? '-' });
  if (container.kind !== 'view') throw new HttpError(404, `${person.name} sees no such view`);
  return container.view;
}

/** Reads the `block_id` and the `action_id` of a control. */
export function readControl({ block, action }: Json): ControlReference {
  return { block: String(block), action: String(action) };
}
