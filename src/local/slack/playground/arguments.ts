import type { Channel, Person } from '../workspace/people.ts';
import type { Json, View, Workspace } from '../workspace/workspace.ts';
import type { Container, ControlReference, MessageContainer } from './interaction.ts';

import { HttpError } from '../http.ts';
import { findChannel, findPerson } from '../workspace/channel.ts';
import { findMessage } from '../workspace/message.ts';
import { findView } from '../workspace/view.ts';
import { openDirectMessage } from '../workspace/workspace.ts';

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
export function readContainer(workspace: Workspace, person: Person, body: Json): Container {
  return body.view
    ? { kind: 'view', view: readOpenView(workspace, person, body) }
    : readMessage(workspace, person, body);
}

/** Returns the message that the arguments name by `channel` and `ts`. Throws an HttpError 404 when the person does not see it. */
export function readMessage(workspace: Workspace, person: Person, body: Json): MessageContainer {
  const channel = readMemberChannel(workspace, person, body.channel);
  const posted = findMessage(workspace, channel.id, String(body.ts));
  if (posted && (!posted.onlyFor || posted.onlyFor === person.id)) return { kind: 'message', channel, posted };
  throw new HttpError(404, `${person.name} sees no such message`);
}

/** Returns the view that the arguments name by `view`. Throws an HttpError 404 when the person does not see it. */
export function readOpenView(workspace: Workspace, person: Person, body: Json): View {
  const view = findView(workspace, String(body.view));
  if (view?.person === person.id) return view;
  throw new HttpError(404, `${person.name} sees no such view`);
}

/** Returns the control that the arguments name by `block` (its block_id) and `action` (its action_id). */
export function readControl({ block, action }: Json): ControlReference {
  return { block: String(block), action: String(action) };
}
