import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';

import type { Answer } from '../../answer/answer.ts';
import type { AuditEntry } from '../../answer/audit.ts';
import type { AnswerContext, Asked, Run } from '../../answer/context.ts';
import type { PictureSource } from '../blocks/answer-view.ts';
import type { PictureHost } from '../messages/picture-host.ts';
import type { Askers } from '../people/askers.ts';
import type { RunningQuery } from './running.ts';

import { answer } from '../../answer/answer.ts';
import { answeredEntry, unansweredEntry } from '../../answer/audit.ts';
import { isTable } from '../blocks/answer-view.ts';

/** An answer in progress. */
export type PendingAnswer = {
  readonly answering: Promise<Answer>;
  /** Resolves to where Slack finds the picture; to undefined when there is none to show. Never rejects. */
  readonly picture: Promise<PictureSource | undefined>;
  /** Resolves to whether the answer is complete, or has failed, before a progress message is due. */
  readonly isQuick: () => Promise<boolean>;
  /** Resolves to whether the answer is complete, or has failed, within `ms` milliseconds. */
  readonly settlesWithin: (ms: number) => Promise<boolean>;
  /** Whether the answer is there, or has failed. */
  readonly isAnswered: () => boolean;
};

/** What answers are computed with. */
export type AnsweringOptions = {
  readonly answerContext: AnswerContext;
  /** Resolves to the context for what one person, or everybody in a channel, is shown. */
  readonly contextFor: Askers['contextFor'];
  readonly pictures: PictureHost;
  readonly now: () => Date;
  readonly audit: (entry: AuditEntry) => Promise<void>;
  readonly log: Logger;
};

/** An answer that comes within this many milliseconds is shown at once, without a message that says it is being worked on. */
export const QUICK_MS = 350;

/**
 * Starts to answer the question of a running query: the answer first, then its picture. With `mayRun`, no statement
 * starts before that promise resolves; when it rejects, so does the answer.
 */
export function startAnswer(
  run: RunningQuery,
  by: Asked,
  options: AnsweringOptions,
  mayRun?: Promise<void>,
): PendingAnswer {
  const answering = runAnswer(run, by, options, mayRun);
  const picture = answering.then(
    (answered) => publishPicture(answered, options),
    () => undefined,
  );
  let isAnswered = false;
  const end = () => {
    isAnswered = true;
  };
  answering.then(end, end);
  const settlesWithin = settlingOf(Promise.allSettled([answering, picture]));
  return {
    answering,
    picture,
    isQuick: () => settlesWithin(QUICK_MS),
    settlesWithin,
    isAnswered: () => isAnswered,
  };
}

/** Returns a function that resolves to whether `work` resolves or rejects within a number of milliseconds. */
export function settlingOf(work: Promise<unknown>): PendingAnswer['settlesWithin'] {
  const ended = work.then(
    () => true,
    () => true,
  );
  return (ms) => Promise.race([ended, sleep(ms, false, { ref: false })]);
}

/** In whose name an answer is computed, and whether they alone are shown it. */
type ShownTo = Asked & { readonly isPrivate?: boolean | undefined };

/** Computes an answer without publishing its picture, and adds its outcome to the audit under the asker's name. */
export async function runAnswer(
  running: RunningQuery,
  { isPrivate, ...by }: ShownTo,
  { contextFor, now, audit, log }: AnsweringOptions,
  mayRun?: Promise<void>,
): Promise<Answer> {
  const answerNow = async () => {
    const own = await contextFor({ user: by.person, channel: by.channel, isPrivate });
    const run: Run = async (statement, signal, about) => {
      await mayRun;
      return own.run(statement, signal, about);
    };
    return answer(running.text, { ...own, asked: by, run }, { now: now(), signal: running.signal });
  };
  const record = (entry: AuditEntry) => {
    const { at: _, question: __, reason: ___, ...logged } = entry; // what people type is in the audit alone
    log.info(logged, 'a question was worked on');
    void audit(entry).catch((error) => log.error({ error }, 'the audit could not be written'));
  };
  try {
    const answered = await answerNow();
    record(answeredEntry(answered, by, now()));
    return answered;
  } catch (error) {
    record(unansweredEntry(running.text, error, { by, at: now(), signal: running.signal }));
    throw error;
  }
}

async function publishPicture(
  answered: Answer,
  { pictures, log }: AnsweringOptions,
): Promise<PictureSource | undefined> {
  const { picture, pictureFailure } = answered;
  if (pictureFailure) log.error({ error: pictureFailure }, 'a picture could not be drawn');
  if (!picture || isTable(answered)) return undefined;
  return pictures.publish(picture).catch((error) => {
    log.warn({ error }, 'a picture could not be published');
    return undefined;
  });
}
