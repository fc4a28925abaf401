import type { types } from '@slack/bolt';
import type { Logger } from 'pino';

import type { Answer } from '../../answer/answer.ts';
import type { AnswerContext } from '../../answer/context.ts';
import type { Picture } from '../../chart/picture.ts';
import type { UserError } from '../../error.ts';
import type { MessageCache } from '../messages/message-cache.ts';
import type { PublicPictures } from '../messages/public-pictures.ts';
import type { Askers } from '../people/askers.ts';

import { answerMessage } from '../blocks/answer.ts';
import { answerViewOf, isTable, nativeViewOf } from '../blocks/answer-view.ts';
import { assistantBlocks } from '../blocks/assistant.ts';
import { sentenceCase, sentenceMessage } from '../blocks/sentence-message.ts';
import { leftOutWords } from '../blocks/table.ts';
import { missingWords } from '../words.ts';

/** Identifies askers in Slack's assistant, and makes the blocks that it shows as a tool's result. */
export type AssistantAnswers = Pick<Askers, 'askerOf'> & {
  /**
   * Makes the blocks of an answer, with controls that call the tool `ask`. Where no picture has a public address, Slack draws
   * the chart from its numbers.
   */
  readonly answerBlocks: (answered: Answer) => Promise<readonly types.KnownBlock[]>;
  /** Makes the blocks of a refusal, with buttons for what may have been meant. */
  readonly refusalBlocks: (error: UserError) => readonly types.KnownBlock[];
};

/** Creates the answers for the assistant. Without `pictures`, which have public addresses, they have none but Slack's own. */
export function openAssistantAnswers({
  pictures,
  askers,
  answerContext,
  cache,
  now,
  log,
}: {
  readonly pictures: Pick<PublicPictures, 'publish'> | undefined;
  readonly askers: Pick<Askers, 'askerOf'>;
  readonly answerContext: AnswerContext;
  readonly cache: Pick<MessageCache, 'newNonce' | 'takesNativeCharts'>;
  readonly now: () => Date;
  readonly log: Pick<Logger, 'warn'>;
}): AssistantAnswers {
  const publish = (picture: Picture) =>
    pictures?.publish(picture).catch((error) => {
      log.warn({ error }, 'a picture could not be published');
      return undefined;
    });
  const timing = () => ({ now: now(), calendar: answerContext.calendar });
  return {
    askerOf: askers.askerOf,
    answerBlocks: async (answered) => {
      const { picture, query, request, text } = answered;
      const source = picture && !isTable(answered) ? await publish(picture) : undefined;
      const native =
        source || !cache.takesNativeCharts() ? undefined : nativeViewOf(answered, [missingWords.nativeNotPicture]);
      const view = native ?? answerViewOf(answered, source);
      const leftOut = leftOutWords(view.table); // they point to a menu that the assistant does not show
      const kept = view.notes.filter((note) => !leftOut.includes(note));
      const shown = { ...view, notes: leftOut.length > 0 ? [...kept, missingWords.firstRows] : kept };
      const { blocks } = answerMessage(shown, { query, request, state: { text }, nonce: cache.newNonce() });
      return assistantBlocks(blocks, { query, request }, timing());
    },
    refusalBlocks: ({ message, suggestions }) => {
      const said = sentenceMessage(sentenceCase(message), { ask: suggestions, nonce: cache.newNonce() });
      return assistantBlocks(said.blocks, undefined, timing());
    },
  };
}
