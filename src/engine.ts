import { stat } from 'node:fs/promises';
import { setImmediate as turn } from 'node:timers/promises';
import type { Logger } from 'pino';

import type { AnswerContext } from './answer/context.ts';
import type { Costs } from './answer/runs/runs.ts';
import type { AthenaOptions } from './athena/client.ts';
import type { Catalogue } from './catalogue/catalogue.ts';
import type { Diagnostic } from './catalogue/diagnostic.ts';
import type { LiveCatalogue } from './catalogue/watch.ts';
import type { Config } from './config.ts';
import type { Metrics } from './metrics/metrics.ts';
import type { Popularity } from './question/popularity.ts';

import { warningsOf } from './config.ts';
import { UserError } from './error.ts';
import { clientSettings } from './local/athena/client-settings.ts';
import { openLog } from './metrics/log.ts';
import { ensureFolder } from './store/folder.ts';
import { openRenderer } from './vega/renderer.ts';

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
  /** Where it writes; a log of its own unless given. */
  readonly log?: Logger;
  /** Reads the other files of the queries' folder again after any change there; returns their diagnostics. */
  readonly onFiles?: () => Promise<readonly Diagnostic[]>;
  /** Resolves to the stores of sizes, spending and runs, once they are open; without it runs are neither guarded nor shared. */
  readonly costs?: () => Costs | undefined;
  /** Counts statements and pictures; missing where there is no `/metrics`. */
  readonly metrics?: Pick<Metrics, 'run' | 'draw' | 'queue'>;
  /** Called with the catalogue before and after each change. */
  readonly onChange?: (before: Catalogue, now: Catalogue) => void;
};

/** Opens the log of a process that stays, or of one that says nothing by itself. */
export function openEngineLog({ logLevel }: Config, isWatching: boolean): Promise<Logger> {
  return openLog(logLevel ?? (isWatching ? 'info' : 'silent'));
}

/** Opens everything that an answer needs: Athena or the embedded one, its client, the renderer, the catalogue. */
export async function openEngine(config: Config, { metrics, ...options }: EngineOptions): Promise<Engine> {
  const embedding = config.athena ? undefined : openEmbedded(config, 0);
  embedding?.catch(() => undefined); // awaited below
  await turn();
  const [{ openAthenaClient }, { openRuns }, { openPopularity }] = await Promise.all([
    import('./athena/client.ts'),
    import('./answer/runs/runs.ts'),
    import('./question/popularity.ts'),
  ]);
  const log = options.log ?? (await openEngineLog(config, options.isWatching));
  for (const warning of warningsOf(config)) log.warn(warning);
  const traces = config.isTraced ? (await import('./metrics/traces.ts')).openTraces({ log }) : undefined;
  const [embedded, catalogue] = await Promise.all([embedding, openQueries(config, log, options)]);
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
