import type { types } from '@slack/bolt';

import { BLOCK_LIMITS, plain, unescapeText } from './limits.ts';

/** A modal that is shown until what was asked for is there. */
export function waitingView(title: string): types.ModalView {
  return sentenceView(title, 'One moment …');
}

/** A modal that says in a sentence, given as mrkdwn, why what was asked for did not come. */
export function failedView(title: string, sentence: string): types.ModalView {
  return sentenceView(title, unescapeText(sentence));
}

function sentenceView(title: string, sentence: string): types.ModalView {
  return {
    type: 'modal',
    title: plain(title, BLOCK_LIMITS.modalTitle),
    close: plain('Close', BLOCK_LIMITS.modalTitle),
    blocks: [{ type: 'section', text: plain(sentence, BLOCK_LIMITS.sectionText) }],
  };
}
