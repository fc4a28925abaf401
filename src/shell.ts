import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import type { Answer } from './answer/answer.ts';
import type { World } from './answer/context.ts';
import type { Finding } from './catalogue/diagnostic.ts';
import type { Picture } from './chart/picture.ts';
import type { CheckOptions } from './check/check.ts';
import type { Config } from './config.ts';
import type { Digest } from './digests/digest.ts';

import { answer, understand } from './answer/answer.ts';
import { readCatalogue } from './catalogue/catalogue.ts';
import { check } from './check/check.ts';
import { readDigests } from './digests/digest.ts';
import { drawFile, drawFolder } from './drawing.ts';
import { UserError } from './error.ts';
import { help, helpTopic } from './question/help.ts';
import { toHelp, toJson, toText } from './report.ts';
import { starter } from './starter.ts';
import { toCsv } from './table/csv.ts';

/** What the commands of the shell work with, opened only when they need it. */
export type Means = {
  readonly config: Config;
  readonly openWorld: () => Promise<{
    readonly world: World;
    readonly explain: (sql: string, parameters: readonly string[]) => Promise<string | undefined>;
    readonly close: () => Promise<void>;
  }>;
  readonly openRenderer: (limits: { readonly timeoutMs: number; readonly memoryMb: number }) => {
    readonly drawSpec: (spec: Readonly<Record<string, unknown>>) => Promise<Picture>;
    readonly close: () => Promise<void>;
  };
  readonly openGrammar: () => Promise<CheckOptions['grammar']>;
  /** Aborts when the process is asked to stop. */
  readonly signal: AbortSignal;
};

/** A file may take longer than a question: nobody else waits for it. */
const DRAWING_LIMITS = { timeoutMs: 60_000, memoryMb: 1024 };

/** `ask "QUESTION" [--json | --csv] [--png FILE]`: one answer. */
export async function askQuestion(args: string[], { config, openWorld, signal }: Means): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean' }, csv: { type: 'boolean' }, png: { type: 'string' } },
  });
  if (values.json && values.csv) throw new UserError('--json and --csv exclude each other: keep one');
  const question = positionals.join(' ');
  const topic = helpTopic(question);
  if (topic) {
    process.stdout.write(toHelp(help(await readCatalogue(config.queries), topic.topic)));
    return;
  }
  const { world, close } = await openWorld();
  const answered = await answer(question, world, { now: new Date(), signal }).finally(close);
  if (values.png) {
    if (!answered.picture) throw new Error('the picture could not be drawn', { cause: answered.pictureFailure });
    await writeNew(values.png, answered.picture.png, 'check that its folder exists');
  }
  const print = values.json ? toJson : values.csv ? ({ table }: Answer) => toCsv(table) : toText;
  process.stdout.write(print(answered));
}

/** `check [--athena]`: a line for each query, or for each finding; exit code 2 with any. */
export async function checkQueries(args: string[], { config, openWorld, openGrammar, signal }: Means): Promise<void> {
  const { values } = parseArgs({ args, options: { athena: { type: 'boolean' } } });
  if (values.athena && !config.athena) {
    throw new UserError('check --athena asks the real Athena: set ATHENA_DATABASE first');
  }
  const grammar = await openGrammar();
  const { world, explain, close } = await openWorld();
  try {
    const findings = await check(world, {
      now: new Date(),
      grammar,
      explain: values.athena ? ({ sql, parameters }) => explain(sql, parameters) : undefined,
      onQuery: ({ file }, found) => found.length === 0 && console.log(`${file}: ok`),
    });
    const { digests, findings: faults } = await readDigests(config.queries, config.calendar);
    const all = [...findings, ...faults, ...(await digestFindings(digests, world, signal))];
    for (const { file, line, column, message } of all) console.log(`${file}:${line}:${column}: ${message}`);
    if (all.length > 0) process.exitCode = 2;
  } finally {
    await close();
  }
}

/** `new NAME --table TABLE`: a query file to begin with. */
export async function startQuery(args: string[], { config, openWorld, signal }: Means): Promise<void> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { table: { type: 'string' } } });
  const [name = '', ...others] = positionals;
  const { table = '' } = values;
  if (!/^[a-z][a-z0-9_-]*$/.test(name) || others.length > 0) {
    throw new UserError('new takes the name of the query, a command word: new sales-by-region --table fact_orders');
  }
  if (!/^[a-z_]\w*(\.[a-z_]\w*)?$/i.test(table)) {
    throw new UserError(`new takes the table to begin with: new ${name} --table fact_orders`);
  }
  const { world, close } = await openWorld();
  const { columns } = await world
    .run({ sql: `SELECT * FROM ${table} LIMIT 0`, parameters: [] }, signal)
    .catch((cause: unknown) => {
      if (!(cause instanceof UserError)) throw cause;
      throw new UserError(`the table ${table} cannot be read: check its name (${cause.message})`, { cause });
    })
    .finally(close);
  const file = join(config.queries, `${name}.sql`);
  await writeNew(file, starter(name, table, columns), 'choose a name that is free', 'wx');
  console.log(`wrote ${file}: ask it with npm run -s owlpost -- ask ${name}`);
}

/** `draw SPEC.json --png FILE`, or a folder of specs into a folder. */
export async function drawSpecs(args: string[], { openRenderer }: Means): Promise<void> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { png: { type: 'string' } } });
  const [source, ...others] = positionals;
  if (!source || others.length > 0 || !values.png) {
    throw new UserError(
      'draw takes a spec and where to draw it: draw SPEC.json --png FILE, or draw FOLDER --png FOLDER',
    );
  }
  const renderer = openRenderer(DRAWING_LIMITS);
  try {
    const isFolder = (await stat(source).catch(() => undefined))?.isDirectory();
    if (isFolder) await drawFolder(source, values.png, renderer.drawSpec, (line) => console.log(line));
    else await drawFile(source, values.png, renderer.drawSpec);
  } finally {
    await renderer.close();
  }
}

/** Digests whose question is not understood. */
async function digestFindings(
  digests: readonly Digest[],
  world: World,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const { name, question } of digests) {
    await understand(question, world, signal).catch((error: unknown) => {
      if (!(error instanceof UserError)) throw error;
      findings.push({
        file: 'digests.yml',
        line: 1,
        column: 1,
        message: `${name} asks "${question}": ${error.message}`,
      });
    });
  }
  return findings;
}

async function writeNew(file: string, content: string | Uint8Array, next: string, flag = 'w'): Promise<void> {
  await writeFile(file, content, { flag }).catch((cause: unknown) => {
    throw new UserError(`${file} cannot be written: ${next}`, { cause });
  });
}
