import type { Answer } from '../../answer/answer.ts';
import type { AnswerView, PictureSource } from '../blocks/answer-view.ts';

import { answerViewOf, isTable, nativeViewOf, withoutTable } from '../blocks/answer-view.ts';
import { BLOCK_LIMITS } from '../blocks/limits.ts';
import { missingWords } from '../words.ts';

/**
 * Lists what the message of several answers may show, to be tried one after the other until Slack takes it: with their
 * pictures; with charts that Slack draws, of which a message holds two, in the place of all pictures; in words alone.
 * `sources` holds the place of each picture, undefined where there is none.
 */
export function partViewsOf(
  answers: readonly Answer[],
  sources: readonly (PictureSource | undefined)[],
  takesNativeCharts: boolean,
): readonly (readonly AnswerView[])[] {
  const most = takesNativeCharts ? BLOCK_LIMITS.nativeChart.perMessage : 0;
  const all = [viewsOf(answers, sources, most), viewsOf(answers, [], most), viewsOf(answers, [], 0)];
  return [...new Map(all.map((views) => [JSON.stringify(views), views])).values()];
}

/** The views of all answers, of which the first `most` that have no picture show a chart that Slack draws, if there is one. */
function viewsOf(
  answers: readonly Answer[],
  sources: readonly (PictureSource | undefined)[],
  most: number,
): readonly AnswerView[] {
  let left = most;
  return answers.map((answered, index) => {
    const source = sources[index];
    if (source) return answerViewOf(answered, source);
    if (isTable(answered)) return withoutTable(answerViewOf(answered, undefined), [missingWords.inDigest.table]);
    const native = left > 0 ? nativeViewOf(answered, [missingWords.nativeNotPicture]) : undefined;
    if (native) left -= 1;
    const isMissing = (answered.picture ?? answered.pictureFailure) !== undefined;
    return native ?? answerViewOf(answered, undefined, isMissing ? [missingWords.inDigest.picture] : []);
  });
}
