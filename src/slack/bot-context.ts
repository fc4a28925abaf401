import type { Logger } from 'pino';

import type { AnswerContext } from '../answer/context.ts';
import type { IntentStore } from '../answer/intent.ts';
import type { Preferences } from '../answer/preferences.ts';
import type { TextMemory } from '../answer/text-memory.ts';
import type { AlertBot, AlertStore } from '../digests/check-alert.ts';
import type { DigestBot } from '../digests/deliver.ts';
import type { DeliveryLedger } from '../digests/delivery.ts';
import type { Digest } from '../digests/digest.ts';
import type { Subscriptions } from '../digests/subscriptions.ts';
import type { Channels } from './channels.ts';
import type { SlackClients } from './clients.ts';
import type { Conversation } from './conversation.ts';
import type { AnsweredDigest } from './digest-posts.ts';
import type { LastQuestions } from './last-questions.ts';
import type { MessageCache } from './message-cache.ts';
import type { Messages } from './messages.ts';
import type { PictureHost } from './picture-host.ts';
import type { Requester } from './requester.ts';
import type { RunningQueries } from './running.ts';

/** Everything that a handler of Slack's requests works with. */
export type BotContext = {
  readonly answerContext: AnswerContext;
  readonly conversation: Conversation;
  readonly cache: MessageCache;
  readonly running: RunningQueries;
  readonly messages: Messages;
  readonly pictures: PictureHost;
  /** What messages were last asked to show, by any instance. */
  readonly intents?: IntentStore | undefined;
  readonly clients: SlackClients;
  readonly digests: () => readonly Digest[];
  readonly subscriptions: Subscriptions;
  /** How alerts stand. */
  readonly alerts: AlertStore;
  /** What asks the questions of alerts, and tells what came of them. */
  readonly alertPosts: AlertBot;
  /** What posts digests. */
  readonly digestPosts: DigestBot<AnsweredDigest>;
  /** What was to be posted and what came of it. */
  readonly deliveries: DeliveryLedger;
  readonly now: () => Date;
  /** The bot's name in Slack, without its @. */
  readonly botName: string;
  readonly botUserId: string;
  readonly lastQuestions: LastQuestions;
  readonly memory: TextMemory;
  readonly preferences: Preferences;
  readonly channels: Channels;
  /** Why nothing can be stored; undefined when all is well. */
  readonly checkStore?: (() => Promise<string | undefined>) | undefined;
  /** The commit that last changed a query's file; undefined where nobody tells. */
  readonly commitOf?: ((file: string) => Promise<string | undefined>) | undefined;
  /** The largest CSV that is put into a thread, in bytes. */
  readonly csvBytes: number;
  /** How the slash command is called in Slack, as it was last typed: `/owl`. */
  readonly command: { readonly get: () => string; readonly set: (name: string) => void };
  readonly log: Logger;
  /** Does work after the ack, at most once for each `id`, and tells the requester what goes wrong. */
  readonly serve: (work: Work) => void;
};

/** What one request from Slack asks for. */
export type Work = {
  readonly requester: Requester;
  readonly task: () => Promise<void>;
  /** The text that was typed, to be asked again with a click when it could not be answered. */
  readonly question?: string;
  /** What Slack calls the request, the same when it is delivered again: a trigger id or an event id. */
  readonly id?: string | undefined;
};
