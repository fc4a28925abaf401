import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pino from 'pino';

import type { Answer, World } from './answer.ts';
import type { Finding } from './catalogue.ts';
import type { Config } from './config.ts';

import { answer } from './answer.ts';
import { openAthenaClient } from './athena/client.ts';
import { openCatalogue, readCatalogue } from './catalogue.ts';
import { check } from './check.ts';
import { readConfig } from './config.ts';
import { toCsv } from './csv.ts';
import { parseDigests } from './digest.ts';
import { UserError } from './error.ts';
import { help } from './help.ts';
import { openMemory } from './memory.ts';
import { helpTopic } from './parse.ts';
import { toHelp, toJson, toText } from './report.ts';
import { openRenderer } from './vega/renderer.ts';

const USAGE = `usage: npm run -s owlpost -- COMMAND

  start                              the bot; with no settings everything is embedded and a playground opens
  ask "QUESTION" [--json | --csv] [--png FILE]   one answer in the shell
  check [--athena]                   every query: header, holes, grammar, a run and a drawing of each
  draw SPEC.json --png FILE          a Vega-Lite spec with inline data, or a folder of them into a folder
  digest NAME                        posts one declared digest now
  athena [--port N] [--lake DIR]     only the embedded Athena and S3, for any AWS client`;

/** Runs one command of the shell contract. A UserError is one line and exit code 2, a bug its stack and exit code 1. */
export async function main(args: readonly string[]): Promise<void> {
  const [command = '', ...rest] = args;
  const commands = new Map(Object.entries({ start, ask, check: checkAll, draw, digest, athena }));
  try {
    const run = commands.get(command);
    if (!run) throw new UserError(command === '' ? USAGE : `there is no command "${command}"\n\n${USAGE}`);
    await run(rest);
  } catch (error) {
    const isUsage = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
    if (error instanceof UserError || isUsage) {
      console.error(
        [error.message, ...(error instanceof UserError ? error.suggestions.map((text) => `try: ${text}`) : [])].join(
          '\n',
        ),
      );
      process.exitCode = 2;
    } else {
      console.error(error);
      process.exitCode = 1;
    }
  }
}

async function ask(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean' }, csv: { type: 'boolean' }, png: { type: 'string' } },
  });
  if (values.json && values.csv) throw new UserError('--json and --csv exclude each other: keep one');
  const question = positionals.join(' ');
  const config = readConfig(process.env);
  const topic = helpTopic(question);
  if (topic) {
    process.stdout.write(toHelp(help(await readCatalogue(config.queries), topic.topic)));
    return;
  }
  await using house = await openHouse(config, { isWatching: false });
  const answered = await answer(question, house.world, { now: new Date(), signal: house.signal });
  const print = values.json ? toJson : values.csv ? ({ table }: Answer) => toCsv(table) : toText;
  process.stdout.write(print(answered));
  if (!values.png) return;
  if (!answered.picture) throw new Error('the picture could not be drawn', { cause: answered.pictureFailure });
  await writeFile(values.png, answered.picture.png);
}

async function checkAll(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { athena: { type: 'boolean' } } });
  const config = readConfig(process.env);
  if (values.athena && !config.athena)
    throw new UserError('check --athena asks the real Athena: set ATHENA_DATABASE first');
  await using house = await openHouse(config, { isWatching: false });
  const { checkGrammar } = await import('./local/trino/grammar.ts');
  const findings = await check(house.world, {
    now: new Date(),
    grammar: checkGrammar,
    explain: values.athena ? ({ sql, parameters }) => house.explain(sql, parameters) : undefined,
    onQuery: ({ file }, found) => found.length === 0 && console.log(`${file}: ok`),
  });
  const { findings: digests } = await readDigests(config);
  for (const { file, line, column, message } of [...findings, ...digests])
    console.log(`${file}:${line}:${column}: ${message}`);
  if (findings.length + digests.length > 0) process.exitCode = 2;
}

async function draw(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { png: { type: 'string' } } });
  const [source, ...others] = positionals;
  if (!source || others.length > 0 || !values.png)
    throw new UserError(
      'draw takes a spec and where to draw it: draw SPEC.json --png FILE, or draw FOLDER --png FOLDER',
    );
  const { drawFile, drawFolder } = await import('./vega/draw.ts');
  const renderer = await openRenderer();
  try {
    const isFolder = (await stat(source).catch(() => undefined))?.isDirectory();
    if (!isFolder) return await drawFile(source, values.png, renderer);
    const failed = await drawFolder(source, values.png, renderer, (line) => console.log(line));
    if (failed > 0) process.exitCode = 2;
  } finally {
    await renderer.close();
  }
}

async function digest(args: string[]): Promise<void> {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  throw new UserError(`there is no digest ${positionals[0]}`);
}

async function athena(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { port: { type: 'string', default: '0' }, lake: { type: 'string' } } });
  const config = readConfig({ ...process.env, PORT: values.port, ...(values.lake && { OWLPOST_LAKE: values.lake }) });
  const engine = await openEmbedded(config, config.port);
  console.log(`Athena and S3 on ${engine.url}`);
  console.log(
    `export AWS_ENDPOINT_URL_ATHENA=${engine.url} AWS_ENDPOINT_URL_S3=${engine.url} AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=owlpost AWS_SECRET_ACCESS_KEY=owlpost`,
  );
  await stopped();
  await engine.close();
}

async function start(args: string[]): Promise<void> {
  parseArgs({ args, options: {} });
  throw new UserError('not yet');
}

type House = AsyncDisposable & {
  readonly world: World;
  readonly explain: (sql: string, parameters: readonly string[]) => Promise<string | undefined>;
  /** Aborts when the process is asked to stop. */
  readonly signal: AbortSignal;
  readonly log: pino.Logger;
};

/** Everything that an answer needs, opened once: the engine, the renderer, the catalogue. */
async function openHouse(config: Config, { isWatching }: { isWatching: boolean }): Promise<House> {
  await using opened = new AsyncDisposableStack();
  const log = pino({ level: config.logLevel, base: undefined }, pino.destination({ dest: 2, sync: false }));
  const [renderer, settings] = await Promise.all([openRenderer(), athenaSettings(config, opened)]);
  opened.defer(() => renderer.close());
  const client = openAthenaClient({ ...settings, log });
  opened.defer(() => client.close());
  const catalogue = isWatching
    ? await openCatalogue(config.queries, { onChange: ({ findings }) => report(findings, log) })
    : { current: constant(await readCatalogue(config.queries)), close: () => {} };
  opened.defer(() => catalogue.close());
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
    values: async (_, { values }) => (values === undefined ? [] : 'sql' in values ? memory.column(values.sql) : values),
    freshness: async ({ freshness }) => (freshness ? (await memory.column(freshness))[0] : undefined),
    calendar: config.calendar,
  };
  const resources = opened.move();
  return {
    world,
    explain: client.explain,
    signal: interruption(),
    log,
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

/** The real Athena's settings, or those of the embedded one, which is opened. */
async function athenaSettings(config: Config, opened: AsyncDisposableStack) {
  if (config.athena) return config.athena;
  const engine = await openEmbedded(config, 0);
  opened.defer(() => engine.close());
  return {
    database: 'default',
    region: 'us-east-1',
    endpoint: engine.url,
    s3Endpoint: engine.url,
    output: 's3://owlpost/results/',
    credentials: { accessKeyId: 'owlpost', secretAccessKey: 'owlpost' },
  };
}

async function openEmbedded(config: Config, port: number) {
  const [{ openAthena }, { ensureDemoLake }] = await Promise.all([
    import('./local/athena/server.ts'),
    import('./local/athena/demo.ts'),
  ]);
  if (config.isDemo) await ensureDemoLake(config.lake, { now: new Date() });
  return openAthena({ lake: config.lake, port });
}

async function readDigests(config: Config) {
  const file = join(config.queries, 'digests.yml');
  const source = await readFile(file, 'utf8').catch(() => '');
  return parseDigests('digests.yml', source, { timezone: config.calendar.timezone });
}

function report(findings: readonly Finding[], log: pino.Logger): void {
  for (const { file, line, column, message } of findings) log.warn(`${file}:${line}:${column}: ${message}`);
}

function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => controller.abort(new UserError('stopped before the answer was there: ask again')));
  }
  return controller.signal;
}

function stopped(): Promise<void> {
  const signal = interruption();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

function constant<T>(value: T): () => T {
  return () => value;
}
