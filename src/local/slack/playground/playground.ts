import type { ServerResponse } from 'node:http';

import type { Deliver } from '../delivery.ts';
import type { Fault } from '../workspace/fault-injection.ts';
import type { Channel, Person } from '../workspace/people.ts';
import type { Change, Json, World } from '../workspace/workspace.ts';
import type { Simple } from './control.ts';
import type { Container } from './interaction.ts';

import { HttpError, sendBytes, sendJson } from '../http.ts';
import { findChannel, findPerson } from '../workspace/channel.ts';
import { openDirect } from '../workspace/workspace.ts';
import { avatar } from './avatar.ts';
import { openHome, typeLine } from './conversation.ts';
import { act, fill, findContainer, suggest } from './interaction.ts';
import { dismiss, submit } from './submission.ts';
import { changeFor, sceneOf } from './view-model.ts';

/**
 * Everything that the page does, as JSON calls under `/playground/`, for scripts and tests. `person` is a name (`mira`) or
 * an id, `channel` a name (`sales`) or an id, `@owlpost` or `direct` is the conversation with the bot. A POST takes a JSON
 * object and answers `{ok: true, …}`, or `{ok: false, error, …}` when the app did not do its part.
 *
 * | call | does |
 * | --- | --- |
 * | GET state?person | all that this person sees: people, channels, messages, modals, home |
 * | GET events?person | the same as an event stream: `scene` first, then every `change` |
 * | GET settings | the command, its examples and the people who can be played |
 * | GET complete?text | what may follow the command: `{completions: []}` |
 * | POST type {person, channel, text, thread?} | types a line: a message, or a command that starts with `/` |
 * | POST act {person, channel, ts, block, action, value?} | uses a control of a message; `view` in place of channel and ts |
 * | POST suggest {person, channel, ts, block, action, query} | the options of an external menu |
 * | POST submit {person, view, values} | submits a modal; values by block_id and action_id |
 * | POST close {person, view} | closes a modal |
 * | POST home {person} | opens the app's home tab |
 * | GET faults, POST faults {method, error, status, retryAfter, delay, cut, onePerSecond, times}, DELETE faults | what goes wrong |
 * | GET calls | the latest Web API calls of the app |
 * | GET files/ID, pictures?url, avatars/ID.svg | pictures |
 *
 * `value` is the value of an option, a list of them, a date, a text, or null to empty a control.
 */
export type Playground = {
  readonly get: (name: string, query: URLSearchParams, response: ServerResponse) => Promise<void>;
  readonly post: (name: string, body: Json) => Promise<Json>;
  readonly clearFaults: () => void;
};

export type PlaygroundOptions = {
  readonly command: string;
  readonly examples: readonly string[];
  readonly complete: (text: string) => Promise<readonly string[]>;
};

/** The JSON calls by which its page, or a script, does what a person does in Slack. */
export function openPlayground(
  world: World,
  deliver: Deliver,
  { command, examples, complete }: PlaygroundOptions,
): Playground {
  const posts: Readonly<Record<string, (body: Json) => Promise<Json> | Json>> = {
    type: (body) => {
      const person = readPerson(world, body.person);
      const place = {
        channel: readChannel(world, person, body.channel),
        ...(body.thread ? { thread: String(body.thread) } : {}),
      };
      return typeLine(world, deliver, person, place, { text: String(body.text ?? ''), command });
    },
    act: (body) => {
      const person = readPerson(world, body.person);
      const container = readContainer(world, person, body);
      if (body.values) fill(world, person, container, body.values as Record<string, Record<string, Simple>>);
      return act(world, deliver, person, container, { ...touched(body), value: body.value as Simple });
    },
    suggest: async (body) => {
      const person = readPerson(world, body.person);
      const container = readContainer(world, person, body);
      const reply = await suggest(deliver, world, person, container, {
        ...touched(body),
        query: String(body.query ?? ''),
      });
      if (!reply.ok) return reply;
      const { options = [], option_groups } = typeof reply.body === 'string' ? ({} as Json) : reply.body;
      return { ok: true, options, ...(option_groups ? { option_groups } : {}) };
    },
    submit: (body) => {
      const person = readPerson(world, body.person);
      const values = (body.values ?? {}) as Record<string, Record<string, Simple>>;
      return submit(world, deliver, person, readView(world, person, body), values);
    },
    close: (body) => {
      const person = readPerson(world, body.person);
      return dismiss(world, deliver, person, readView(world, person, body));
    },
    home: (body) => {
      const person = readPerson(world, body.person);
      return openHome(world, deliver, person, openDirect(world, person.id));
    },
    faults: (body) => {
      if (typeof body.method !== 'string') throw new HttpError(400, 'a fault needs the method that it befalls');
      world.faults.push(body as Fault);
      return { ok: true, faults: world.faults };
    },
  };

  const gets: Readonly<Record<string, (query: URLSearchParams, response: ServerResponse) => Promise<void> | void>> = {
    state: (query, response) => sendJson(response, sceneOf(world, readPerson(world, query.get('person')))),
    events: (query, response) => stream(world, readPerson(world, query.get('person')), response),
    settings: (_query, response) => sendJson(response, { command, examples, people: playable(world) }),
    complete: async (query, response) => sendJson(response, { completions: await complete(query.get('text') ?? '') }),
    faults: (_query, response) => sendJson(response, { faults: world.faults }),
    calls: (_query, response) => sendJson(response, { calls: world.calls }),
    pictures: (query, response) => {
      const picture = world.pictures.get(query.get('url') ?? '');
      if (!picture) throw new HttpError(404, 'this picture is in no message');
      sendBytes(response, picture.bytes, picture.mimetype, { keep: true });
    },
  };

  return {
    get: async (name, query, response) => {
      const [folder, file = ''] = name.split('/');
      if (folder === 'avatars')
        return sendBytes(response, avatar(file.replace('.svg', '')), 'image/svg+xml', { keep: true });
      if (folder === 'files') return sendFile(world, file, response);
      const get = Object.hasOwn(gets, name) ? gets[name] : undefined;
      if (!get) throw new HttpError(404, `there is no call GET /playground/${name}`);
      await get(query, response);
    },
    post: async (name, body) => {
      const call = Object.hasOwn(posts, name) ? posts[name] : undefined;
      if (!call) throw new HttpError(404, `there is no call POST /playground/${name}`);
      try {
        return await call(body);
      } catch (error) {
        if (error instanceof RangeError) throw new HttpError(400, error.message);
        throw error;
      }
    },
    clearFaults: () => {
      world.faults.length = 0;
      world.pace.clear();
    },
  };
}

function stream(world: World, person: Person, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const send = (event: string, data: Json) => response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  const watch = (change: Change) => {
    const seen = changeFor(world, person, change);
    if (seen) send('change', seen);
  };
  send('scene', sceneOf(world, person));
  world.watchers.add(watch);
  response.on('close', () => world.watchers.delete(watch));
}

function sendFile(world: World, id: string, response: ServerResponse): void {
  const { bytes, mimetype } = world.files.get(id) ?? {};
  if (!bytes || !mimetype) throw new HttpError(404, 'there is no such file');
  sendBytes(response, bytes, mimetype, { keep: true });
}

function playable(world: World): readonly Person[] {
  return [...world.people.values()].filter(({ isBot }) => !isBot);
}

function readPerson(world: World, reference: unknown): Person {
  const person = findPerson(world, String(reference ?? ''));
  if (person && !person.isBot) return person;
  throw new HttpError(
    400,
    `person must be one of ${playable(world)
      .map(({ name }) => name)
      .join(', ')}`,
  );
}

function readChannel(world: World, person: Person, reference: unknown): Channel {
  const name = String(reference ?? '');
  const channel = ['direct', '@owlpost'].includes(name) ? openDirect(world, person.id) : findChannel(world, name);
  if (channel?.members.has(person.id)) return channel;
  throw new HttpError(400, `${person.name} sees no channel ${JSON.stringify(name)}`);
}

function readContainer(world: World, person: Person, { channel, ts, view }: Json): Container {
  const place = view ? { view: String(view) } : { channel: readChannel(world, person, channel), ts: String(ts) };
  const container = findContainer(world, person, place);
  if (!container) throw new HttpError(404, `${person.name} sees no such ${view ? 'view' : 'message'}`);
  return container;
}

function readView(world: World, person: Person, body: Json) {
  const container = readContainer(world, person, { view: body.view ?? '-' });
  if (container.kind !== 'view') throw new HttpError(404, `${person.name} sees no such view`);
  return container.view;
}

function touched({ block, action }: Json): { block: string; action: string } {
  return { block: String(block), action: String(action) };
}
