import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';

import type { World } from './answer.ts';
import type { Means } from './shell.ts';
import type { Post } from './wiring/post.ts';

import { readConfig } from './config.ts';
import { UserError } from './error.ts';
import { openRenderer } from './vega/renderer.ts';

const USAGE = `usage: npm run -s owlpost -- COMMAND

  start                              the bot; with no settings everything is embedded and a playground opens
  ask "QUESTION" [--json | --csv] [--png FILE]   one answer in the shell
  check [--athena]                   every query: header, holes, grammar, a run and a drawing of each
  new NAME --table TABLE             a commented query over a table, to begin with
  draw SPEC.json --png FILE          a Vega-Lite spec with inline data, or a folder of them into a folder
  digest NAME                        posts one declared digest now
  athena [--port N] [--lake DIR]     only the embedded Athena and S3, for any AWS client`;

/** Questions of this time count when near misses are ranked. */
const LATELY_MS = 30 * 24 * 60 * 60_000;

/** Runs one command of the shell contract, and loads only what that one needs. A UserError is one line and exit code 2, a bug its stack and exit code 1. */
export async function main(args: readonly string[]): Promise<void> {
  const [command = '', ...rest] = args;
  const inShell = (name: 'askQuestion' | 'checkQueries' | 'drawSpecs' | 'startQuery') => async (rest: string[]) =>
    (await import('./shell.ts'))[name](rest, means());
  const commands = new Map<string, (rest: string[]) => Promise<void>>(
    Object.entries({
      start,
      ask: inShell('askQuestion'),
      check: inShell('checkQueries'),
      new: inShell('startQuery'),
      draw: inShell('drawSpecs'),
      digest,
      athena,
    }),
  );
  try {
    const run = commands.get(command);
    if (command === '') console.log(USAGE);
    else if (run) await run(rest);
    else throw new UserError(`there is no command "${command}": npm run -s owlpost lists them`);
  } catch (error) {
    const isUsage = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
    const isMendable = error instanceof UserError || isUsage;
    console.error(isMendable ? lineOf(error) : error);
    process.exit(isMendable ? 2 : 1); // what was opened before the fault must not keep the process
  }
}

/** What a person can mend, on one line, with the first question that it may have been. */
function lineOf(error: UserError | TypeError): string {
  const [suggestion] = error instanceof UserError ? error.suggestions : [];
  return `${error.message.replace(/\s+/g, ' ')}${suggestion ? ` try: ${suggestion}` : ''}`;
}

function means(): Means {
  const config = readConfig(process.env);
  return {
    config,
    openWorld: async () => (await import('./wiring/house.ts')).openHouse(config, { isWatching: false }),
    openRenderer,
    openGrammar: async () => (await import('./local/trino/grammar.ts')).checkGrammar,
    signal: interruption(),
  };
}

async function digest(args: string[]): Promise<void> {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  const config = readConfig(process.env);
  const { readDigests } = await import('./digest.ts');
  const { digests, findings } = await readDigests(config.queries, config.calendar);
  const [name = ''] = positionals;
  const wanted = digests.find((candidate) => candidate.name === name);
  if (!wanted) {
    const fault = findings[0] && ` (${findings[0].file}:${findings[0].line}: ${findings[0].message})`;
    const known = digests.map((candidate) => candidate.name).join(', ') || 'none';
    throw new UserError(`there is no digest "${name}" in digests.yml${fault ?? ''}: the declared ones are ${known}`);
  }
  const { openPost } = await import('./wiring/post.ts');
  const post = await openPost({ ...config, port: 0 }, { isWatching: false });
  const ts = await post.bot.postDigest(wanted, randomUUID()).finally(post.close);
  const where = config.slack ? '' : ', on a Slack of its own that is gone now: set SLACK_BOT_TOKEN to post to yours';
  console.log(`posted ${wanted.name} to ${wanted.channel} (${ts})${where}`);
}

async function athena(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { port: { type: 'string', default: '0' }, lake: { type: 'string' } } });
  const config = readConfig({ ...process.env, PORT: values.port, ...(values.lake && { OWLPOST_LAKE: values.lake }) });
  const { openEmbedded } = await import('./wiring/embedded.ts');
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
  const config = readConfig(process.env);
  const { openPost } = await import('./wiring/post.ts');
  const post = await openPost(config, { isWatching: true });
  const { openSchedule } = await import('./slack/schedule.ts');
  const schedule = openSchedule({
    digests: post.digests,
    deliveries: post.store.deliveries,
    post: post.bot.postDigest,
    find: post.bot.findDigest,
    log: post.log,
  });
  schedule.start();
  console.log(post.playground ? `Owlpost playground on ${post.playground}` : `Owlpost listens on ${post.bot.url}`);
  const stop = stopped();
  void welcome(post);
  await stop;
  // a digest in flight fails at once when its query is stopped; the ledger has it posted at the next start
  await Promise.all([schedule.stop(), post.stopQueries()]);
  await post.close();
}

/**
 * What need not be there at once: the lists that questions are understood with, what was asked lately, and in the
 * playground a digest to look at.
 */
async function welcome({ world, use, bot, store, playground, digests, log }: Post): Promise<void> {
  try {
    await warmUp(world);
    for (const { question } of await store.audit.list({ since: new Date(Date.now() - LATELY_MS) })) use.note(question);
    const [example] = digests();
    if (playground && example) await bot.postDigest(example, randomUUID());
  } catch (error) {
    log.warn({ error }, 'the bot could not warm up');
  }
}

/** Fetches the lists that questions are understood with, so that the first question does not wait for them. */
async function warmUp(world: World): Promise<void> {
  const { queries } = world.catalogue();
  const listed = queries.flatMap((query) => query.params.map((param) => world.values(query, param)));
  await Promise.all([...listed, ...queries.map(world.freshness)]);
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
