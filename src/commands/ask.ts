import { parseArgs } from 'node:util';

import type { Answer } from '../answer/answer.ts';
import type { CommandContext } from './command.ts';

import { answer } from '../answer/answer.ts';
import { followUp } from '../answer/follow-up.ts';
import { readCatalogue } from '../catalogue/catalogue.ts';
import { UserError } from '../error.ts';
import { help, helpTopic } from '../question/help.ts';
import { toCsv } from '../table/csv.ts';
import { writeNew } from './command.ts';
import { toHelp, toJson, toText } from './print.ts';

/** `ask "QUESTION" [--json | --csv] [--png FILE] [--now ISO] [--after QUESTION]`: one answer, as of now or of a moment; a change of an earlier question. */
export async function askQuestion(args: string[], { config, openEngine, signal }: CommandContext): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      json: { type: 'boolean' },
      csv: { type: 'boolean' },
      png: { type: 'string' },
      now: { type: 'string' },
      after: { type: 'string' },
    },
  });
  if (values.json && values.csv) throw new UserError('--json and --csv exclude each other: keep one');
  const question = positionals.join(' ');
  const topic = helpTopic(question);
  if (topic) {
    process.stdout.write(toHelp(help(await readCatalogue(config.queries), topic.topic)));
    return;
  }
  const { context, close } = await openEngine();
  const now = momentOf(values.now);
  const asked = async () => (values.after && (await followUp(question, values.after, context, { now }))) || question;
  const answered = await asked()
    .then((text) => answer(text, context, { now, signal }))
    .finally(close);
  if (values.png) {
    if (!answered.picture) throw new Error('the picture could not be drawn', { cause: answered.pictureFailure });
    await writeNew(values.png, answered.picture.png, 'check that its folder exists');
  }
  process.stdout.write(print(answered, values));
}

/** The moment that `--now` names: `2025-06-01` or `2025-06-01T12:00:00Z`. Throws a UserError when it is none. */
function momentOf(text: string | undefined): Date {
  if (text === undefined) return new Date();
  const isIso = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/.test(text);
  const moment = new Date(text);
  if (!isIso || Number.isNaN(moment.getTime()))
    throw new UserError(`--now cannot be "${text}": write a moment such as 2025-06-01T12:00:00Z`);
  return moment;
}

function print(answered: Answer, { json, csv }: { json?: boolean; csv?: boolean }): string {
  if (json) return toJson(answered);
  return csv ? toCsv(answered.table) : toText(answered);
}
