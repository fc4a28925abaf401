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

/** Returns the person with a name or id. Throws an HttpError 400 for bots and unknown names. */
export function readPerson(workspace: Workspace, reference: unknown): Person {
  const person = findPerson(workspace, String(reference ?? ''));
  if (person && !person.isBot) return person;
  const names = playablePeople(workspace).map(({ name }) => name);
  throw new HttpError(400, `person must be one of ${names.join(', ')}`);
}

/** Returns a person's channel by name or id; `direct` is the conversation with the bot. Throws an HttpError 400 when the person is not a member. */
export function readMemberChannel(workspace: Workspace, person: Person, reference: unknown): Channel {
  const name = String(reference ?? '');
  const isDirect = name === 'direct' || name === '@owlpost';
  const channel = isDirect ? openDirectMessage(workspace, person.id) : findChannel(workspace, name);
  if (channel?.members.has(person.id)) return channel;
  throw new HttpError(400, `${person.name} sees no channel ${JSON.stringify(name)}`);
}

/** Returns the view that the arguments name by `view`, or the message by `channel` and `ts`. Throws an HttpError 404 when the person does not see it. */
export function readContainer(workspace: Workspace, person: Person, { channel, ts, view }: Json): Container {
  const place = view
    ? { view: String(view) }
    : { channel: readMemberChannel(workspace, person, channel), ts: String(ts) };
  const container = findContainer(workspace, person, place);
  if (!container) throw new HttpError(404, `${person.name} sees no such ${view ? 'view' : 'message'}`);
  return container;
}

/** Returns the view that the arguments name by `view`. Throws an HttpError 404 when the person does not see it. */
export function readOpenView(workspace: Workspace, person: Person, body: Json): View {
  const container = readContainer(workspace, person, { view: body.view ?? '-' });
  if (container.kind !== 'view') throw new HttpError(404, `${person.name} sees no such view`);
  return container.view;
}

/** Returns the control that the arguments name by `block` (its block_id) and `action` (its action_id). */
export function readControl({ block, action }: Json): ControlReference {
  return { block: String(block), action: String(action) };
}
