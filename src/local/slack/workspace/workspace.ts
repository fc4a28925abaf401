import { randomBytes } from 'node:crypto';

import type { Clock } from './clock.ts';
import type { InjectedFault } from './fault-injection.ts';
import type { Manifest } from './manifest.ts';
import type { Channel, Person } from './people.ts';
import type { RateWindow } from './rate-limit.ts';

import { BOT, CHANNELS, PEOPLE, SLACKBOT, TEAM, USER_GROUPS } from './demo-people.ts';

/** A JSON object in the shape of Slack's API. */
export type Json = Readonly<Record<string, unknown>>;

/** A block of Block Kit. */
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
  /** Blocks that were unfurled under its links. */
  readonly attachments?: readonly { readonly from_url: string; readonly blocks: readonly Block[] }[];
};

/** A message with its channel's id. `onlyFor` is the id of the one person who sees an ephemeral message. */
export type PlacedMessage = { readonly channel: string; readonly message: Message; readonly onlyFor?: string };

/** A modal or a home tab that is shown to one person. */
export type View = {
  readonly id: string;
  readonly person: string;
  /** The view in the shape of Slack's API, with id, hash and state. */
  readonly view: Json & { readonly blocks: readonly Block[]; readonly type: string };
};

/** An uploaded file. */
export type File = {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly altText: string;
  readonly owner: string;
  /** In seconds since 1970. */
  readonly created: number;
  /** Absent until they are uploaded. */
  readonly bytes?: Uint8Array;
  /** When it can be used in a message, in milliseconds since 1970; set by files.completeUploadExternal. */
  readonly readyAt?: number;
  readonly mimetype?: string;
  readonly width?: number;
  readonly height?: number;
  /** The ids of the channels in which it was shared; a file shared nowhere is private to the bot. */
  readonly sharedIn: ReadonlySet<string>;
};

/** A picture with its size in pixels. */
export type Picture = {
  readonly bytes: Uint8Array;
  readonly mimetype: string;
  readonly width: number;
  readonly height: number;
};

/** What a `trigger_id` stands for: the person who interacted, and until when (milliseconds since 1970) it opens a modal. */
export type Trigger = { readonly person: string; readonly expires: number; readonly used: boolean };

/** A URL for answers to one interaction, which `expires` at a moment in milliseconds since 1970. */
export type ResponseUrl = {
  readonly channel: string;
  readonly person: string;
  /** The `ts` of the message whose control was used, for `replace_original` and `delete_original`. */
  readonly original?: string;
  /** The `ts` of the first message of its thread. */
  readonly thread?: string;
  readonly expires: number;
  readonly uses: number;
};

/** Values by block_id and action_id, in the shape of `state.values`. */
export type Selection = Readonly<Record<string, Readonly<Record<string, Json>>>>;

/** A Web API call of the app and its outcome. */
export type ApiCall = {
  readonly method: string;
  readonly arguments: Json;
  readonly ok: boolean;
  readonly error?: string;
};

/**
 * A change of a workspace: a message that was posted, or changed where `previous` is given (`message`); values that somebody set
 * in the controls of a message (`values`); a deleted message (`removed`); a new or changed channel (`channel`); the modal or the
 * home tab of a person, by id (`views`).
 */
export type Change =
  | { readonly kind: 'message'; readonly posted: PlacedMessage; readonly previous?: PlacedMessage }
  | { readonly kind: 'values'; readonly posted: PlacedMessage }
  | { readonly kind: 'removed'; readonly posted: PlacedMessage }
  | { readonly kind: 'channel'; readonly channel: Channel }
  | { readonly kind: 'views'; readonly person: string };

/** The state of a workspace, in memory. */
export type Workspace = {
  readonly clock: Clock;
  /** Where this Slack listens: `http://127.0.0.1:3000`. */
  readonly origin: string;
  readonly token: string;
  readonly appToken: string;
  readonly signingSecret: string;
  /** Milliseconds between the completion of an upload and the file's use in a message. */
  readonly fileDelay: number;
  /** What the app may do and is told of. */
  readonly manifest: Manifest;
  /** The host of the app's Request URL; absent until it is set. */
  appHost?: string;
  /** Whether calls beyond their rate limits are refused. */
  readonly hasRateLimits: boolean;
  readonly people: Map<string, Person>;
  readonly channels: Map<string, Channel>;
  /** People's ids by the id of their user group. */
  readonly userGroups: Map<string, ReadonlySet<string>>;
  /** The messages of each channel, oldest first. */
  readonly messages: Map<string, PlacedMessage[]>;
  /** The open modal of each person, by id. */
  readonly modals: Map<string, View>;
  readonly homes: Map<string, View>;
  readonly files: Map<string, File>;
  /** Pictures that were fetched from an `image_url`, by that URL. */
  readonly pictures: Map<string, Picture>;
  readonly triggers: Map<string, Trigger>;
  readonly responseUrls: Map<string, ResponseUrl>;
  /** What each person has set in the controls of a message or view, by the person's id and the message's `ts` or the view's id. */
  readonly selections: Map<string, Selection>;
  /** The latest Web API calls, oldest first. */
  readonly calls: ApiCall[];
  readonly faults: InjectedFault[];
  /** Counts of calls against rate limits, by method, or by method and channel. */
  readonly rateWindows: Map<string, RateWindow>;
  /** The secret in the URL of a Socket Mode connection. */
  readonly ticket: string;
  /** Functions that are called with every change. */
  readonly watchers: Set<(change: Change) => void>;
  /** The latest `ts`, in microseconds since 1970. */
  lastTimestamp: number;
};

/** The options of a new workspace. */
export type WorkspaceOptions = Pick<Workspace, 'clock' | 'origin' | 'fileDelay' | 'manifest' | 'hasRateLimits'> & {
  /** Channels in addition to those of the demo. */
  readonly channels: readonly Omit<Channel, 'created'>[];
  /** The secret that signs requests; random when it is undefined. */
  readonly signingSecret?: string | undefined;
};

/** Returns a new workspace with its people, its empty channels and tokens of its own. */
export function openWorkspace({ channels: more, signingSecret, ...options }: WorkspaceOptions): Workspace {
  const created = Math.floor(options.clock.now() / 1000);
  const channels = [...CHANNELS, ...more].map((channel) => ({
    ...channel,
    members: new Set(channel.members),
    created,
  }));
  const workspace: Workspace = {
    ...options,
    token: `xoxb-${newId('')}`,
    appToken: `xapp-1-${newId('')}`,
    signingSecret: signingSecret ?? randomBytes(16).toString('hex'),
    people: new Map([...PEOPLE, BOT, SLACKBOT].map((person) => [person.id, person])),
    channels: new Map(channels.map((channel) => [channel.id, channel])),
    userGroups: new Map(USER_GROUPS.map(([id, people]) => [id, new Set(people)])),
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
    rateWindows: new Map(),
    ticket: randomBytes(16).toString('hex'),
    watchers: new Set(),
    lastTimestamp: 0,
  };
  for (const { id, team } of PEOPLE) if (team === TEAM.id) openDirectMessage(workspace, id);
  return workspace;
}

/** Removes the entries that were added first until `limit` are left, so that a long-running playground does not grow without end. */
export function dropOldest(entries: Map<string, unknown>, limit: number): void {
  for (const key of [...entries.keys()].slice(0, Math.max(0, entries.size - limit))) entries.delete(key);
}

/** Calls every watcher of a workspace with a change. */
export function publishChange(workspace: Workspace, change: Change): void {
  for (const watcher of workspace.watchers) watcher(change);
}

/** Returns the `ts` of a new message: seconds with six decimals, later than every one before it. */
export function nextTimestamp(workspace: Workspace): string {
  workspace.lastTimestamp = Math.max(workspace.clock.now() * 1000, workspace.lastTimestamp + 1);
  const seconds = Math.floor(workspace.lastTimestamp / 1_000_000);
  return `${seconds}.${String(workspace.lastTimestamp % 1_000_000).padStart(6, '0')}`;
}

/** Returns a random id in Slack's alphabet after its letter: `F0A1B2C3D4`. */
export function newId(letter: string): string {
  return letter + randomBytes(5).toString('hex').toUpperCase();
}

/** Returns the direct message channel of a person, by id, and the bot; creates it when there is none. */
export function openDirectMessage(workspace: Workspace, person: string): Channel {
  const known = [...workspace.channels.values()].find(
    ({ kind, members }) => kind === 'direct' && members.has(person) && members.has(BOT.id),
  );
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
