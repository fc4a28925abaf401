import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';

import type { Answer } from '../answer/answer.ts';
import type { AuditEntry } from '../answer/audit.ts';
import type { AnswerContext } from '../answer/context.ts';
import type { PictureSource } from './blocks/answer-view.ts';
import type { FilterValues } from './blocks/filter-ids.ts';
import type { Messages } from './messages.ts';
import type { RunningQuery } from './running.ts';

import { answer } from '../answer/answer.ts';
import { isTable } from './blocks/answer-view.ts';
import { readFilterValues } from './filter-values.ts';

/** An answer on its way. */
export type PendingAnswer = {
  readonly answering: Promise<Answer>;
  /** Where Slack finds the picture; undefined when there is none to show. Never rejects. */
  readonly picture: Promise<PictureSource | undefined>;
  readonly menus: Promise<FilterValues>;
  /** Whether all of it is there, or has failed, before anyone would wonder. */
  readonly isQuick: () => Promise<boolean>;
};

export type AnsweringOptions = {
  readonly answerContext: AnswerContext;
  readonly messages: Messages;
  readonly now: () => Date;
  readonly audit: (entry: AuditEntry) => Promise<void>;
  readonly log: Logger;
};

/** An answer that comes within this time is shown at once, without a message that says it is being worked on. */
const GRACE = 350;

/** How long an answer waits for its menus; those that are late are fetched when they are opened. */
export const MENU_PATIENCE = 400;

/** Starts to answer a run's question: the answer first, then its picture and its menus side by side. */
export function startAnswer(run: RunningQuery, person: string, options: AnsweringOptions): PendingAnswer {
  const answering = runAnswer(run, person, options);
  const picture = answering.then(
    (answered) => publish(answered, options),
    () => undefined,
  );
  const menus = answering.then(({ query }) => readFilterValues(options.answerContext, query, MENU_PATIENCE));
  const settled = Promise.allSettled([answering, picture, menus]).then(() => true);
  return { answering, picture, menus, isQuick: () => Promise.race([settled, sleep(GRACE, false, { ref: false })]) };
}

/** The answer alone, entered into the audit. */
export async function runAnswer(
  run: RunningQuery,
  person: string,
  { answerContext, now, audit, log }: AnsweringOptions,
): Promise<Answer> {
  const answered = await answer(run.text, answerContext, { now: now(), signal: run.signal });
  audit({ at: now(), person, question: answered.text, scannedBytes: answered.table.scannedBytes }).catch((error) => {
    log.error({ error }, 'the audit could not be written');
  });
  return answered;
}

async function publish(answered: Answer, { messages, log }: AnsweringOptions): Promise<PictureSource | undefined> {
  const { picture, pictureFailure } = answered;
  if (pictureFailure) log.error({ error: pictureFailure }, 'a picture could not be drawn');
  return picture && !isTable(answered) ? messages.publish(picture) : undefined;
}
