import type { types } from '@slack/bolt';

import type { AnswerOptions } from './answer.ts';
import type { AnswerView } from './answer-view.ts';
import type { Message } from './message.ts';

import { answerWords } from '../words.ts';
import { answerMessage } from './answer.ts';
import { ACTIONS } from './filter-ids.ts';
import { BLOCK_LIMITS, plain } from './limits.ts';
import { formatState } from './state.ts';

/** Makes an answer for its asker alone, with a button that posts it for everybody. */
export function privateAnswerMessage(shown: AnswerView, options: AnswerOptions): Message {
  const { text, blocks } = answerMessage(shown, options);
  const value = formatState(options.state, BLOCK_LIMITS.buttonValue);
  return { text, blocks: value === undefined ? blocks : [...blocks, shareBlock(value, options.nonce)] };
}

function shareBlock(value: string, nonce: string): types.ActionsBlock {
  return {
    type: 'actions',
    block_id: `share/${nonce}`,
    elements: [
      {
        type: 'button',
        action_id: ACTIONS.share,
        style: 'primary',
        text: plain(answerWords.post, BLOCK_LIMITS.buttonText),
        value,
      },
    ],
  };
}
