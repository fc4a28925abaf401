import { stat } from 'node:fs/promises';
import { setImmediate as turn } from 'node:timers/promises';

import type { AuditEntry } from './answer/audit.ts';
import type { AnswerContext } from './answer/context.ts';
import type { AthenaOptions } from './athena/client.ts';
import type { ObjectStore } from './athena/object-store.ts';
import type { Catalogue } from './catalogue/catalogue.ts';
import type { Diagnostic } from './catalogue/diagnostic.ts';
import type { Config } from './config.ts';
import type { Digest } from './digests/digest.ts';
import type { DigestFile } from './digests/digest-file.ts';
import type { EmbeddedAthena, Engine, EngineOptions } from './engine/engine.ts';
import type { PlaygroundThread } from './local/slack/playground-thread.ts';
import type { Metrics } from './metrics/metrics.ts';
import type { Bot } from './slack/app.ts';
import type { SlackOptions } from './slack/connection/connection.ts';
import type { Store } from './store/store.ts';

import { pictureObjects } from './athena/picture-objects.ts';
import { noticesOf } from './catalogue/changes.ts';
import { commitOf } from './catalogue/commit.ts';
import { joinEngine, openEngineLog } from './engine/engine.ts';
import { UserError } from './error.ts';
import { clientSettings } from './local/athena/client-settings.ts';
import { startPlayground } from './local/slack/playground-thread.ts';
import { ensureFolder } from './store/folder.ts';

/** The bot and everything that it needs, opened and joined. */
export type App = {
  readonly engine: Engine;
  readonly bot: Bot;
  readonly store: Store;
  /** Returns the declared digests as their file says now. */
  readonly digests: () => readonly Digest[];
  /** Lists questions of declared digests that are not understood, and channels of theirs in which the bot cannot post. */
  readonly checkDigests: () => Promise<readonly Diagnostic[]>;
  /** The address of the page on which the bot can be tried; undefined when it serves a Slack workspace. */
  readonly playground?: string;
  /** Stops the bot first, then what it uses. */
  readonly close: () => Promise<void>;
};

const now = () => new Date();

/** Opens the bot with everything around it; without a Slack workspace, on the embedded Slack and its page. */
export async function openApp(config: Config, { isWatching }: { isWatching: boolean }): Promise<App> {
  const playground = config.slack ? undefined : startPlayground(config);
  const [log, metrics, digests] = await Promise.all([
    openEngineLog(config, isWatching),
    openMetrics(),
    openDigests(config),
  ]);
  let bot: Bot | undefined;
  let costs: Store | undefined;
  const onChange = (before: Catalogue, now: Catalogue) => {
    for (const { channel, lines } of noticesOf(before, now)) void bot?.digests.notify(channel, lines);
  };
  const checkDigests = async (): Promise<readonly Diagnostic[]> =>
    bot ? checkDeclared(digests.file(), context, { bot, config }) : [];
  const onFiles = async () => [...(await digests.read()), ...(await checkDigests())];
  const watching = { isWatching, onFiles, onChange };
  const [engine, parts] = await Promise.all([
    openEngine(config, { ...watching, log, metrics, costs: () => costs }),
    connectBot(config, playground, { onAck: metrics.ack, log }),
  ]);
  const { context } = engine;
  const { page, slack } = parts;
  await ensureFolder(config.data);
  const store = metrics.store(await parts.openStore(config.store, { log }));
  costs = store;
  const audit = (entry: AuditEntry) => {
    if (entry.outcome === 'answered') engine.popularity.record(entry.question);
    return store.audit.record(entry);
  };
  const onFault = (error: unknown) => log.error({ error }, 'a call of an assistant failed');
  const admission = { signingSecret: slack.signingSecret, token: config.mcpToken, isLocalOpen: !config.slack };
  const asked = { answerContext: context, now, audit, onFault, slack: () => bot?.assistant };
  const pictures = await openPictures(engine.athena, config);
  const botOptions = {
    ...slack,
    publicUrl: pictures && (config.publicUrl || ((boundUrl: string) => boundUrl)),
    answerContext: context,
    pictures: pictureObjects(pictures),
    pictureRules: config.pictures,
    digests: digests.current,
    audit,
    checkReady: engine.checkReady,
    ...storeOf(store, config),
    csvBytes: config.csvBytes,
    commitOf: (file: string) => commitOf(config.queries, file),
    routes: [parts.openMcpEndpoint(asked, admission), metrics.serve],
    now,
  };
  const opened = await parts.openBot(botOptions, parts.connecting);
  bot = opened;
  playground?.complete(parts.openCompletions(context, (user) => opened.assistant.askerOf({ user })));
  void page?.connect(opened.eventsUrl);
  const close = async () => {
    await opened.stop();
    await Promise.all([pictures?.close(), page?.close(), store.close(), engine.close()]);
  };
  return { engine, bot: opened, store, digests: digests.current, checkDigests, playground: page?.url, close };
}

/**
 * Loads what only a process that stays needs, and connects it to Slack or the playground's. What is loaded at once holds the
 * thread for long, so the engine has its turn in between.
 */
async function connectBot(
  config: Config,
  playground: PlaygroundThread | undefined,
  reporting: Pick<SlackOptions, 'onAck' | 'log'>,
) {
  await turn();
  const { openStore } = await import('./store/store.ts');
  await turn();
  const { connectSlack } = await import('./slack/connection/connection.ts');
  await turn();
  const page = await playground?.slack;
  const slack: SlackOptions = {
    ...(config.slack ?? page!),
    appToken: config.slack?.appToken,
    host: config.host,
    port: page ? 0 : config.port,
    ...reporting,
  };
  const connecting = connectSlack(slack);
  connecting.catch(() => undefined); // the bot says why
  await turn();
  const [{ openBot }, { openMcpEndpoint }, { openCompletions }] = await Promise.all([
    import('./slack/app.ts'),
    import('./mcp/endpoint.ts'),
    import('./answer/completions.ts'),
  ]);
  return { page, slack, connecting, openStore, openBot, openMcpEndpoint, openCompletions };
}

async function openMetrics(): Promise<Metrics> {
  return (await import('./metrics/metrics.ts')).openMetrics();
}

/** What of the store the bot works with. */
function storeOf({ seen, check, audit, ...store }: Store, { operators }: Config) {
  const { memory, preferences, questions, intents, moves, deliveries, alerts } = store;
  return {
    ...{ claim: seen.claim, checkStore: check, memory, preferences, questions, intents, moves, deliveries, alerts },
    operators: operators === undefined ? undefined : { channel: operators, reports: audit },
  };
}

/** The digests that stand in the folder of queries. */
async function openDigests({ queries, calendar }: Config) {
  const { openDeclaredDigests } = await import('./digests/declared-digests.ts');
  return openDeclaredDigests(queries, calendar);
}

async function checkDeclared(file: DigestFile, context: AnswerContext, { bot, config }: { bot: Bot; config: Config }) {
  const { checkDigests } = await import('./check/digest-check.ts');
  const hasOperators = config.operators !== undefined;
  return checkDigests(file, context, { now: now(), hasOperators, checkChannel: bot.checkChannel });
}

/** Where pictures lie for Slack to fetch; undefined when they are uploaded instead, as nothing is reachable from outside. */
async function openPictures(athena: AthenaOptions, { publicUrl, slack }: Config): Promise<ObjectStore | undefined> {
  const { output } = athena;
  if (publicUrl && !output) {
    throw new UserError('ATHENA_OUTPUT is missing: OWLPOST_PUBLIC_URL needs a place in S3 for its pictures');
  }
  if (!output || publicUrl === false || (slack && !publicUrl)) return undefined;
  const { openObjectStore } = await import('./athena/object-store.ts');
  return openObjectStore({ ...athena, location: output });
}

/** Opens what answers questions, without a bot: on Athena, or on the embedded one where the configuration names none. */
export function openEngine(config: Config, options: Omit<EngineOptions, 'embed'>): Promise<Engine> {
  const embed = async (): Promise<EmbeddedAthena> => {
    const { url, close } = await openEmbedded(config, 0);
    return { settings: clientSettings(url), close };
  };
  return joinEngine(config, { ...options, embed });
}

/** Opens the embedded Athena and S3 on loopback, on its lake; makes the demo lake unless OWLPOST_LAKE names one. */
export async function openEmbedded({ isDemo, data, lake, embedded }: Config, port: number) {
  const [{ openAthena }, { ensureDemoLake }] = await Promise.all([
    import('./local/athena/server.ts'),
    import('./local/athena/demo/demo.ts'),
  ]);
  if (isDemo) {
    await ensureFolder(data);
    await ensureDemoLake(lake, { now: new Date() });
  }
  const isFolder = (await stat(lake).catch(() => undefined))?.isDirectory();
  if (!isFolder) throw new UserError(`there is no folder ${lake}: point OWLPOST_LAKE at a folder of tables`);
  const given = Object.entries(embedded).filter(([, value]) => value !== undefined); // the others keep their defaults
  return openAthena({ lake, port, ...Object.fromEntries(given) });
}
