import { stat } from 'node:fs/promises';
import type { Logger } from 'pino';

import type { AuditEntry } from './answer/audit.ts';
import type { AnswerContext } from './answer/context.ts';
import type { Costs } from './answer/runs/runs.ts';
import type { AthenaOptions } from './athena/client.ts';
import type { ObjectStore } from './athena/object-store.ts';
import type { Catalogue } from './catalogue/catalogue.ts';
import type { Diagnostic } from './catalogue/diagnostic.ts';
import type { LiveCatalogue } from './catalogue/watch.ts';
import type { Config } from './config.ts';
import type { Digest } from './digests/digest.ts';
import type { DigestFile } from './digests/digest-file.ts';
import type { Metrics } from './metrics/metrics.ts';
import type { Popularity } from './question/popularity.ts';
import type { Bot } from './slack/app.ts';
import type { Store } from './store/store.ts';

import { pictureObjects } from './athena/picture-objects.ts';
import { commitOf } from './catalogue/commit.ts';
import { warningsOf } from './config.ts';
import { UserError } from './error.ts';
import { clientSettings } from './local/athena/client-settings.ts';
import { startPlayground } from './local/slack/playground-thread.ts';
import { openLog } from './metrics/log.ts';
import { ensureFolder } from './store/folder.ts';
import { openRenderer } from './vega/renderer.ts';

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

/** Everything that answers questions, without a bot: the catalogue, Athena's client, the renderer. */
export type Engine = {
  readonly context: AnswerContext;
  readonly popularity: Popularity;
  /** Resolves to what Athena finds wrong with a statement, without running it; undefined when it would run. */
  readonly explain: (sql: string, parameters: readonly string[]) => Promise<string | undefined>;
  readonly athena: AthenaOptions;
  /** Resolves to why no question can be answered, by Athena or the catalogue; undefined when all is well. */
  readonly checkReady: () => Promise<string | undefined>;
  /** Stops every query in progress; nothing can be asked afterwards. */
  readonly stopQueries: () => Promise<void>;
  readonly log: Logger;
  readonly close: () => Promise<void>;
};

/** How an engine is opened. */
export type EngineOptions = {
  /** Whether the process stays: it then watches the query files and writes a log. */
  readonly isWatching: boolean;
  /** Reads the other files of the queries' folder again after any change there; returns their diagnostics. */
  readonly onFiles?: () => Promise<readonly Diagnostic[]>;
  /** Resolves to the stores of sizes, spending and runs, once they are open; without it runs are neither guarded nor shared. */
  readonly costs?: () => Costs | undefined;
  /** Counts statements and pictures; missing where there is no `/metrics`. */
  readonly metrics?: Pick<Metrics, 'run' | 'draw' | 'queue'>;
  /** Called with the catalogue before and after each change. */
  readonly onChange?: (before: Catalogue, now: Catalogue) => void;
};

const now = () => new Date();

/** Opens the bot with everything around it; without a Slack workspace, on the embedded Slack and its page. */
export async function openApp(config: Config, { isWatching }: { isWatching: boolean }): Promise<App> {
  const playground = config.slack ? undefined : startPlayground(config);
  const [parts, digests] = await Promise.all([loadBot(), openDigests(config)]);
  let bot: Bot | undefined;
  let costs: Store | undefined;
  const onChange = (before: Catalogue, now: Catalogue) => {
    for (const { channel, lines } of parts.noticesOf(before, now)) void bot?.digests.notify(channel, lines);
  };
  const metrics = parts.openMetrics();
  const checkDigests = async () => (bot ? checkDeclared(digests.file(), context, bot) : []);
  const onFiles = async () => [...(await digests.read()), ...(await checkDigests())];
  const watching = { isWatching, onFiles, onChange };
  const engine = await openEngine(config, { ...watching, metrics, costs: () => costs });
  const { context, log } = engine;
  await ensureFolder(config.data);
  const store = metrics.store(await parts.openStore(config.store, { log }));
  costs = store;
  const audit = (entry: AuditEntry) => {
    if (entry.outcome === 'answered') engine.popularity.record(entry.question);
    return store.audit.record(entry);
  };
  const onFault = (error: unknown) => log.error({ error }, 'a call of an assistant failed');
  const page = await playground?.slack;
  const slack = config.slack ?? page!;
  const admission = { signingSecret: slack.signingSecret, token: config.mcpToken, isLocalOpen: !config.slack };
  const asked = { answerContext: context, now, audit, onFault, slack: () => bot?.assistant };
  const pictures = await openPictures(engine.athena, config);
  const opened = await parts.openBot({
    ...slack,
    appToken: config.slack?.appToken,
    host: config.host,
    port: page ? 0 : config.port,
    publicUrl: pictures && (config.publicUrl || ((boundUrl: string) => boundUrl)),
    answerContext: context,
    pictures: pictureObjects(pictures),
    pictureRules: config.pictures,
    digests: digests.current,
    audit,
    onAck: metrics.ack,
    checkReady: engine.checkReady,
    ...storeOf(store, config),
    csvBytes: config.csvBytes,
    commitOf: (file) => commitOf(config.queries, file),
    routes: [parts.openMcpEndpoint(asked, admission), metrics.serve],
    now,
    log,
  });
  bot = opened;
  playground?.complete(parts.openCompletions(context, (user) => opened.assistant.askerOf({ user })));
  void page?.connect(opened.eventsUrl);
  const close = async () => {
    await opened.stop();
    await Promise.all([pictures?.close(), page?.close(), store.close(), engine.close()]);
  };
  return { engine, bot: opened, store, digests: digests.current, checkDigests, playground: page?.url, close };
}

/** Loads what only a process that stays needs. */
async function loadBot() {
  const [{ openBot }, { openStore }, { openMetrics }, { openMcpEndpoint }, { openCompletions }, { noticesOf }] =
    await Promise.all([
      import('./slack/app.ts'),
      import('./store/store.ts'),
      import('./metrics/metrics.ts'),
      import('./mcp/endpoint.ts'),
      import('./answer/completions.ts'),
      import('./catalogue/changes.ts'),
    ]);
  return { openBot, openStore, openMetrics, openMcpEndpoint, openCompletions, noticesOf };
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

async function checkDeclared(file: DigestFile, context: AnswerContext, { checkChannel }: Bot) {
  const { checkDigests } = await import('./check/digest-check.ts');
  return checkDigests(file, context, { now: now(), checkChannel });
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

/** Opens everything that an answer needs: Athena or the embedded one, its client, the renderer, the catalogue. */
export async function openEngine(config: Config, { metrics, ...options }: EngineOptions): Promise<Engine> {
  const [{ openAthenaClient }, { openRuns }, { openPopularity }] = await Promise.all([
    import('./athena/client.ts'),
    import('./answer/runs/runs.ts'),
    import('./question/popularity.ts'),
  ]);
  const log = await openLog(config.logLevel ?? (options.isWatching ? 'info' : 'silent'));
  for (const warning of warningsOf(config)) log.warn(warning);
  const traces = config.isTraced ? (await import('./metrics/traces.ts')).openTraces({ log }) : undefined;
  const [embedded, catalogue] = await Promise.all([
    config.athena ? undefined : openEmbedded(config, 0),
    openQueries(config, log, options),
  ]);
  const renderer = openRenderer(); // its process would take its start's time from what others wait for
  const settings = config.athena ?? clientSettings(embedded!.url);
  const athena = { ...settings, reuseMinutes: config.athenaReuseMinutes, concurrency: config.athenaConcurrency, log };
  const client = openAthenaClient(athena);
  metrics?.queue(client.waiting);
  const popularity = openPopularity();
  const context: AnswerContext = {
    catalogue: catalogue.current,
    draw: metrics?.draw(renderer.draw) ?? renderer.draw,
    ...openRuns(
      { ...client, run: metrics?.run(client.run) ?? client.run },
      { ...config, costs: options.costs, contact: () => catalogue.current().access.contact, log },
    ),
    popularity: popularity.count,
    calendar: config.calendar,
    verifiedDays: config.verifiedDays,
    look: config.look,
  };
  const close = async () => {
    catalogue.close();
    await client.close();
    await Promise.all([renderer.close(), embedded?.close(), traces?.close()]);
  };
  const checkReady = async () =>
    catalogue.current().queries.length === 0 ? `no query in ${config.queries} can be asked` : client.check();
  const { explain, close: stopQueries } = client;
  return { context, popularity, explain, athena, checkReady, stopQueries, log, close };
}

/** The query files, watched by a process that stays, or read once. */
async function openQueries({ queries, calendar }: Config, log: Logger, options: EngineOptions): Promise<LiveCatalogue> {
  if (options.isWatching) {
    const { watchQueries } = await import('./check/watched-queries.ts');
    return watchQueries(queries, { calendar, log, ...options });
  }
  const { readCatalogue } = await import('./catalogue/catalogue.ts');
  const read = await readCatalogue(queries);
  return { current: () => read, close: () => {} };
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
