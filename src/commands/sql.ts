import { parseArgs } from 'node:util';

import type { CommandContext } from './command.ts';

import { rawFormsIn } from '../answer/answer.ts';
import { render } from '../answer/statement.ts';
import { understand } from '../answer/understand.ts';

/** Runs `sql "QUESTION"`: prints the statement of a question and a line for each parameter, without running it. */
export async function printSql(args: string[], { openEngine, signal }: CommandContext): Promise<void> {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  const { context, close } = await openEngine();
  const now = new Date();
  const statement = async () => {
    const { request, query } = await understand(positionals.join(' '), context, { signal, now });
    const rawForms = await rawFormsIn(query, request, context);
    return render(query, request, { now, calendar: context.calendar, rawForms });
  };
  const { sql, parameters } = await statement().finally(close);
  process.stdout.write(`${[sql, '', ...parameters].join('\n').trimEnd()}\n`);
}
