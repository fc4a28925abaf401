import { randomBytes } from 'node:crypto';

import type { Clock } from './clock.ts';
import type { InjectedFault } from './fault-injection.ts';
import type { Channel, Person } from './people.ts';

import { BOT, CHANNELS, PEOPLE, SLACKBOT, TEAM } from './demo-people.ts';

/** An object of Slack's own JSON. */
export type Json = Readonly<Record<string, unknown>>;

export type Block = { readonly type: string; readonly block_id?: string; readonly [field: string]: unknown };

/** A message in Slack's own shape, as the Web API and interaction payloads carry it. */
export type Message = {
  readonly type: 'message';
  readonly ts: string;
  readonly user: string;
  readonly team: string;
  readonly text: string;
  readonly subtype?: string;
  readonly bot_id?: string;
  readonly app_id?: string;
  readonly blocks?: readonly Block[];
  readonly files?: readonly Json[];
  readonly thread_ts?: string;
  readonly reply_count?: number;
  readonly reply_users?: readonly string[];
  readonly latest_reply?: string;
  readonly edited?: { readonly user: string; readonly ts: string };
  readonly metadata?: Json;
};

/** A message where it stands. `onlyFor` is the one person who sees an ephemeral message. */
export type PlacedMessage = { readonly channel: string; readonly message: Message; readonly onlyFor?: string };

export type View = {
  readonly id: string;
  readonly person: string;
  /** Slack's own shape, with id, hash and state. */
  readonly view: Json & { readonly blocks: readonly Block[]; readonly type: string };
};

export type File = {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly altText: string;
  readonly owner: string;
  readonly created: number;
  readonly bytes?: Uint8Array;
  /** Set by files.completeUploadExternal; the file can be used in a message from then on. */
  readonly readyAt?: number;
  readonly mimetype?: string;
  readonly width?: number;
  readonly height?: number;
  /** Where it was shared; a file shared nowhere is private to the bot. */
  readonly sharedIn: ReadonlySet<string>;
};

export type Picture = {
  readonly bytes: Uint8Array;
  readonly mimetype: string;
  readonly width: number;
  readonly height: number;
};

export type Trigger = { readonly person: string; readonly expires: number; readonly used: boolean };

export type ResponseUrl = {
  readonly channel: string;
  readonly person: string;
  /** The message whose control was used, for `replace_original` and `delete_original`. */
  readonly original?: string;
  /** The thread in which that message stands. */
  readonly thread?: string;
  readonly expires: number;
  readonly uses: number;
};

/** Values by block_id and action_id, in the shape of `state.values`. */
export type Selection = Readonly<Record<string, Readonly<Record<string, Json>>>>;

export type ApiCall = {
  readonly method: string;
  readonly arguments: Json;
  readonly ok: boolean;
  readonly error?: string;
};

export type Change =
  | { readonly kind: 'message'; readonly posted: PlacedMessage }
  | { readonly kind: 'removed'; readonly channel: string; readonly ts: string; readonly onlyFor?: string }
  | { readonly kind: 'channel'; readonly channel: Channel }
  | { readonly kind: 'views'; readonly person: string };

/** Everything that a workspace holds, in memory. */
export type Workspace = {
  readonly clock: Clock;
  /** Where this Slack listens: `http://127.0.0.1:3000`. */
  readonly origin: string;
  readonly token: string;
  readonly appToken: string;
  readonly signingSecret: string;
  /** Milliseconds until an uploaded file has been looked through and can be used. */
  readonly fileDelay: number;
  /** The bot's scopes; undefined allows everything. */
  readonly scopes?: readonly string[];
  readonly people: Map<string, Person>;
  readonly channels: Map<string, Channel>;
  /** By channel, oldest first. */
  readonly messages: Map<string, PlacedMessage[]>;
  /** Open modals by person, the topmost last. */
  readonly modals: Map<string, View[]>;
  readonly homes: Map<string, View>;
  readonly files: Map<string, File>;
  /** Pictures behind `image_url`, fetched once, by address. */
  readonly pictures: Map<string, Picture>;
  readonly triggers: Map<string, Trigger>;
  readonly responseUrls: Map<string, ResponseUrl>;
  /** What each person has set in the controls of a message or view, by `selectionKey`. */
  readonly selections: Map<string, Selection>;
  /** The latest Web API calls, oldest first. */
  readonly calls: ApiCall[];
  readonly faults: InjectedFault[];
  /** When the next call of a paced method may come, by method and channel. */
  readonly pace: Map<string, number>;
  /** What a Socket Mode client shows at the door. */
  readonly ticket: string;
  readonly watchers: Set<(change: Change) => void>;
  lastTimestamp: number;
};

export type WorkspaceOptions = Pick<Workspace, 'clock' | 'origin' | 'fileDelay' | 'scopes'>;

/** A fresh workspace with its people and empty channels. */
export function openWorkspace(options: WorkspaceOptions): Workspace {
  const created = Math.floor(options.clock.now() / 1000);
  const channels = CHANNELS.map((channel) => ({ ...channel, members: new Set(channel.members), created }));
  const workspace: Workspace = {
    ...options,
    token: `xoxb-${newId('')}`,
    appToken: `xapp-1-${newId('')}`,
    signingSecret: randomBytes(16).toString('hex'),
    people: new Map([...PEOPLE, BOT, SLACKBOT].map((person) => [person.id, person])),
    channels: new Map(channels.map((channel) => [channel.id, channel])),
    messages: new Map(channels.map((channel) => [channel.id, []])),
    modals: new Map(),
    homes: new Map(),
    files: new Map(),
    pictures: new Map(),
    triggers: new Map(),
    responseUrls: new Map(),
    selections: new Map(),
    calls: [],
    faults: [],
    pace: new Map(),
    ticket: randomBytes(16).toString('hex'),
    watchers: new Set(),
    lastTimestamp: 0,
  };
  for (const { id } of PEOPLE) openDirectMessage(workspace, id);
  return workspace;
}

/** Forgets the oldest entries beyond a limit: a playground that runs for weeks must not grow for ever. */
export function dropOldest(entries: Map<string, unknown>, limit: number): void {
  for (const key of [...entries.keys()].slice(0, Math.max(0, entries.size - limit))) entries.delete(key);
}

/** Tells the pages what has changed. */
export function publishChange(workspace: Workspace, change: Change): void {
  for (const watcher of workspace.watchers) watcher(change);
}

/** A new message's name: seconds with six digits, later than every one before it. */
export function nextTimestamp(workspace: Workspace): string {
  workspace.lastTimestamp = Math.max(workspace.clock.now() * 1000, workspace.lastTimestamp + 1);
  const seconds = Math.floor(workspace.lastTimestamp / 1_000_000);
  return `${seconds}.${String(workspace.lastTimestamp % 1_000_000).padStart(6, '0')}`;
}

/** An id in Slack's alphabet after its letter: `F0A1B2C3D4`. */
export function newId(letter: string): string {
  return letter + randomBytes(5).toString('hex').toUpperCase();
}

/** The conversation of one person with the bot, opened when there is none. */
export function openDirectMessage(workspace: Workspace, person: string): Channel {
  const known = [...workspace.channels.values()].find(({ kind, members }) => kind === 'direct' && members.has(person));
  if (known) return known;
  const channel: Channel = {
    id: newId('D'),
    name: 'directmessage',
    kind: 'direct',
    topic: '',
    members: new Set([person, BOT.id]),
    created: Math.floor(workspace.clock.now() / 1000),
  };
  workspace.channels.set(channel.id, channel);
  workspace.messages.set(channel.id, []);
  publishChange(workspace, { kind: 'channel', channel });
  return channel;
}

/** Fields that every payload of this workspace carries. */
export const PAYLOAD_FIELDS = { team_id: TEAM.id, api_app_id: TEAM.app, token: 'not-used-since-signatures' } as const;
