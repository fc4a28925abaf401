import { randomUUID } from 'node:crypto';
import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Logger } from 'pino';

import type { AnswerContext } from './answer/context.ts';
import type { AthenaOptions } from './athena/client.ts';
import type { Catalogue } from './catalogue/catalogue.ts';
import type { Fault, Finding } from './catalogue/diagnostic.ts';
import type { Query } from './catalogue/query.ts';
import type { LiveCatalogue } from './catalogue/watch.ts';
import type { Config } from './config.ts';
import type { Digest } from './digests/digest.ts';
import type { Use } from './question/popularity.ts';
import type { Bot } from './slack/app.ts';
import type { Store } from './store/store.ts';

import { UserError } from './error.ts';
import { openRenderer } from './vega/renderer.ts';

/** Makes the folder for state, and those above it. Throws a UserError when it cannot be made. */
export async function makeFolder(folder: string): Promise<void> {
  await makePath(folder).catch((cause: unknown) => {
    throw new UserError(`${folder} cannot be made: point OWLPOST_DATA at a folder that can be written`, { cause });
  });
}

/** Node's own `recursive` never ends below a folder that takes no others, such as /proc. */
async function makePath(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && (await stat(folder)).isDirectory()) return;
    if (code !== 'ENOENT' || dirname(folder) === folder) throw error;
    await makePath(dirname(folder));
    await mkdir(folder);
  }
}

const EXAMPLES = [
  '/owl sales by country',
  '/owl sales by month vs last year',
  '/owl orders by month in France 2025',
  '/owl top 5 products last quarter',
  '/owl sales by quarter split by product line',
  '/owl help',
];

/** Questions of this time count when near misses are ranked. */
const LATELY_MS = 30 * 24 * 60 * 60_000;

/**
 * What need not be there at once: the lists that questions are understood with, what was asked lately, and in the
 * playground a digest to look at.
 */
export async function welcome({ world, use, bot, store, playground, digests, log }: Post): Promise<void> {
  try {
    await warmUp(world);
    for (const { question } of await store.audit.list({ since: new Date(Date.now() - LATELY_MS) })) use.note(question);
    const [example] = digests();
    if (playground && example) await bot.postDigest(example, randomUUID());
  } catch (error) {
    log.warn({ error }, 'the bot could not warm up');
  }
}

type Post = {
  readonly world: AnswerContext;
  readonly use: Use;
  readonly bot: Bot;
  readonly store: Store;
  readonly digests: () => readonly Digest[];
  readonly stopQueries: () => Promise<void>;
  readonly log: Logger;
  /** The page on which the bot can be tried, when there is no Slack workspace. */
  readonly playground?: string;
  readonly close: () => Promise<void>;
};

/** The bot with everything around it; without a Slack workspace, on a Slack of its own. */
export async function openPost(config: Config, { isWatching }: { isWatching: boolean }): Promise<Post> {
  const [{ openObjects }, { readDigests }, { noticesOf }] = await Promise.all([
    import('./athena/object-store.ts'),
    import('./digests/digest.ts'),
    import('./catalogue/changes.ts'),
  ]);
  let digests: readonly Digest[] = [];
  const readAgain = async () => {
    const read = await readDigests(config.queries, config.calendar);
    digests = read.digests;
    return read.findings;
  };
  let bot: Bot | undefined;
  const onChange = (before: Catalogue, now: Catalogue) => {
    for (const { channel, lines } of noticesOf(before, now)) void bot?.notify(channel, lines);
  };
  const [{ openBot }, { openStore }, house] = await Promise.all([
    import('./slack/app.ts'),
    import('./store/store.ts'),
    openHouse(config, { isWatching, readAgain, onChange }),
  ]);
  const { world, use, athena, log } = house;
  const [store, local] = await Promise.all([
    makeFolder(config.data).then(() => openStore(config.store, { log })),
    config.slack ? undefined : openPlayground(config, world),
    readAgain(),
  ]);
  const publicUrl = config.publicUrl ?? (local && ((boundUrl: string) => boundUrl));
  if (publicUrl && !athena.output)
    throw new UserError('ATHENA_OUTPUT is missing: OWLPOST_PUBLIC_URL needs a place in S3 for its pictures');
  const objects = openObjects({ ...athena, location: athena.output ?? 's3://unused/' });
  const opened = await openBot({
    ...(config.slack ?? local!),
    appToken: config.slack?.appToken,
    host: config.host,
    port: local ? 0 : config.port,
    publicUrl,
    answerContext: world,
    pictures: {
      put: (key, bytes) => objects.put(`pictures/${key}.png`, bytes, 'image/png'),
      get: (key) => objects.get(`pictures/${key}.png`),
    },
    digests: () => digests,
    audit: (entry) => {
      use.note(entry.question);
      return store.audit.record(entry);
    },
    now: () => new Date(),
    log,
  });
  bot = opened;
  local?.connect(opened.eventsUrl);
  const close = async () => {
    await opened.stop();
    objects.close();
    await Promise.all([local?.close(), store.close(), house.close()]);
  };
  return {
    world,
    use,
    bot: opened,
    store,
    digests: () => digests,
    stopQueries: house.stopQueries,
    log,
    playground: local?.url,
    close,
  };
}

async function openPlayground(config: Config, world: AnswerContext) {
  const [{ openSlack }, { completionsOf }] = await Promise.all([
    import('./local/slack/server.ts'),
    import('./question/help.ts'),
  ]);
  return openSlack({
    port: config.port,
    host: config.host,
    completions: async (text) => completionsOf(text, world.catalogue()),
    examples: EXAMPLES,
  });
}

type House = {
  readonly world: AnswerContext;
  readonly use: Use;
  readonly explain: (sql: string, parameters: readonly string[]) => Promise<string | undefined>;
  readonly athena: AthenaOptions;
  /** Stops every query in flight; nothing can be asked any more. */
  readonly stopQueries: () => Promise<void>;
  readonly log: Logger;
  readonly close: () => Promise<void>;
};

type HouseOptions = {
  readonly isWatching: boolean;
  /** Reads what else stands in the queries' folder, when anything there has changed. */
  readonly readAgain?: () => Promise<readonly Finding[]>;
  /** Hears of every change of the queries. */
  readonly onChange?: (before: Catalogue, now: Catalogue) => void;
};

/** Everything that an answer needs, opened once: the engine, its client, the renderer, the catalogue. One that stays watches its files and logs. */
export async function openHouse(config: Config, { isWatching, readAgain, onChange }: HouseOptions): Promise<House> {
  const [
    { pino, destination },
    { openAthenaClient },
    { openCatalogue },
    { readCatalogue },
    { openMemory },
    { openUse },
  ] = await Promise.all([
    import('pino'),
    import('./athena/client.ts'),
    import('./catalogue/watch.ts'),
    import('./catalogue/catalogue.ts'),
    import('./answer/lookup-cache.ts'),
    import('./question/popularity.ts'),
  ]);
  const log = pino(
    { level: config.logLevel ?? (isWatching ? 'info' : 'silent'), base: undefined, errorKey: 'error' },
    destination({ dest: 2, sync: true }),
  );
  let known: Catalogue | undefined;
  const take = async (read: Catalogue) => {
    if (known) onChange?.(known, read);
    known = read;
    report([...read.findings, ...((await readAgain?.()) ?? [])], log);
  };
  const [renderer, engine, catalogue] = await Promise.all([
    openRenderer(),
    config.athena ? undefined : openEmbedded(config, 0),
    isWatching
      ? openCatalogue(config.queries, {
          onChange: (read) => void take(read),
          grammar: (query) => grammarOf(query, config),
        })
      : readCatalogue(config.queries).then(fixed),
  ]);
  const athena = { ...(config.athena ?? embeddedSettings(engine!.url)), log };
  const client = openAthenaClient(athena);
  const use = openUse();
  const memory = openMemory(client.run, {
    now: () => new Date(),
    ttl: 15 * 60_000,
    retry: 60_000,
    onFailure: (sql, error) => log.warn({ sql, error }, 'a list of values or a freshness could not be read'),
  });
  const world: AnswerContext = {
    catalogue: catalogue.current,
    run: client.run,
    draw: renderer.draw,
    values: async (_, { values = [] }) => ('sql' in values ? memory.column(values.sql) : values),
    listedAt: (_, { values = [] }) => ('sql' in values ? memory.readAt(values.sql) : undefined),
    use: use.of,
    freshness: async ({ freshness }) => (freshness ? (await memory.column(freshness))[0] : undefined),
    calendar: config.calendar,
    look: config.look,
  };
  const close = async () => {
    catalogue.close();
    await client.close();
    await Promise.all([renderer.close(), engine?.close()]);
  };
  return { world, use, explain: client.explain, athena, stopQueries: client.close, log, close };
}

/** What is wrong with the SQL of a query, as far as its grammar tells. */
async function grammarOf(query: Query, { calendar }: Config): Promise<readonly Fault[]> {
  const [{ checkGrammar }, { grammarFault }] = await Promise.all([
    import('./trino/grammar.ts'),
    import('./check/check.ts'),
  ]);
  const asked = { query: query.name, values: {}, excluded: [] };
  const fault = grammarFault(query, asked, { now: new Date(), calendar, grammar: checkGrammar });
  return fault ? [fault] : [];
}

/** Fetches the lists that questions are understood with, so that the first question does not wait for them. */
async function warmUp(world: AnswerContext): Promise<void> {
  const { queries } = world.catalogue();
  const listed = queries.flatMap((query) => query.params.map((param) => world.values(query, param)));
  await Promise.all([...listed, ...queries.map(world.freshness)]);
}

function fixed(catalogue: Catalogue): LiveCatalogue {
  return { current: () => catalogue, close: () => {} };
}

function embeddedSettings(url: string) {
  return {
    database: 'default',
    region: 'us-east-1',
    endpoint: url,
    s3Endpoint: url,
    output: 's3://owlpost/results/',
    credentials: { accessKeyId: 'owlpost', secretAccessKey: 'owlpost' },
  };
}

export async function openEmbedded(config: Config, port: number) {
  const [{ openAthena }, { ensureDemoLake }] = await Promise.all([
    import('./local/athena/server.ts'),
    import('./local/athena/demo/demo.ts'),
  ]);
  if (config.isDemo) {
    await makeFolder(config.data);
    await ensureDemoLake(config.lake, { now: new Date() });
  }
  const isFolder = (await stat(config.lake).catch(() => undefined))?.isDirectory();
  if (!isFolder) throw new UserError(`there is no folder ${config.lake}: point OWLPOST_LAKE at a folder of tables`);
  return openAthena({ lake: config.lake, port, ...given(config.embedded) });
}

/** The settings that were made; the others keep their defaults. */
function given<T extends object>(settings: T): Partial<T> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as Partial<T>;
}

function report(findings: readonly Finding[], log: Logger): void {
  for (const { file, line, column, message } of findings) log.warn(`${file}:${line}:${column}: ${message}`);
}
