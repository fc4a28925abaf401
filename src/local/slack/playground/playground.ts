import type { ServerResponse } from 'node:http';

import type { Deliver } from '../delivery.ts';
import type { InjectedFault } from '../workspace/fault-injection.ts';
import type { Channel, Person } from '../workspace/people.ts';
import type { Change, Json, Workspace } from '../workspace/workspace.ts';
import type { ControlValue } from './control.ts';
import type { Container } from './interaction.ts';

import { HttpError, sendBytes, sendJson } from '../http.ts';
import { findChannel, findPerson } from '../workspace/channel.ts';
import { openDirectMessage } from '../workspace/workspace.ts';
import { avatar } from './avatar.ts';
import { openHome, typeLine } from './conversation.ts';
import { findContainer, requestOptions, setValues, useControl } from './interaction.ts';
import { closeView, submit } from './submission.ts';
import { changeFor, viewModelOf } from './view-model.ts';

/**
 * Everything that the page does, as JSON calls under `/playground/`, for scripts and tests. `person` is a name (`mira`) or
 * an id, `channel` a name (`sales`) or an id, `@owlpost` or `direct` is the conversation with the bot. A POST takes a JSON
 * object and answers `{ok: true, …}`, or `{ok: false, error, …}` when the app did not do its part.
 *
 * | call | does |
 * | --- | --- |
 * | GET state?person | all that this person sees: people, channels, messages, modals, home |
 * | GET events?person | the same as an event stream: `state` first, then every `change` |
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
  workspace: Workspace,
  deliver: Deliver,
  { command, examples, complete }: PlaygroundOptions,
): Playground {
  const posts: Readonly<Record<string, (body: Json) => Promise<Json> | Json>> = {
    type: (body) => {
      const person = readPerson(workspace, body.person);
      const place = {
        channel: readChannel(workspace, person, body.channel),
        ...(body.thread ? { thread: String(body.thread) } : {}),
      };
      return typeLine(workspace, deliver, person, place, { text: String(body.text ?? ''), command });
    },
    act: (body) => {
      const person = readPerson(workspace, body.person);
      const container = readContainer(workspace, person, body);
      if (body.values)
        setValues(workspace, person, container, body.values as Record<string, Record<string, ControlValue>>);
      return useControl(workspace, deliver, person, container, { ...touched(body), value: body.value as ControlValue });
    },
    suggest: async (body) => {
      const person = readPerson(workspace, body.person);
      const container = readContainer(workspace, person, body);
      const reply = await requestOptions(deliver, workspace, person, container, {
        ...touched(body),
        query: String(body.query ?? ''),
      });
      if (!reply.ok) return reply;
      const { options = [], option_groups } = typeof reply.body === 'string' ? ({} as Json) : reply.body;
      return { ok: true, options, ...(option_groups ? { option_groups } : {}) };
    },
    submit: (body) => {
      const person = readPerson(workspace, body.person);
      const values = (body.values ?? {}) as Record<string, Record<string, ControlValue>>;
      return submit(workspace, deliver, person, readView(workspace, person, body), values);
    },
    close: (body) => {
      const person = readPerson(workspace, body.person);
      return closeView(workspace, deliver, person, readView(workspace, person, body));
    },
    home: (body) => {
      const person = readPerson(workspace, body.person);
      return openHome(workspace, deliver, person, openDirectMessage(workspace, person.id));
    },
    faults: (body) => {
      if (typeof body.method !== 'string') throw new HttpError(400, 'a fault needs the method that it is for');
      workspace.faults.push(body as InjectedFault);
      return { ok: true, faults: workspace.faults };
    },
  };

  const gets: Readonly<Record<string, (query: URLSearchParams, response: ServerResponse) => Promise<void> | void>> = {
    state: (query, response) => sendJson(response, viewModelOf(workspace, readPerson(workspace, query.get('person')))),
    events: (query, response) => stream(workspace, readPerson(workspace, query.get('person')), response),
    settings: (_query, response) => sendJson(response, { command, examples, people: playable(workspace) }),
    complete: async (query, response) => sendJson(response, { completions: await complete(query.get('text') ?? '') }),
    faults: (_query, response) => sendJson(response, { faults: workspace.faults }),
    calls: (_query, response) => sendJson(response, { calls: workspace.calls }),
    pictures: (query, response) => {
      const picture = workspace.pictures.get(query.get('url') ?? '');
      if (!picture) throw new HttpError(404, 'this picture is in no message');
      sendBytes(response, picture.bytes, picture.mimetype, { keep: true });
    },
  };

  return {
    get: async (name, query, response) => {
      const [folder, file = ''] = name.split('/');
      if (folder === 'avatars')
        return sendBytes(response, avatar(file.replace('.svg', '')), 'image/svg+xml', { keep: true });
      if (folder === 'files') return sendFile(workspace, file, response);
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
      workspace.faults.length = 0;
      workspace.pace.clear();
    },
  };
}

function stream(workspace: Workspace, person: Person, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const send = (event: string, data: Json) => response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  const watch = (change: Change) => {
    const seen = changeFor(workspace, person, change);
    if (seen) send('change', seen);
  };
  send('state', viewModelOf(workspace, person));
  workspace.watchers.add(watch);
  response.on('close', () => workspace.watchers.delete(watch));
}

function sendFile(workspace: Workspace, id: string, response: ServerResponse): void {
  const { bytes, mimetype } = workspace.files.get(id) ?? {};
  if (!bytes || !mimetype) throw new HttpError(404, 'there is no such file');
  sendBytes(response, bytes, mimetype, { keep: true });
}

function playable(workspace: Workspace): readonly Person[] {
  return [...workspace.people.values()].filter(({ isBot }) => !isBot);
}

function readPerson(workspace: Workspace, reference: unknown): Person {
  const person = findPerson(workspace, String(reference ?? ''));
  if (person && !person.isBot) return person;
  throw new HttpError(
    400,
    `person must be one of ${playable(workspace)
      .map(({ name }) => name)
      .join(', ')}`,
  );
}

function readChannel(workspace: Workspace, person: Person, reference: unknown): Channel {
  const name = String(reference ?? '');
  const channel = ['direct', '@owlpost'].includes(name)
    ? openDirectMessage(workspace, person.id)
    : findChannel(workspace, name);
  if (channel?.members.has(person.id)) return channel;
  throw new HttpError(400, `${person.name} sees no channel ${JSON.stringify(name)}`);
}

function readContainer(workspace: Workspace, person: Person, { channel, ts, view }: Json): Container {
  const place = view ? { view: String(view) } : { channel: readChannel(workspace, person, channel), ts: String(ts) };
  const container = findContainer(workspace, person, place);
  if (!container) throw new HttpError(404, `${person.name} sees no such ${view ? 'view' : 'message'}`);
  return container;
}

function readView(workspace: Workspace, person: Person, body: Json) {
  const container = readContainer(workspace, person, { view: body.view ?? '-' });
  if (container.kind !== 'view') throw new HttpError(404, `${person.name} sees no such view`);
  return container.view;
}

function touched({ block, action }: Json): { block: string; action: string } {
  return { block: String(block), action: String(action) };
}
