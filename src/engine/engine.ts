import { setImmediate as turn } from 'node:timers/promises';
import type { Logger } from 'pino';

import type { AnswerContext } from '../answer/context.ts';
import type { Costs } from '../answer/runs/runs.ts';
import type { AthenaOptions } from '../athena/client.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Diagnostic } from '../catalogue/diagnostic.ts';
import type { LiveCatalogue } from '../catalogue/watch.ts';
import type { Config } from '../config.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Popularity } from '../question/popularity.ts';

import { warningsOf } from '../config.ts';
import { openLog } from '../metrics/log.ts';
import { openRenderer } from '../vega/renderer.ts';

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

/** An Athena of the process's own: the settings of a client for it, and its end. */
export type EmbeddedAthena = {
  readonly settings: Pick<AthenaOptions, 'database' | 'region' | 'endpoint' | 's3Endpoint' | 'output' | 'credentials'>;
  readonly close: () => Promise<void>;
};

/** How an engine is opened. */
export type EngineOptions = {
  /** Opens an Athena of the process's own, where the configuration names none. */
  readonly embed: () => Promise<EmbeddedAthena>;
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

/** How long a picture may take where nobody else waits for the next one: on a busy machine a sound one may take seconds. */
const UNHURRIED_MS = 20_000;

/** Opens the log of a process that stays, or of one that says nothing by itself. */
export function openEngineLog({ logLevel }: Config, isWatching: boolean): Promise<Logger> {
  return openLog(logLevel ?? (isWatching ? 'info' : 'silent'));
}

/** Joins everything that an answer needs: Athena or an embedded one, its client, the renderer, the catalogue. */
export async function joinEngine(config: Config, { metrics, embed, ...options }: EngineOptions): Promise<Engine> {
  const embedding = config.athena ? undefined : embed();
  embedding?.catch(() => undefined); // awaited below
  await turn();
  const [{ openAthenaClient }, { openRuns }, { openPopularity }] = await Promise.all([
    import('../athena/client.ts'),
    import('../answer/runs/runs.ts'),
    import('../question/popularity.ts'),
  ]);
  const log = options.log ?? (await openEngineLog(config, options.isWatching));
  for (const warning of warningsOf(config)) log.warn(warning);
  const traces = config.isTraced ? (await import('../metrics/traces.ts')).openTraces({ log }) : undefined;
  const [embedded, catalogue] = await Promise.all([embedding, openQueries(config, log, options)]);
  // its process would take its start's time from what others wait for
  const renderer = openRenderer(options.isWatching ? {} : { timeoutMs: UNHURRIED_MS });
  const settings = config.athena ?? embedded!.settings;
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
async function openQueries(
  { queries, calendar }: Config,
  log: Logger,
  options: Omit<EngineOptions, 'embed'>,
): Promise<LiveCatalogue> {
  if (options.isWatching) {
    const { watchQueries } = await import('../check/watched-queries.ts');
    return watchQueries(queries, { calendar, log, ...options });
  }
  const { readCatalogue } = await import('../catalogue/catalogue.ts');
  const read = await readCatalogue(queries);
  return { current: () => read, close: () => {} };
}
