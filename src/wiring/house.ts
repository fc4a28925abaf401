import type { Logger } from 'pino';

import type { World } from '../answer.ts';
import type { AthenaOptions } from '../athena/client.ts';
import type { Catalogue, LiveCatalogue } from '../catalogue.ts';
import type { Config } from '../config.ts';
import type { Query } from '../query.ts';
import type { Finding } from '../query-file.ts';
import type { Fault } from '../template.ts';
import type { Use } from '../use.ts';

import { openRenderer } from '../vega/renderer.ts';
import { embeddedSettings, openEmbedded } from './embedded.ts';

export type House = {
  readonly world: World;
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
  const [{ pino, destination }, { openAthenaClient }, { openCatalogue, readCatalogue }, { openMemory }, { openUse }] =
    await Promise.all([
      import('pino'),
      import('../athena/client.ts'),
      import('../catalogue.ts'),
      import('../memory.ts'),
      import('../use.ts'),
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
  const world: World = {
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
    import('../local/trino/grammar.ts'),
    import('../check.ts'),
  ]);
  const asked = { query: query.name, values: {}, excluded: [] };
  const fault = grammarFault(query, asked, { now: new Date(), calendar, grammar: checkGrammar });
  return fault ? [fault] : [];
}

function fixed(catalogue: Catalogue): LiveCatalogue {
  return { current: () => catalogue, close: () => {} };
}

function report(findings: readonly Finding[], log: Logger): void {
  for (const { file, line, column, message } of findings) log.warn(`${file}:${line}:${column}: ${message}`);
}
