import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';

import type { Answer } from '../answer/answer.ts';
import type { AuditEntry } from '../answer/audit.ts';
import type { AnswerContext } from '../answer/context.ts';
import type { PictureSource } from './blocks/answer-view.ts';
import type { Menus } from './blocks/filter-ids.ts';
import type { Courier } from './messages.ts';
import type { Job } from './running.ts';

import { answer } from '../answer/answer.ts';
import { isTable } from './blocks/answer-view.ts';
import { readMenus } from './filter-values.ts';

/** An answer on its way. */
export type Attempt = {
  readonly answering: Promise<Answer>;
  /** Where Slack finds the picture; undefined when there is none to show. Never rejects. */
  readonly picture: Promise<PictureSource | undefined>;
  readonly menus: Promise<Menus>;
  /** Whether all of it is there, or has failed, before anyone would wonder. */
  readonly isQuick: () => Promise<boolean>;
};

export type AttemptOptions = {
  readonly world: AnswerContext;
  readonly courier: Courier;
  readonly now: () => Date;
  readonly audit: (entry: AuditEntry) => Promise<void>;
  readonly log: Logger;
};

/** An answer that comes within this time is shown at once, without a message that says it is being worked on. */
const GRACE = 350;

/** How long an answer waits for its menus; those that are late are fetched when they are opened. */
export const MENU_PATIENCE = 400;

/** Starts to answer a job's question: the answer first, then its picture and its menus side by side. */
export function begin(job: Job, person: string, options: AttemptOptions): Attempt {
  const answering = beginAnswer(job, person, options);
  const picture = answering.then(
    (answered) => publish(answered, options),
    () => undefined,
  );
  const menus = answering.then(({ query }) => readMenus(options.world, query, MENU_PATIENCE));
  const settled = Promise.allSettled([answering, picture, menus]).then(() => true);
  return { answering, picture, menus, isQuick: () => Promise.race([settled, sleep(GRACE, false, { ref: false })]) };
}

/** The answer alone, entered into the audit. */
export async function beginAnswer(
  job: Job,
  person: string,
  { world, now, audit, log }: AttemptOptions,
): Promise<Answer> {
  const answered = await answer(job.text, world, { now: now(), signal: job.signal });
  audit({ at: now(), person, question: answered.text, scannedBytes: answered.table.scannedBytes }).catch((error) => {
    log.error({ err: error }, 'the audit could not be written');
  });
  return answered;
}

async function publish(answered: Answer, { courier, log }: AttemptOptions): Promise<PictureSource | undefined> {
  const { picture, pictureFailure } = answered;
  if (pictureFailure) log.error({ err: pictureFailure }, 'a picture could not be drawn');
  return picture && !isTable(answered) ? courier.publish(picture) : undefined;
}
