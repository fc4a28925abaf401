import { setTimeout as sleep } from 'node:timers/promises';
import type { App } from '@slack/bolt';

import type { AuditEntry } from '../answer/audit.ts';
import type { AnswerContext } from '../answer/context.ts';
import type { IntentStore } from '../answer/intent.ts';
import type { MessageMoves } from '../answer/message-moves.ts';
import type { OpenQuestions } from '../answer/open-question.ts';
import type { Preferences } from '../answer/preferences.ts';
import type { TextMemory } from '../answer/text-memory.ts';
import type { AlertStore } from '../digests/check-alert.ts';
import type { DeliveryLedger } from '../digests/delivery.ts';
import type { Digest } from '../digests/digest.ts';
import type { AssistantAnswers } from './answers/assistant-answers.ts';
import type { BotContext } from './bot-context.ts';
import type { SlackClients } from './connection/clients.ts';
import type { SlackOptions } from './connection/connection.ts';
import type { Route } from './connection/http.ts';
import type { DigestParts } from './digests/digest-parts.ts';
import type { PictureRules, PictureStore } from './messages/public-pictures.ts';
import type { Operators } from './operator-reports.ts';
import type { Askers } from './people/askers.ts';

import { openAssistantAnswers } from './answers/assistant-answers.ts';
import { openConversation } from './answers/conversation.ts';
import { openLastQuestions } from './answers/last-questions.ts';
import { openRecovery } from './answers/recovery.ts';
import { openRunningQueries } from './answers/running.ts';
import { openCommandName } from './command-name.ts';
import { openClaims } from './connection/claims.ts';
import { connectSlack, EVENTS_PATH } from './connection/connection.ts';
import { healthRoute, openSlackCheck, readyRoute } from './connection/health-routes.ts';
import { openDigestParts } from './digests/digest-parts.ts';
import { openDigestSources } from './digests/digest-sources.ts';
import { createKeyedQueue } from './keyed-queue.ts';
import { openLatelyNew } from './lately-new.ts';
import { listenToEvents } from './listeners/event-listeners.ts';
import { listenToForms } from './listeners/form-listeners.ts';
import { listenToLinks } from './listeners/link-listeners.ts';
import { listen } from './listeners/listeners.ts';
import { listenToOptions } from './listeners/option-listeners.ts';
import { listenToShortcuts } from './listeners/shortcut-listeners.ts';
import { openMessageCache } from './messages/message-cache.ts';
import { openMessages } from './messages/messages.ts';
import { openUploadedPictures } from './messages/picture-host.ts';
import { openPublicAddresses } from './messages/public-addresses.ts';
import { postWeekly } from './operator-reports.ts';
import { openAskers } from './people/askers.ts';
import { openChannels } from './people/channels.ts';
import { nameAskers } from './people/name-askers.ts';
import { openWorkers } from './workers.ts';

/** What the bot is opened with. */
export type BotOptions = SlackOptions & {
  /** The address at which Slack can fetch pictures from the bot, or a function of the address that was bound. Without it, pictures are uploaded. */
  readonly publicUrl?: string | ((boundUrl: string) => string) | undefined;
  readonly answerContext: AnswerContext;
  readonly pictures: PictureStore;
  readonly pictureRules: PictureRules;
  readonly digests: () => readonly Digest[];
  /** The ledger of what the scheduler posts. */
  readonly deliveries: DeliveryLedger;
  /** The states of alerts between their checks. */
  readonly alerts: AlertStore;
  readonly audit: (entry: AuditEntry) => Promise<void>;
  /** Takes a request of Slack by its id; resolves to false when this or another instance took it before. */
  readonly claim: (id: string) => Promise<boolean>;
  /** Resolves to why nothing can be stored, such as a full disk or a database that does not answer; undefined when all is well. */
  readonly checkStore?: () => Promise<string | undefined>;
  /** Resolves to why no question can be answered; undefined when all is well. */
  readonly checkReady?: () => Promise<string | undefined>;
  /** Keeps questions beyond the process until they are answered. */
  readonly questions?: OpenQuestions;
  /** What messages were last asked to show, shared by all instances. */
  readonly intents?: IntentStore;
  /** Where messages stand that were posted anew, for all instances. */
  readonly moves?: MessageMoves;
  /** What all instances remember: the last question of each thread, and who was greeted. */
  readonly memory: TextMemory;
  /** The settings of people and channels. */
  readonly preferences: Preferences;
  /** Who may ask about Owlpost itself; undefined for nobody. */
  readonly operators?: Operators | undefined;
  /** Resolves to the commit that last changed a query's file; undefined when it is not known. */
  readonly commitOf?: (file: string) => Promise<string | undefined>;
  /** The largest CSV that is attached to a thread, in bytes. */
  readonly csvBytes: number;
  /** Further routes of the HTTP listener. */
  readonly routes?: readonly Route[];
  readonly now: () => Date;
};

/** A bot that is connected to Slack. */
export type Bot = DigestParts & {
  /** The address of the HTTP listener, which serves pictures, `/health` and `/ready`. */
  readonly url: string;
  /** The address for the Request URL of the app's manifest. */
  readonly eventsUrl: string;
  /** On a Monday posts the unmet demand of the last week to the operators' channel, once for all instances. */
  readonly postWeekly: () => Promise<void>;
  /** Makes answers for Slack's own assistant. */
  readonly assistant: AssistantAnswers;
  /** Takes no more requests, stops what runs, and resolves when every asker was told, after at most ten seconds. */
  readonly stop: () => Promise<void>;
};

/** How long work may take to end after `stop`, in milliseconds. */
const DRAIN_MS = 10_000;

/**
 * Opens the bot, over HTTP or, with an app token, over a socket; the same listeners serve both. The connection may have been
 * begun before. Throws a UserError for what the operator can mend: a token that Slack refuses, a Slack that cannot be reached,
 * a port that is taken.
 */
export async function openBot(options: BotOptions, connecting = connectSlack(options)): Promise<Bot> {
  const { log } = options;
  const { clients, identity, app, http, socket } = await connecting;
  const command = await openCommandName(options.memory, options);
  const { publicPictures, links } = openPublicAddresses({ ...options, command: command.get }, http.url);
  const sources = await openDigestSources(options);
  const askers = openAskers(options.answerContext, { clients, teamId: identity.teamId, log });
  const pictures = publicPictures ?? openUploadedPictures(clients, { log });
  const parts = openParts({ ...options, ...askers }, clients, pictures);
  const opened = { ...sources, digests: sources.changes.current, teamId: identity.teamId };
  const posting = { ...options, ...parts, clients, askers, ...opened };
  const posts = openDigestParts(posting);
  const localeOf = async (user: string) => (await askers.contextFor({ user, isPrivate: true })).look?.locale;
  const workers = openWorkers({ claims: openClaims(options.claim, { log }), botName: identity.name, localeOf, log });
  nameAskers(app, askers, options);
  const latelyNew = openLatelyNew({ ...options, catalogue: options.answerContext.catalogue });
  latelyNew.record().catch((error) => log.warn({ error }, 'what is new in the catalogue could not be recorded'));
  listenAll(app, {
    ...posting,
    botName: identity.name,
    botUserId: identity.userId,
    command,
    links,
    latelyNew,
    ...posts.context,
    serve: workers.serve,
  });
  http.serve([
    healthRoute(options),
    readyRoute({ socket, checkSlack: openSlackCheck(clients) }, options),
    ...(options.routes ?? []),
    ...[publicPictures, links].flatMap((served) => (served ? [served.serve] : [])),
  ]);
  await socket?.connect();
  const endRecovery = openRecovery({ ...parts, clients, asking: askers.asking, serve: workers.serve });

  return {
    url: http.url,
    eventsUrl: `${http.url}${EVENTS_PATH}`,
    ...posts.bot,
    postWeekly: () => postWeekly({ ...options, ...parts }),
    assistant: openAssistantAnswers({ ...parts, askers, pictures: publicPictures }),
    stop: async () => {
      sources.close();
      endRecovery();
      await socket?.stop();
      parts.running.stopAll();
      await http.close(Promise.race([workers.finish(), sleep(DRAIN_MS, undefined, { ref: false })]));
    },
  };
}

/** The parts that hold a conversation, joined. */
function openParts(
  options: BotOptions & Pick<Askers, 'contextFor'>,
  clients: SlackClients,
  pictures: ReturnType<typeof openUploadedPictures>,
) {
  const { answerContext, contextFor, now, audit, log } = options;
  const channels = openChannels(clients, options.preferences);
  const messages = openMessages({ clients, channels, pictures, log });
  const cache = openMessageCache();
  const running = openRunningQueries();
  const lastQuestions = openLastQuestions(options.memory, { log });
  const { memory, questions, intents, moves } = options;
  const shown = { answerContext, contextFor, channels, messages, pictures, cache, running, lastQuestions };
  const all = { ...shown, memory, questions, intents, moves, queue: createKeyedQueue(), now, audit, log };
  return { ...all, conversation: openConversation(all) };
}

function listenAll(app: App, context: BotContext): void {
  listen(app, context);
  listenToForms(app, context);
  listenToOptions(app, context);
  listenToEvents(app, context);
  listenToShortcuts(app, context);
  listenToLinks(app, context);
}
