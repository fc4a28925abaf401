import type { Answer } from '../../answer/answer.ts';
import type { MessageRef } from '../blocks/state.ts';
import type { PrivateAnswerOptions, PrivatePlace } from './private-answers.ts';
import type { RunProgressWords } from './run-progress.ts';
import type { RunningQuery } from './running.ts';

import { questionWords } from '../../answer/question-words.ts';
import { understand, understandOrNothing } from '../../answer/understand.ts';
import { sentenceMessage } from '../blocks/sentence-message.ts';
import { keyOf } from '../blocks/state.ts';
import { workingMessage } from '../blocks/working-message.ts';
import { formatJustMe } from '../listeners/chat-commands.ts';
import { progressWords } from '../words.ts';
import { QUICK_MS, settlingOf } from './answering.ts';
import { privateKey, writePrivately } from './private-rendering.ts';
import { followProgress } from './run-progress.ts';

/** A run whose answer one person gets, and what is known of it meanwhile. */
type PrivateRun = {
  readonly run: RunningQuery;
  readonly answering: Promise<Answer>;
  readonly progress: RunProgressWords;
};

/** Where its progress is shown; `nonce` marks a message that is sent for it. */
type ProgressPlace = Pick<PrivatePlace, 'ref' | 'current' | 'send'> & {
  readonly channel: string;
  readonly asker: string;
  readonly nonce: string;
};

/** A new question is said to be worked on when its answer takes longer than this, in milliseconds: that message stays. */
const UNSEEN_MS = 2000;

/** How often its words are changed: Slack lets a clicked message be written five times by one click. */
const CHANGES = 2;

/**
 * Shows to one person alone that their answer is computed: in the clicked message, with a Cancel button and, from time to
 * time, how far it is; of a new question in a message of its own. Resolves, once there is no more to show, to whether
 * anything was shown. Never rejects.
 */
export async function followPrivately(
  { run, answering, progress }: PrivateRun,
  { ref, current, send, channel, asker, nonce }: ProgressPlace,
  options: PrivateAnswerOptions,
): Promise<boolean> {
  const settlesWithin = settlingOf(answering);
  let isShown = false;
  try {
    if (await settlesWithin(ref ? QUICK_MS : UNSEEN_MS)) return false;
    const context = await options.contextFor({ user: asker, isPrivate: true });
    const understood = await understandOrNothing(run.text, context);
    if (!understood) return false;
    const { query, request } = understood;
    const write = async (told: string) => {
      if (run.signal.aborted) return;
      isShown = true;
      if (ref && current?.view.headline) {
        const { view, state } = current;
        const rendering = { view, query, request, state: { ...state, text: run.text } };
        const updating = { text: `${progressWords.updating}${told}`, back: state };
        await writePrivately({ ...rendering, progress: updating }, { ref, send, channel, run }, options);
      } else {
        const question = { text: run.text, asker, words: questionWords(query, request, context.look?.locale) };
        await send(workingMessage(question, { nonce, progress: told, isPrivate: !ref }));
      }
    };
    const words = () => progress.words(options.running.usualMs(query.name), context.look?.locale);
    const first = words();
    await write(first);
    if (ref) await followProgress({ settlesWithin, words, write }, first, CHANGES);
  } catch (error) {
    options.log.warn({ error }, 'how far a private question is could not be shown');
  }
  return isShown;
}

/** Shows again what a clicked message showed before; where that is not known, a sentence with a button that asks it. */
export async function restorePrivately(
  { ref, current, send }: Pick<PrivatePlace, 'current' | 'send'> & { readonly ref: MessageRef },
  options: PrivateAnswerOptions,
): Promise<void> {
  const { cache, queue, answerContext } = options;
  if (current?.view.headline) {
    const { view, state } = current;
    const { query, request } = await understand(state.text, answerContext);
    await writePrivately({ view, query, request, state }, { ref, send, channel: ref.channel }, options);
    return;
  }
  const ask = current ? [formatJustMe(current.state.text)] : [];
  await queue(keyOf(ref), () => send(sentenceMessage(progressWords.cancelled, { ask, nonce: cache.newNonce() })));
}

/** Stops what runs for a private message whose blocks carry `nonce`, and shows what it showed before. */
export async function cancelPrivately(
  { nonce, ...place }: Parameters<typeof restorePrivately>[0] & { readonly nonce: string },
  options: PrivateAnswerOptions,
): Promise<void> {
  const { running } = options;
  if (!running.cancel(keyOf(place.ref))) running.cancel(privateKey(nonce));
  await restorePrivately(place, options);
}
