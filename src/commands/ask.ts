import { parseArgs } from 'node:util';

import type { Answer } from '../answer/answer.ts';
import type { AuditEntry } from '../answer/audit.ts';
import type { Costs } from '../answer/runs/runs.ts';
import type { Store } from '../store/store.ts';
import type { CommandContext } from './command.ts';

import { answer } from '../answer/answer.ts';
import { answeredEntry, unansweredEntry } from '../answer/audit.ts';
import { followUp } from '../answer/follow-up.ts';
import { openAccess } from '../answer/restricted.ts';
import { readCatalogue } from '../catalogue/catalogue.ts';
import { drawNothing } from '../chart/chart.ts';
import { CostError, UserError } from '../error.ts';
import { help, helpTopic } from '../question/help.ts';
import { toCsv } from '../table/csv.ts';
import { askerOf, openStoreOf, readMoment, writeNew } from './command.ts';
import { toHelp, toJson, toText } from './print.ts';

/**
 * Runs `ask "QUESTION" [--json | --csv] [--png FILE] [--now ISO] [--after QUESTION] [--as USER --in CHANNEL] [--yes]`:
 * prints one answer, as of now or of a moment, or of a follow-up to an earlier question; adds it to the audit in the
 * name of a person and a channel. A question that will read very much is refused without `--yes`.
 */
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
      as: { type: 'string' },
      in: { type: 'string' },
      yes: { type: 'boolean' },
    },
  });
  if (values.json && values.csv) throw new UserError('--json and --csv exclude each other: keep one');
  const question = positionals.join(' ');
  const topic = helpTopic(question);
  if (topic) {
    process.stdout.write(toHelp(help(await readCatalogue(config.queries), topic.topic)));
    return;
  }
  const now = values.now === undefined ? new Date() : readMoment('--now', values.now);
  const asker = askerOf(values);
  const by = { person: values.as ?? 'shell', ...(values.in !== undefined && { channel: values.in }) };
  const store = openStoreOf(config);
  let sizes: Costs | undefined;
  const opened = store.then(
    ({ runSizes }) => {
      sizes = { runSizes };
    },
    () => {}, // told when it is written to
  );
  const [{ context: whole, close }] = await Promise.all([openEngine({ costs: () => sizes }), opened]);
  const context = {
    ...(asker ? openAccess(whole)(asker) : whole),
    asked: { ...by, isConfirmed: values.yes },
    ...(values.png === undefined && { draw: drawNothing }),
  };
  const asked = async () => (values.after && (await followUp(question, values.after, context, { now }))) || question;
  const answered = await asked()
    .then((text) => answer(text, context, { now, signal }))
    .catch(async (error) => {
      await record(unansweredEntry(question, error, { by, at: new Date(), signal }), store);
      throw error instanceof CostError && error.confirmable !== undefined ? confirmable(error) : error;
    })
    .finally(close);
  await record(answeredEntry(answered, by, new Date()), store);
  if (values.png) {
    if (!answered.picture) throw new Error('the picture could not be drawn', { cause: answered.pictureFailure });
    await writeNew(values.png, answered.picture.png, 'check that its folder exists');
  }
  process.stdout.write(print(answered, values));
}

/** Says how a question runs that is asked back for its cost. */
function confirmable({ message, suggestions, cause }: CostError): UserError {
  return new UserError(`${message} Add --yes to run it.`, { suggestions, cause });
}

/** Enters a question into the audit and closes the store; one that cannot be written is told and stops nothing. */
async function record(entry: AuditEntry, store: Promise<Store>): Promise<void> {
  try {
    const { audit, close } = await store;
    await audit.record(entry).finally(close);
  } catch (error) {
    console.error(`the question could not be entered into the audit: ${(error as Error).message}`);
  }
}

function print(answered: Answer, { json, csv }: { json?: boolean; csv?: boolean }): string {
  if (json) return toJson(answered);
  return csv ? toCsv(answered.table) : toText(answered);
}
