import type { types } from '@slack/bolt';

import { formWords } from '../words.ts';
import { BLOCK_LIMITS, plain, unescapeText } from './limits.ts';

/** Makes a modal that is shown until its content is ready. */
export function waitingView(title: string): types.ModalView {
  return sentenceView(title, formWords.oneMoment);
}

/** Makes a modal that says, in a sentence of mrkdwn, why its content could not be made. */
export function failedView(title: string, sentence: string): types.ModalView {
  return sentenceView(title, unescapeText(sentence));
}

/** Makes a modal that says a sentence, with a button that closes it. */
export function sentenceView(title: string, sentence: string): types.ModalView {
  return {
    type: 'modal',
    title: plain(title, BLOCK_LIMITS.modalTitle),
    close: plain(formWords.close, BLOCK_LIMITS.modalTitle),
    blocks: [{ type: 'section', text: plain(sentence, BLOCK_LIMITS.sectionText) }],
  };
}
