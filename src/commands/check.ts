import { parseArgs } from 'node:util';

import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Diagnostic } from '../catalogue/diagnostic.ts';
import type { Config } from '../config.ts';
import type { Engine } from '../engine/engine.ts';
import type { CommandContext } from './command.ts';

import { check } from '../check/check.ts';
import { checkDigests } from '../check/digest-check.ts';
import { SHIPPED_QUERIES } from '../config.ts';
import { readDigests } from '../digests/digest-file.ts';
import { UserError } from '../error.ts';

/** Runs `check [NAME] [--athena]`: prints a line for each query, or for the named one, and for each mistake; exit code 2 with any. */
export async function checkQueries(
  args: string[],
  { config, openEngine, openGrammar, signal }: CommandContext,
): Promise<void> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { athena: { type: 'boolean' } } });
  if (values.athena && !config.athena) {
    throw new UserError('check --athena asks the real Athena: set ATHENA_DATABASE first');
  }
  if (config.athena && config.isShipped) console.log(SHIPPED_QUERIES);
  const grammar = await openGrammar();
  const { context, explain, log, close } = await openEngine();
  try {
    const file = positionals[0] === undefined ? undefined : fileCalled(positionals.join(' '), context.catalogue());
    const diagnostics = await check(context, {
      now: new Date(),
      file,
      grammar,
      explain: values.athena ? ({ sql, parameters }) => explain(sql, parameters) : undefined,
      onQuery: ({ file }, found) => found.every(({ isNote }) => isNote) && console.log(`${file}: ok`),
    });
    const all = [...diagnostics, ...(file === undefined ? await checkDeclared(config, { context, log, signal }) : [])];
    if (file === undefined && all.length === 0 && context.catalogue().queries.length === 0)
      throw new UserError(`there is no query in ${config.queries}: write one with owlpost new NAME --table TABLE`);
    for (const { file, line, column, message, isNote } of all)
      console.log(`${file}:${line}:${column}: ${isNote ? 'note: ' : ''}${message}`);
    if (all.some(({ isNote }) => !isNote)) process.exitCode = 2;
  } finally {
    await close();
  }
}

/** The file of a query by its name, alias or file name, whether it can be served or not. */
function fileCalled(name: string, { find, diagnostics }: Catalogue): string {
  const faulty = diagnostics.find(({ file }) => file === name || file.replace(/\.\w+$/, '') === name);
  const file = find(name.replace(/\.(?:sql|yml)$/, ''))?.file ?? faulty?.file;
  if (file === undefined) throw new UserError(`there is no query ${name}: check without a name checks them all`);
  return file;
}

/** What is wrong with the digests: their file, questions that are not understood and, where a Slack is set, channels in which the bot cannot post. */
async function checkDeclared(
  { queries, calendar, slack, operators }: Config,
  { context, log, signal }: Pick<Engine, 'context' | 'log'> & Pick<CommandContext, 'signal'>,
): Promise<readonly Diagnostic[]> {
  const file = await readDigests(queries, calendar);
  const { openChannelCheck } = await import('../slack/digests/channel-check.ts');
  const asked = { now: new Date(), signal, hasOperators: operators !== undefined };
  const checkChannel = slack && openChannelCheck(slack, { log });
  return [...file.diagnostics, ...(await checkDigests(file, context, { ...asked, checkChannel }))];
}
