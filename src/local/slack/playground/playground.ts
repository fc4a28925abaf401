import type { ServerResponse } from 'node:http';

import type { SocketMode } from '../socket-mode.ts';
import type { InjectedFault } from '../workspace/fault-injection.ts';
import type { Json, Workspace } from '../workspace/workspace.ts';
import type { AssistantLine } from './assistant.ts';
import type { ControlValue } from './control.ts';
import type { App } from './conversation.ts';

import { HttpError, sendBytes, sendJson } from '../http.ts';
import { closeModal } from '../workspace/view.ts';
import {
  playablePeople,
  readContainer,
  readControl,
  readMemberChannel,
  readMessage,
  readOpenView,
  readPerson,
} from './arguments.ts';
import { assistantCalls } from './assistant.ts';
import { avatar } from './avatar.ts';
import { streamChanges } from './change-stream.ts';
import { openTab, typeLine } from './conversation.ts';
import { requestOptions, setValues, useControl } from './interaction.ts';
import { membershipCalls } from './membership.ts';
import { runShortcut } from './shortcut.ts';
import { submit } from './submission.ts';
import { viewModelOf } from './view-model.ts';

/**
 * The JSON calls under `/playground/`, by which the page, scripts and tests act as people. `person` is a name (`mira`) or
 * an id, `channel` a name (`sales`) or an id, `direct` is the conversation with the bot. A POST takes a JSON object and answers
 * `{ok: true, …}`, or `{ok: false, error, …}` when the app did not do its part.
 *
 * | call | does |
 * | --- | --- |
 * | GET state?person | all that this person sees: people, channels, messages, modals, home |
 * | GET events?person | the same as an event stream: `state` first, then every `change` |
 * | GET settings | the command, its examples, the shortcuts and the people who can be played |
 * | GET complete?person&text | what may follow the command: `{completions: []}` |
 * | POST type {person, channel, text, thread?} | types a line: a message, or a command that starts with `/` |
 * | POST act {person, channel, ts, block, action, value?} | uses a control of a message; `view` in place of channel and ts |
 * | POST suggest {person, channel, ts, block, action, query} | the options of an external menu |
 * | POST submit {person, view, values} | submits a modal; values by block_id and action_id |
 * | POST close {person, view} | closes a modal |
 * | POST shortcut {person, callback, channel?, ts?} | runs a shortcut of the manifest, of a message or a global one |
 * | POST home {person, tab?} | opens the app's `home` or `messages` tab |
 * | POST assistant {person, tool, arguments} | calls a tool of the app's MCP server, as Slack's own assistant does |
 * | POST deactivate {person} | takes a person's account and user groups away |
 * | POST leave {person, channel} | takes a person out of a channel |
 * | POST connect {channel} | shares a channel with another company |
 * | POST rename {channel, name} | gives a channel another name |
 * | GET faults, POST faults {method, error, status, retryAfter, delay, cut, lost, duplicates, times}, DELETE faults | what goes wrong |
 * | POST socket {action} | `refresh`: Slack asks to connect anew; `drop`: the connections end |
 * | GET calls | the latest Web API calls of the app |
 * | GET files/ID, pictures?url, avatars/ID.svg | pictures |
 *
 * `value` is the value of an option, a list of them, a date, a text, or null to empty a control.
 */
export type Playground = {
  /** Answers a GET. Throws an HttpError for an unknown call, or arguments that it does not take. */
  readonly get: (name: string, query: URLSearchParams, response: ServerResponse) => Promise<void>;
  /** Resolves to the answer to a POST. Rejects with an HttpError for an unknown call, or arguments that it does not take. */
  readonly post: (name: string, body: Json) => Promise<Json>;
  readonly clearFaults: () => void;
};

/** What the page offers besides the workspace. */
export type PlaygroundOptions = {
  /** Whole lines to click. */
  readonly examples: readonly string[];
  /** Completes the text that the person of an id has typed after the command. */
  readonly complete: (text: string, person: string) => Promise<readonly string[]>;
  /** The lines of the scripted assistant; there is none without any. */
  readonly assistant: readonly AssistantLine[];
};

/** The functions that reach the app, and its connections, which can be ended on request. */
export type ConnectedApp = App & { readonly socketMode: SocketMode };

type PostCall = (body: Json) => Promise<Json> | Json;

type GetCall = (query: URLSearchParams, response: ServerResponse) => Promise<void> | void;

/** Creates the JSON calls of a workspace. */
export function openPlayground(workspace: Workspace, app: ConnectedApp, options: PlaygroundOptions): Playground {
  const posts = new Map<string, PostCall>(
    Object.entries({
      ...personCalls(workspace, app),
      ...membershipCalls(workspace),
      ...assistantCalls(workspace),
      ...faultCalls(workspace, app),
    }),
  );
  const gets = new Map(Object.entries(readCalls(workspace, options)));
  return {
    get: async (name, query, response) => {
      const [folder, file = ''] = name.split('/');
      if (folder === 'avatars')
        sendBytes(response, avatar(workspace, file.replace('.svg', '')), 'image/svg+xml', { keep: true });
      else if (folder === 'files') sendFile(workspace, file, response);
      else await find(gets, 'GET', name)(query, response);
    },
    post: async (name, body) => {
      try {
        return await find(posts, 'POST', name)(body);
      } catch (error) {
        if (error instanceof RangeError) throw new HttpError(400, error.message);
        throw error;
      }
    },
    clearFaults: () => {
      workspace.faults.length = 0;
    },
  };
}

/** What a person does. */
function personCalls(workspace: Workspace, app: ConnectedApp): Readonly<Record<string, PostCall>> {
  const personOf = (body: Json) => readPerson(workspace, body.person);
  const valuesOf = (body: Json) => (body.values ?? {}) as Record<string, Record<string, ControlValue>>;
  return {
    type: (body) => {
      const channel = readMemberChannel(workspace, personOf(body), body.channel);
      const target = { channel, ...(body.thread ? { thread: String(body.thread) } : {}) };
      return typeLine(workspace, app, personOf(body), target, String(body.text ?? ''));
    },
    act: (body) => {
      const container = readContainer(workspace, personOf(body), body);
      setValues(workspace, personOf(body), container, valuesOf(body));
      const use = { ...readControl(body), value: body.value as ControlValue };
      return useControl(workspace, app.deliver, personOf(body), container, use);
    },
    suggest: async (body) => {
      const container = readContainer(workspace, personOf(body), body);
      const query = { ...readControl(body), query: String(body.query ?? '') };
      const reply = await requestOptions(workspace, app.deliver, personOf(body), container, query);
      if (!reply.ok) return reply;
      const { options = [], option_groups } = typeof reply.body === 'string' ? ({} as Json) : reply.body;
      return { ok: true, options, ...(option_groups ? { option_groups } : {}) };
    },
    submit: (body) => {
      const view = readOpenView(workspace, personOf(body), body);
      return submit(workspace, app.deliver, personOf(body), view, valuesOf(body));
    },
    close: (body) => {
      closeModal(workspace, readOpenView(workspace, personOf(body), body).person);
      return { ok: true };
    },
    shortcut: (body) => {
      const message = body.ts ? readMessage(workspace, personOf(body), body) : undefined;
      return runShortcut(workspace, app.deliver, personOf(body), { callback: String(body.callback), message });
    },
    home: (body) => openTab(workspace, app, personOf(body), body.tab === 'messages' ? 'messages' : 'home'),
  };
}

/** What goes wrong on demand. */
function faultCalls(workspace: Workspace, { socketMode }: ConnectedApp): Readonly<Record<string, PostCall>> {
  return {
    faults: (body) => {
      if (typeof body.method !== 'string') throw new HttpError(400, 'a fault needs the method that it is for');
      workspace.faults.push(body as InjectedFault);
      return { ok: true, faults: workspace.faults };
    },
    socket: ({ action }) => {
      if (action !== 'refresh' && action !== 'drop') throw new HttpError(400, 'action must be refresh or drop');
      socketMode[action]();
      return { ok: true };
    },
  };
}

/** What can be looked at. */
function readCalls(
  workspace: Workspace,
  { examples, complete, assistant }: PlaygroundOptions,
): Readonly<Record<string, GetCall>> {
  const { command, shortcuts, hasHome } = workspace.manifest;
  const personOf = (query: URLSearchParams) => readPerson(workspace, query.get('person'));
  return {
    state: (query, response) => sendJson(response, viewModelOf(workspace, personOf(query))),
    events: (query, response) => streamChanges(workspace, personOf(query), response),
    settings: (_query, response) =>
      sendJson(response, { command, examples, assistant, shortcuts, hasHome, people: playablePeople(workspace) }),
    complete: async (query, response) => {
      const { id } = personOf(query);
      sendJson(response, { completions: await complete(query.get('text') ?? '', id) });
    },
    faults: (_query, response) => sendJson(response, { faults: workspace.faults }),
    calls: (_query, response) => sendJson(response, { calls: workspace.calls }),
    pictures: (query, response) => {
      const picture = workspace.pictures.get(query.get('url') ?? '');
      if (!picture) throw new HttpError(404, 'this picture is in no message');
      sendBytes(response, picture.bytes, picture.mimetype, { keep: true });
    },
  };
}

function find<Call>(calls: ReadonlyMap<string, Call>, method: string, name: string): Call {
  const call = calls.get(name);
  if (!call) throw new HttpError(404, `there is no call ${method} /playground/${name}`);
  return call;
}

function sendFile(workspace: Workspace, id: string, response: ServerResponse): void {
  const { bytes, mimetype } = workspace.files.get(id) ?? {};
  if (!bytes || !mimetype) throw new HttpError(404, 'there is no such file');
  sendBytes(response, bytes, mimetype, { keep: true });
}
