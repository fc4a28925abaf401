import { parseArgs } from 'node:util';

import type { AnswerContext } from '../answer/context.ts';
import type { Diagnostic } from '../catalogue/diagnostic.ts';
import type { Digest } from '../digests/digest.ts';
import type { CommandContext } from './command.ts';

import { understand } from '../answer/understand.ts';
import { check } from '../check/check.ts';
import { SHIPPED_QUERIES } from '../config.ts';
import { readDigests } from '../digests/digest-file.ts';
import { UserError } from '../error.ts';

/** `check [--athena]`: a line for each query, or for each finding; exit code 2 with any. */
export async function checkQueries(
  args: string[],
  { config, openEngine, openGrammar, signal }: CommandContext,
): Promise<void> {
  const { values } = parseArgs({ args, options: { athena: { type: 'boolean' } } });
  if (values.athena && !config.athena) {
    throw new UserError('check --athena asks the real Athena: set ATHENA_DATABASE first');
  }
  if (config.athena && config.isShipped) console.log(SHIPPED_QUERIES);
  const grammar = await openGrammar();
  const { context, explain, close } = await openEngine();
  try {
    const diagnostics = await check(context, {
      now: new Date(),
      grammar,
      explain: values.athena ? ({ sql, parameters }) => explain(sql, parameters) : undefined,
      onQuery: ({ file }, found) => found.length === 0 && console.log(`${file}: ok`),
    });
    const { digests, diagnostics: faults } = await readDigests(config.queries, config.calendar);
    const all = [...diagnostics, ...faults, ...(await digestFindings(digests, context, signal))];
    for (const { file, line, column, message } of all) console.log(`${file}:${line}:${column}: ${message}`);
    if (all.length > 0) process.exitCode = 2;
  } finally {
    await close();
  }
}

/** Digests whose question is not understood. */
async function digestFindings(
  digests: readonly Digest[],
  context: AnswerContext,
  signal: AbortSignal,
): Promise<readonly Diagnostic[]> {
  const diagnostics: Diagnostic[] = [];
  for (const { name, question } of digests.flatMap(({ name, questions }) =>
    questions.map((question) => ({ name, question })),
  )) {
    await understand(question, context, { signal }).catch((error: unknown) => {
      if (!(error instanceof UserError)) throw error;
      diagnostics.push({
        file: 'digests.yml',
        line: 1,
        column: 1,
        message: `${name} asks "${question}": ${error.message}`,
      });
    });
  }
  return diagnostics;
}
