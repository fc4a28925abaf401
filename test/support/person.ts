import { setTimeout as sleep } from 'node:timers/promises';

import type { LocalSlack } from '../../src/local/slack/server.ts';
import type { Clock } from '../../src/local/slack/workspace/clock.ts';

// biome-ignore lint/suspicious/noExplicitAny: the JSON of a wire format is read freely in tests
export type Wire = any;

/** A person of the workspace, acting by the playground's JSON calls as the page does. */
export function actAs({ url }: LocalSlack, person: string) {
  const state = async (): Promise<Wire> => (await fetch(`${url}/playground/state?person=${person}`)).json();
  const post = async (name: string, body: object): Promise<Wire> => {
    const headers = { 'content-type': 'application/json' };
    const sent = await fetch(`${url}/playground/${name}`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ person, ...body }),
    });
    return sent.json();
  };
  const messages = async (channel: string): Promise<Wire[]> => {
    const { channels, bot, messages: all } = await state();
    const isAsked = ({ name, kind, members }: Wire) =>
      name === channel || (channel === 'direct' && kind === 'direct' && members.includes(bot));
    const { id } = channels.find(isAsked) ?? {};
    return all.filter((message: Wire) => message.channel === id);
  };
  return {
    state,
    post,
    messages,
    types: (channel: string, text: string, thread?: string) => post('type', { channel, text, thread }),
    /** The newest message of a channel, once it satisfies the condition. */
    sees: (channel: string, condition: (message: Wire) => boolean) =>
      eventually(async () => (await messages(channel)).findLast(condition)),
  };
}

/** How often it is looked whether something has come, in milliseconds. */
const LOOK_MS = 10;

/** Asks until there is an answer. */
export async function eventually<Value>(read: () => Promise<Value | undefined | false>): Promise<Value> {
  for (;;) {
    const value = await read();
    if (value) return value;
    await sleep(LOOK_MS);
  }
}

/** The Web API called by hand: with a token, or with another one, or with none. */
export function apiOf({ apiUrl, token }: LocalSlack, given: string = token) {
  return async (method: string, fields: object = {}): Promise<Wire> => {
    const authorization: Record<string, string> = given ? { authorization: `Bearer ${given}` } : {};
    const headers = { 'content-type': 'application/json', ...authorization };
    const response = await fetch(`${apiUrl}${method}`, { method: 'POST', headers, body: JSON.stringify(fields) });
    return { status: response.status, headers: response.headers, ...((await response.json()) as object) };
  };
}

/** A clock that stands still until it is advanced. */
export function manualClock(): {
  clock: Clock;
  turn: (milliseconds: number) => void;
  whenWaited: (least?: number) => Promise<void>;
} {
  let now = Date.now();
  const sleepers = new Set<{ until: number; wake: () => void }>();
  return {
    clock: {
      now: () => now,
      wait: (milliseconds, signal) =>
        new Promise((resolve) => {
          if (milliseconds === 0) return resolve();
          const sleeper = { until: now + milliseconds, wake: resolve };
          sleepers.add(sleeper);
          signal?.addEventListener('abort', () => {
            sleepers.delete(sleeper);
            resolve();
          });
        }),
    },
    turn: (milliseconds) => {
      now += milliseconds;
      for (const sleeper of sleepers) {
        if (sleeper.until > now) continue;
        sleepers.delete(sleeper);
        sleeper.wake();
      }
    },
    /** Resolves once somebody waits, for so many milliseconds at least. */
    whenWaited: (least = 0) =>
      eventually(async () => [...sleepers].some(({ until }) => until >= now + least)).then(() => undefined),
  };
}

/** Uploads bytes as a client does and returns the file's id, before it is ready. */
export async function uploadFile(slack: LocalSlack, bytes: Uint8Array, completion: object = {}): Promise<string> {
  const call = apiOf(slack);
  const { upload_url, file_id } = await call('files.getUploadURLExternal', {
    filename: 'chart.png',
    length: bytes.length,
  });
  await fetch(upload_url, { method: 'POST', body: new Uint8Array(bytes) });
  await call('files.completeUploadExternal', { files: [{ id: file_id }], ...completion });
  return file_id;
}
