import type { Asked, RunProgress } from '../../answer/context.ts';
import type { PendingAnswer } from './answering.ts';

import { formatBytes } from '../../answer/receipt.ts';
import { separate } from '../../text/separators.ts';
import { progressWords } from '../words.ts';

/** What is known of an answer while it is computed. */
export type RunProgressWords = {
  /** Takes what Athena, and the queue before it, tell of the answer's statements. */
  readonly heard: Required<Pick<Asked, 'onQueued' | 'onProgress'>>;
  /**
   * Writes where the statements are, with how long they usually take in milliseconds, as sentences that each begin with a
   * space: ` It has read 1.2 GB so far. It usually takes 13 s.` Empty when nothing is known. `locale` is the language tag for
   * numbers.
   */
  readonly words: (usualMs: number | undefined, locale?: string) => string;
};

/** How long the words of a progress message stand before they are written anew, in milliseconds; each time twice as long. */
const FIRST_PAUSE_MS = 3000;

/** Creates what hears of one answer's statements and says how far they are. */
export function openRunProgress(): RunProgressWords {
  const statements = new Map<string, RunProgress>();
  let place: number | undefined;
  return {
    heard: {
      onQueued: (given) => {
        place = given;
      },
      onProgress: (progress) => void statements.set(progress.executionId, progress),
    },
    words: (usualMs, locale) =>
      separate(`${stateWords(place, [...statements.values()])}${usualWords(usualMs)}`, locale),
  };
}

/** A run that its message is to say the progress of. */
export type FollowedRun = {
  readonly settlesWithin: PendingAnswer['settlesWithin'];
  readonly words: () => string;
  /** Shows other words. */
  readonly write: (words: string) => Promise<unknown>;
};

/**
 * Shows other words when there are some while a run works: after three seconds, six more, twelve more and so on, `most`
 * times at most. `shown` are the words that stand there.
 */
export async function followProgress(
  { settlesWithin, words, write }: FollowedRun,
  shown: string,
  most = Number.POSITIVE_INFINITY,
): Promise<void> {
  let [standing, written] = [shown, 0];
  for (let pause = FIRST_PAUSE_MS; written < most && !(await settlesWithin(pause)); pause *= 2) {
    const next = words();
    if (next === standing) continue;
    await write(next);
    standing = next;
    written += 1;
  }
}

function stateWords(place: number | undefined, statements: readonly RunProgress[]): string {
  if (statements.length === 0) return place === undefined ? '' : progressWords.queued(place);
  if (statements.every(({ isQueued }) => isQueued)) return progressWords.inAthenasQueue;
  const bytes = statements.reduce((sum, { scannedBytes }) => sum + scannedBytes, 0);
  return bytes > 0 ? progressWords.read(formatBytes(bytes)) : progressWords.runs;
}

/** Writes a sentence on how long something usually takes, given in milliseconds; empty below a second. */
function usualWords(usualMs: number | undefined): string {
  if (usualMs === undefined || usualMs < 1000) return '';
  return progressWords.usual(Math.round(usualMs / 1000));
}
