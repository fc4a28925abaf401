import type { Answer } from '../../answer/answer.ts';
import type { AnswerView, PictureSource } from '../blocks/answer-view.ts';
import type { Message } from '../blocks/message.ts';
import type { AnswerState } from '../blocks/state.ts';
import type { MessageCache } from './message-cache.ts';

import { answerMessage, textMessage } from '../blocks/answer.ts';
import { answerViewOf, isTable, nativeViewOf } from '../blocks/answer-view.ts';
import { missingWords } from '../words.ts';

/**
 * How much of an answer a message shows: all of it; all with a table without pages; all with a chart that Slack draws
 * in place of the picture; the words with their controls; or the headline alone.
 */
export type Extent = 'whole' | 'plain table' | 'native chart' | 'words' | 'headline';

/** The picture of an answer, or that it is late; without both there is none. */
export type ShownPicture = { readonly source?: PictureSource | undefined; readonly isLate?: boolean };

/** A message that shows an answer, and its state in the message cache. */
export type Rendering = {
  readonly message: Message;
  readonly view: AnswerView;
  readonly state: AnswerState;
  /** The random id that this rendering's blocks carry. */
  readonly nonce: string;
};

/** Renders one answer to a given extent. */
export type AnswerRenderer = {
  /** Returns the extents to try, one after the other, until Slack accepts one. */
  readonly extentsFor: (picture: ShownPicture) => readonly Extent[];
  readonly render: (extent: Extent, picture: ShownPicture) => Rendering;
};

/** Creates the renderer of an answer. `notes` is what a reader should know beside the answer's own notes. */
export function openAnswerRenderer(
  answered: Answer,
  { state: carried, notes = [] }: { readonly state: Omit<AnswerState, 'text'>; readonly notes?: readonly string[] },
  cache: Pick<MessageCache, 'newNonce' | 'takesDataTables' | 'takesNativeCharts'>,
): AnswerRenderer {
  const { query, request, text, table } = answered;
  const state: AnswerState = { ...carried, text, executionId: table.executionId };
  const native = nativeViewOf(answered, [
    ...notes,
    whyMissing(answered),
    missingWords.nativeInstead,
    missingWords.everyNumber,
  ]);
  const viewFor = (extent: Extent, picture: ShownPicture): AnswerView => {
    const { source } = picture;
    if (extent === 'whole' || extent === 'plain table') {
      const kind = extent === 'whole' ? 'data_table' : 'table';
      return answerViewOf(answered, source, [...notes, ...noteFor(answered, picture)], kind);
    }
    if (extent === 'native chart' && native) return native;
    const refused = isTable(answered) ? [missingWords.tableRefused] : [whyMissing(answered), missingWords.everyNumber];
    return { ...answerViewOf(answered, undefined, [...notes, ...refused]), table: undefined };
  };
  return {
    extentsFor: ({ source, isLate }) => {
      if (isTable(answered)) return [...tablesFor(cache), 'words', 'headline'];
      const drawn: readonly Extent[] = native && !isLate && cache.takesNativeCharts() ? ['native chart'] : [];
      return source ? ['whole', ...drawn, 'words', 'headline'] : [...drawn, 'whole', 'words', 'headline'];
    },
    render: (extent, picture) => {
      const nonce = cache.newNonce();
      const view = viewFor(extent, picture);
      const isText = extent === 'headline';
      const message = isText ? textMessage(view) : answerMessage(view, { query, request, state, nonce });
      return { message, view, state, nonce };
    },
  };
}

/** Stores that a workspace does not show something yet: `refused` was tried before it accepted `taken`. */
export function noteRefused(
  refused: readonly Extent[],
  taken: Extent,
  cache: Pick<MessageCache, 'refuseDataTables' | 'refuseNativeCharts'>,
): void {
  if (taken === 'plain table') cache.refuseDataTables();
  if (taken !== 'headline' && refused.includes('native chart')) cache.refuseNativeCharts();
}

/** What a reader is told of a picture that is not there. */
function noteFor(answered: Answer, { source, isLate }: ShownPicture): readonly string[] {
  if (source || isTable(answered)) return [];
  if (isLate) return [missingWords.pictureOnItsWay];
  return answered.picture || answered.pictureFailure ? [whyMissing(answered), missingWords.everyNumber] : [];
}

function whyMissing({ pictureFailure }: Answer): string {
  return pictureFailure ? missingWords.pictureNotDrawn : missingWords.pictureNotShown;
}

function tablesFor({ takesDataTables }: Pick<MessageCache, 'takesDataTables'>): readonly Extent[] {
  return takesDataTables() ? ['whole', 'plain table'] : ['plain table'];
}
