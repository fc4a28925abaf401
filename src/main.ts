import type { CommandContext } from './commands/command.ts';

import { interruptSignal } from './commands/signals.ts';
import { readConfig } from './config.ts';
import { UserError } from './error.ts';
import { openRenderer } from './vega/renderer.ts';

const USAGE = `usage: npm run -s owlpost -- COMMAND

  start                              the bot; with no settings everything is embedded and a playground opens
  ask "QUESTION" [--json | --csv] [--png FILE] [--now ISO] [--after QUESTION] [--as USER --in CHANNEL] [--yes]   one answer
  sql "QUESTION"                     its statement and parameters, without running it
  check [NAME] [--athena]            every dataset and query, or one: read, run and drawn, each join proved
  new NAME --table TABLE             a commented dataset over a table and what it joins, to begin with
  draw SPEC.json --png FILE          a Vega-Lite spec with inline data, or a folder of them into a folder
  digest NAME                        posts one declared digest now
  digests [--next N] [--from ISO] [--json]       who gets what, and when next
  deliveries [NAME] [--limit N] [--json]         what was posted, and what was not and why
  audit [--since ISO] [--cost | --demand] [--json | --csv]   who asked what, what it cost, what was not answered
  access "QUESTION" --as USER --in CHANNEL [--json]   what would happen to somebody's question, and why
  mcp                                the catalogue over MCP on stdin and stdout, for any assistant
  athena [--port N] [--lake DIR]     only the embedded Athena and S3, for any AWS client`;

/** Runs one command of the shell contract, and loads only what that one needs. A UserError is one line and exit code 2, a bug its stack and exit code 1. */
export async function main(args: readonly string[]): Promise<void> {
  const [command = '', ...rest] = args;
  const commands = new Map<string, (rest: string[]) => Promise<void>>(
    Object.entries({
      start: async (rest) => (await import('./commands/start.ts')).start(rest),
      ask: async (rest) => (await import('./commands/ask.ts')).askQuestion(rest, commandContext()),
      sql: async (rest) => (await import('./commands/sql.ts')).printSql(rest, commandContext()),
      check: async (rest) => (await import('./commands/check.ts')).checkQueries(rest, commandContext()),
      new: async (rest) => (await import('./commands/new.ts')).newDataset(rest, commandContext()),
      draw: async (rest) => (await import('./commands/draw.ts')).drawSpecs(rest, commandContext()),
      digest: async (rest) => (await import('./commands/digest.ts')).digest(rest),
      digests: async (rest) => (await import('./commands/digests.ts')).listDigests(rest, commandContext()),
      deliveries: async (rest) => (await import('./commands/deliveries.ts')).listDeliveries(rest, commandContext()),
      audit: async (rest) => (await import('./commands/audit.ts')).listAudit(rest, commandContext()),
      access: async (rest) => (await import('./commands/access.ts')).tellAccess(rest, commandContext()),
      mcp: async (rest) => (await import('./commands/mcp.ts')).mcp(rest, commandContext()),
      athena: async (rest) => (await import('./commands/athena.ts')).athena(rest),
    } satisfies Record<string, (rest: string[]) => Promise<void>>),
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
  const isUserError = error instanceof UserError;
  const [suggestion] = isUserError ? error.suggestions : [];
  const message = isUserError ? error.fullMessage : error.message;
  return `${message.replace(/\s+/g, ' ')}${suggestion ? ` try: ${suggestion}` : ''}`;
}

/** What commands work with; the engine, the renderer and the grammar are opened only when a command asks for them. */
function commandContext(): CommandContext {
  const config = readConfig(process.env);
  return {
    config,
    openEngine: async (options) => (await import('./app.ts')).openEngine(config, { ...options, isWatching: false }),
    openRenderer,
    openGrammar: async () => (await import('./trino/grammar.ts')).checkGrammar,
    signal: interruptSignal(),
  };
}
