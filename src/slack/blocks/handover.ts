import type { types } from '@slack/bolt';

import type { Message } from './message.ts';

import { formWords, handoverWords } from '../words.ts';
import { ACTIONS } from './filter-ids.ts';
import { BLOCK_LIMITS, escapeText, mrkdwn, oneLine, plain } from './limits.ts';

/** The callback id of the form in which a subscription is handed over. */
export const HANDOVER_FORM = 'handover';

/** The id of the input with the new owner. */
export const HANDOVER_INPUT = 'handover/person';

/** Makes the form in which a subscription is handed over; `words` name the subscription. */
export function handoverForm(name: string, words: string): types.ModalView {
  return {
    type: 'modal',
    callback_id: HANDOVER_FORM,
    private_metadata: name,
    title: plain(handoverWords.title, BLOCK_LIMITS.modalTitle),
    submit: plain(handoverWords.ask, BLOCK_LIMITS.modalTitle),
    close: plain(formWords.cancel, BLOCK_LIMITS.modalTitle),
    blocks: [
      { type: 'section', text: plain(words, 1000) },
      {
        type: 'input',
        block_id: HANDOVER_INPUT,
        label: plain(handoverWords.to, BLOCK_LIMITS.inputLabel),
        hint: plain(handoverWords.rights, BLOCK_LIMITS.inputLabel),
        element: {
          type: 'users_select',
          action_id: HANDOVER_INPUT,
          placeholder: plain(handoverWords.person, BLOCK_LIMITS.placeholder),
        },
      },
    ],
  };
}

/** Makes the message that asks a person to take a subscription over; it changes its owner only when they click. */
export function handoverMessage(
  offer: HandoverOffer,
  { words, where, when, nonce }: { words: string; where: string; when: string; nonce: string },
): Message {
  const said = handoverWords.offer(offer.from, escapeText(oneLine(words), 1000));
  return {
    text: said,
    blocks: [
      {
        type: 'section',
        block_id: `handover/${nonce}`,
        text: mrkdwn(`${said} ${handoverWords.terms(escapeText(when), where)}`),
        accessory: {
          type: 'button',
          action_id: ACTIONS.takeover,
          text: plain(handoverWords.take, BLOCK_LIMITS.buttonText),
          value: formatOffer(offer),
        },
      },
    ],
  };
}

/** An offer of a subscription: the user ids of its owner and of the person who may take it. */
export type HandoverOffer = { readonly name: string; readonly from: string; readonly to: string };

/** Writes an offer as the value of a button, the inverse of `parseOffer`. */
export function formatOffer({ name, from, to }: HandoverOffer): string {
  return [name, from, to].join(' ');
}

/** Reads the offer of a button; undefined for other values. */
export function parseOffer(value: string): HandoverOffer | undefined {
  const [name, from, to] = value.split(' ');
  return name && from && to ? { name, from, to } : undefined;
}
