import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Program } from '../support/program.ts';

import { signedHeaders } from '../support/signed-headers.ts';

// biome-ignore lint/suspicious/noExplicitAny: the JSON of a wire format is read freely in tests
type Wire = any;

/** A call of the bot's, and what the Slack that others made answered. */
export type SeenCall = { readonly method: string; readonly sent: Wire; readonly answer: Wire };

/** How often something is looked for, in milliseconds, and how many times. */
const LOOKS = { every: 100, most: 600 } as const;

/** Looks until there is something. */
export async function eventually<Value>(read: () => Promise<Value | undefined | false>, what: string): Promise<Value> {
  for (let look = 0; look < LOOKS.most; look++) {
    const found = await read();
    if (found) return found;
    await sleep(LOOKS.every);
  }
  throw new Error(`never came: ${what}`);
}

/** A server on loopback that answers each request with what `respond` makes of its path and body. */
async function serve(
  respond: (request: { url: string; headers: Record<string, string>; body: Buffer }) => Promise<string>,
) {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const body = await respond({ url: request.url ?? '', headers, body: Buffer.concat(chunks) });
    response.setHeader('content-type', 'application/json').end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

/** Reads the fields of a call; those of blocks and views are JSON in the text of a form. */
function fieldsOf(body: Buffer, type = ''): Wire {
  if (type.includes('json')) return JSON.parse(body.toString() || '{}');
  const fields = Object.entries(Object.fromEntries(new URLSearchParams(body.toString())));
  return Object.fromEntries(fields.map(([name, text]) => [name, /^[[{]/.test(text) ? JSON.parse(text) : text]));
}

/** Passes the bot's calls on to the Slack at `slack`, and keeps them; `told` collects what the bot says to response URLs. */
export async function openForwarder(slack: string) {
  const calls: SeenCall[] = [];
  const told: Wire[] = [];
  const api = await serve(async ({ url, headers, body }) => {
    const { authorization = '', 'content-type': type = '' } = headers;
    const response = await fetch(`${slack}${url}`, {
      method: 'POST',
      headers: { authorization, 'content-type': type },
      body: new Uint8Array(body),
    });
    const text = await response.text();
    calls.push({ method: url.replace(/^.*\//, ''), sent: fieldsOf(body, type), answer: JSON.parse(text) });
    return text;
  });
  const responses = await serve(async ({ body }) => {
    told.push(JSON.parse(body.toString()));
    return '{"ok":true}';
  });
  return {
    apiUrl: `${api.url}/api/`,
    responseUrl: `${responses.url}/`,
    calls,
    told,
    close: () => {
      api.close();
      responses.close();
    },
  };
}

/** Calls a method of the Web API; throws when that is refused. */
export function callerOf(slack: string, token: string) {
  return async (method: string, body: object = {}): Promise<Wire> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json; charset=utf-8' };
    const response = await fetch(`${slack}/api/${method}`, { method: 'POST', headers, body: JSON.stringify(body) });
    const answer = (await response.json()) as { ok: boolean };
    if (!answer.ok) throw new Error(`${method}: ${JSON.stringify(answer)}`);
    return answer;
  };
}

/** Who acts, where, and what it takes to tell the bot of it as Slack does. */
export type Acting = {
  readonly bot: Pick<Program, 'url'>;
  readonly secret: string;
  readonly team: string;
  readonly botUser: string;
  readonly person: string;
  readonly responseUrl: string;
  /** Resolves to a new id with which a form may be opened, once. */
  readonly newTrigger: () => Promise<string>;
};

/** What a person does, told to the bot in Slack's own requests. */
export function openActions({ bot, secret, team, botUser, person, responseUrl, newTrigger }: Acting) {
  const send = async (body: string, type = 'application/x-www-form-urlencoded') => {
    const headers = { 'content-type': type, ...signedHeaders(body, secret) };
    const { status } = await fetch(`${bot.url}/slack/events`, { method: 'POST', headers, body });
    if (status !== 200) throw new Error(`the bot answers ${status}`);
  };
  const interact = async (type: string, fields: object) => {
    const by = { user: { id: person, team_id: team }, team: { id: team }, trigger_id: await newTrigger() };
    await send(`payload=${encodeURIComponent(JSON.stringify({ type, ...by, ...fields }))}`);
  };
  return {
    command: async (channel: string, text: string) => {
      const place = { team_id: team, channel_id: channel, user_id: person, response_url: responseUrl };
      const fields = { command: '/owl', text, trigger_id: await newTrigger(), ...place };
      await send(new URLSearchParams(fields).toString());
    },
    event: (event: object) =>
      send(
        JSON.stringify({
          type: 'event_callback',
          team_id: team,
          event_id: randomUUID(),
          event_time: Math.floor(Date.now() / 1000),
          authorizations: [{ team_id: team, user_id: botUser, is_bot: true }],
          event: { user: person, ...event },
        }),
        'application/json',
      ),
    /** Uses a control of a message. */
    use: (channel: string, message: Wire, action: object) =>
      interact('block_actions', {
        channel: { id: channel },
        container: {
          type: 'message',
          message_ts: message.ts,
          channel_id: channel,
          is_ephemeral: message.isEphemeral ?? false,
          ...(message.thread_ts && { thread_ts: message.thread_ts }),
        },
        message,
        response_url: responseUrl,
        actions: [action],
      }),
    /** Uses a control of an open form. */
    useInForm: (view: Wire, action: object) =>
      interact('block_actions', { view, container: { type: 'view', view_id: view.id }, actions: [action] }),
    submit: (view: Wire, values: object) =>
      interact('view_submission', { view: { ...view, state: { values } }, response_urls: [] }),
    /** Uses a shortcut: from anywhere, or from the menu of a message. */
    shortcut: (callback_id: string, about?: { readonly channel: string; readonly message: Wire }) =>
      about
        ? interact('message_action', { callback_id, channel: { id: about.channel }, message: about.message })
        : interact('shortcut', { callback_id }),
  };
}

/** Every control of blocks, with the block that it is in. */
export function controlsOf(blocks: readonly Wire[] = []): readonly Wire[] {
  return blocks.flatMap(({ block_id, elements = [], accessory, element }) =>
    [...elements, accessory, element].flatMap((control) => (control?.action_id ? [{ ...control, block_id }] : [])),
  );
}

/** The action of choosing the option with this label, or of pressing the button with it; undefined where there is none. */
export function actionOn(blocks: readonly Wire[] | undefined, label: string): object | undefined {
  for (const { type, action_id, block_id, text, value, options = [], option_groups = [] } of controlsOf(blocks)) {
    if (type === 'button' && text.text === label) return { type, action_id, block_id, value };
    const all = [...options, ...option_groups.flatMap((group: Wire) => group.options)];
    const option = all.find((each) => each.text.text === label);
    if (option) return { type, action_id, block_id, selected_option: option };
  }
  return undefined;
}

/** What the inputs of a form hold when it is submitted as it was opened. */
export function initialValues(blocks: readonly Wire[]): Record<string, Wire> {
  return Object.fromEntries(
    blocks
      .filter(({ type }) => type === 'input')
      .map(({ block_id, element: { action_id, type, initial_option, initial_options = [], initial_time } }) => {
        const held = {
          selected_option: initial_option,
          selected_options: initial_options,
          selected_time: initial_time,
        };
        return [block_id, { [action_id]: { type, ...held } }];
      }),
  );
}
