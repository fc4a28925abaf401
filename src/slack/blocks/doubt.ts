import type { types } from '@slack/bolt';

import type { AnswerView } from './answer-view.ts';
import type { Message } from './message.ts';
import type { MessageRef } from './state.ts';

import { doubtWords } from '../words.ts';
import { ACTIONS } from './filter-ids.ts';
import { BLOCK_LIMITS, escapeText, mrkdwn, oneLine, plain } from './limits.ts';

/** What an owner can say of a number that somebody doubts. */
export type OwnerVerdict = keyof typeof doubtWords.verdicts;

/** A doubted answer: its message, who doubts it, and whom to ask. */
export type DoubtedAnswer = { readonly ref: MessageRef; readonly person: string; readonly owner: string | undefined };

/** Makes the thread's message that somebody doubts an answer's number, with where it came from and buttons for its owner. */
export function doubtMessage({ receipt }: AnswerView, doubt: DoubtedAnswer, nonce: string): Message {
  const { ref, person, owner } = doubt;
  const said = doubtWords.asked(person, owner === undefined ? doubtWords.nobody : ownerText(owner));
  const value = [ref.channel, ref.ts, ref.thread ?? '', person, owner ?? ''].join(' ');
  return {
    text: escapeText(doubtWords.headline),
    blocks: [
      { type: 'section', block_id: `doubt/${nonce}`, text: mrkdwn(said) },
      ...(receipt ? [context(`receipt/${nonce}`, receipt)] : []),
      {
        type: 'actions',
        block_id: `review/${nonce}`,
        elements: Object.entries(doubtWords.verdicts).map(([verdict, words]) => ({
          type: 'button',
          action_id: `${ACTIONS.review}/${verdict}`,
          text: plain(words, BLOCK_LIMITS.buttonText),
          value,
        })),
      },
    ],
  };
}

/** Makes the thread's message of what the owner has said. */
export function verdictMessage(
  verdict: OwnerVerdict,
  { person }: DoubtedAnswer,
  { by, nonce }: { by: string; nonce: string },
): Message {
  return {
    text: escapeText(doubtWords.verdicts[verdict]),
    blocks: [{ type: 'section', block_id: `doubt/${nonce}`, text: mrkdwn(doubtWords[verdict](person, by)) }],
  };
}

/** Reads the doubt in a button of `doubtMessage`. */
export function parseDoubt(value: string | undefined): DoubtedAnswer | undefined {
  const [channel, ts, thread, person, ...owner] = (value ?? '').split(' ');
  if (!channel || !ts || !person) return undefined;
  return { ref: { channel, ts, ...(thread && { thread }) }, person, owner: owner.join(' ') || undefined };
}

/** Returns the Slack user id of a query's owner; undefined when the owner is a channel, or nobody. */
export function ownerPerson(owner: string | undefined): string | undefined {
  return owner && /^[UW][A-Z0-9]{6,}$/.test(owner) ? owner : undefined;
}

function ownerText(owner: string): string {
  return ownerPerson(owner) ? `<@${owner}>` : escapeText(oneLine(owner));
}

function context(id: string, text: string): types.ContextBlock {
  return { type: 'context', block_id: id, elements: [plain(text, 1000)] };
}
