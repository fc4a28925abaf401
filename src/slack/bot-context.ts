import type { Logger } from 'pino';

import type { AnswerContext } from '../answer/context.ts';
import type { IntentStore } from '../answer/intent.ts';
import type { MessageMoves } from '../answer/message-moves.ts';
import type { OpenQuestions } from '../answer/open-question.ts';
import type { Preferences } from '../answer/preferences.ts';
import type { TextMemory } from '../answer/text-memory.ts';
import type { AlertBot, AlertStore } from '../digests/check-alert.ts';
import type { DigestBot } from '../digests/deliver.ts';
import type { DeliveryLedger } from '../digests/delivery.ts';
import type { Digest } from '../digests/digest.ts';
import type { DigestChanges } from '../digests/digest-changes.ts';
import type { Subscriptions } from '../digests/subscriptions.ts';
import type { AnswerLinks } from './answers/answer-links.ts';
import type { Conversation } from './answers/conversation.ts';
import type { LastQuestions } from './answers/last-questions.ts';
import type { RunningQueries } from './answers/running.ts';
import type { SlackClients } from './connection/clients.ts';
import type { AnsweredDigest } from './digests/digest-posts.ts';
import type { LatelyNew } from './lately-new.ts';
import type { MessageCache } from './messages/message-cache.ts';
import type { Messages } from './messages/messages.ts';
import type { PictureHost } from './messages/picture-host.ts';
import type { Operators } from './operator-reports.ts';
import type { Askers } from './people/askers.ts';
import type { Channels } from './people/channels.ts';
import type { Requester } from './people/requester.ts';

/** What the handlers of Slack's requests work with. */
export type BotContext = {
  readonly answerContext: AnswerContext;
  readonly conversation: Conversation;
  readonly cache: MessageCache;
  readonly running: RunningQueries;
  readonly messages: Messages;
  readonly pictures: PictureHost;
  /** What messages were last asked to show, shared by all instances. */
  readonly intents?: IntentStore | undefined;
  /** Keeps questions beyond the process until they are answered. */
  readonly questions?: OpenQuestions | undefined;
  /** Where messages stand that other instances have posted anew. */
  readonly moves?: MessageMoves | undefined;
  readonly clients: SlackClients;
  readonly digests: () => readonly Digest[];
  readonly subscriptions: Subscriptions;
  /** What people have decided of the digests that stand in git. */
  readonly changes: DigestChanges;
  /** Does work in the name of people. */
  readonly askers: Askers;
  /** The states of alerts. */
  readonly alerts: AlertStore;
  /** Asks the questions of alerts, and posts the outcome. */
  readonly alertPosts: AlertBot;
  /** Posts digests. */
  readonly digestPosts: DigestBot<AnsweredDigest>;
  /** The ledger of what was to be posted, and its outcome. */
  readonly deliveries: DeliveryLedger;
  /** Called when a click has made a delivery due, so that the scheduler looks at the ledger at once. */
  readonly onRetry: () => void;
  readonly now: () => Date;
  /** The bot's name in Slack, without its @. */
  readonly botName: string;
  readonly botUserId: string;
  readonly lastQuestions: LastQuestions;
  readonly memory: TextMemory;
  readonly preferences: Preferences;
  /** Who may ask about Owlpost itself; undefined for nobody. */
  readonly operators?: Operators | undefined;
  readonly channels: Channels;
  /** Makes and reads links to answers; undefined when the bot has no public address. */
  readonly links: AnswerLinks | undefined;
  readonly latelyNew: LatelyNew;
  /** Resolves to why nothing can be stored; undefined when all is well. */
  readonly checkStore?: (() => Promise<string | undefined>) | undefined;
  /** Resolves to the commit that last changed a query's file; undefined when it is not known. */
  readonly commitOf?: ((file: string) => Promise<string | undefined>) | undefined;
  /** The largest CSV that is attached to a thread, in bytes. */
  readonly csvBytes: number;
  /** The name of the slash command as it was last typed: `/owl`. */
  readonly command: { readonly get: () => string; readonly set: (name: string) => void };
  readonly log: Logger;
  /** Runs work after the ack, at most once for each `id`, and tells the requester when it fails. */
  readonly serve: (work: Work) => void;
};

/** The work that one request from Slack asks for. */
export type Work = {
  readonly requester: Requester;
  readonly task: () => Promise<void>;
  /** The text that was typed; when it fails it is offered as a button. */
  readonly question?: string;
  /** Slack's id of the request, a trigger id or an event id: the same when Slack delivers it again. */
  readonly id?: string | undefined;
  /** What is begun in the order in which it came among all of the same turn; missing where order does not matter. */
  readonly turn?: string | undefined;
};
