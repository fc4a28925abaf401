import type { types } from '@slack/bolt';

import type { Message } from './message.ts';

import { ACTIONS } from './filter-ids.ts';
import { BLOCK_LIMITS, escapeText, mrkdwn, oneLine, plain } from './limits.ts';

/** The callback id of the form in which a subscription is handed over. */
export const HANDOVER_FORM = 'handover';

/** The id of the input with the new owner. */
export const HANDOVER_INPUT = 'handover/person';

/** Makes the form in which a subscription is handed over; `words` name the subscription. */
export function handoverForm(name: string, words: string): types.ModalView {
  const rights = 'It will be asked with their rights, and only they can change it, once they have taken it over.';
  return {
    type: 'modal',
    callback_id: HANDOVER_FORM,
    private_metadata: name,
    title: plain('Hand over', BLOCK_LIMITS.modalTitle),
    submit: plain('Ask them', BLOCK_LIMITS.modalTitle),
    close: plain('Cancel', BLOCK_LIMITS.modalTitle),
    blocks: [
      { type: 'section', text: plain(words, 1000) },
      {
        type: 'input',
        block_id: HANDOVER_INPUT,
        label: plain('To whom', BLOCK_LIMITS.inputLabel),
        hint: plain(rights, BLOCK_LIMITS.inputLabel),
        element: {
          type: 'users_select',
          action_id: HANDOVER_INPUT,
          placeholder: plain('A person', BLOCK_LIMITS.placeholder),
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
  const said = `<@${offer.from}> would like to hand “${escapeText(oneLine(words), 1000)}” over to you`;
  return {
    text: `${said}.`,
    blocks: [
      {
        type: 'section',
        block_id: `handover/${nonce}`,
        text: mrkdwn(`${said}. It comes ${escapeText(when)} ${where}, and is asked with the rights of its owner.`),
        accessory: {
          type: 'button',
          action_id: ACTIONS.takeover,
          text: plain('Take over', BLOCK_LIMITS.buttonText),
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
