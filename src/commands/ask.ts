import { parseArgs } from 'node:util';

import type { Answer } from '../answer/answer.ts';
import type { Means } from './command.ts';

import { answer } from '../answer/answer.ts';
import { readCatalogue } from '../catalogue/catalogue.ts';
import { UserError } from '../error.ts';
import { help, helpTopic } from '../question/help.ts';
import { toCsv } from '../table/csv.ts';
import { writeNew } from './command.ts';
import { toHelp, toJson, toText } from './print.ts';

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
