import type { types } from '@slack/bolt';

import { ACTIONS, escapeControlValue } from './filter-ids.ts';
import { BLOCK_LIMITS, plain } from './limits.ts';

/** Makes a button that asks a question; undefined when the question is too long for one. Without a `label` it says the question. */
export function askButton(text: string, index: number, label = spokenText(text)): types.Button | undefined {
  const value = escapeControlValue(text);
  if (value.length > BLOCK_LIMITS.buttonValue) return undefined;
  return {
    type: 'button',
    action_id: `${ACTIONS.ask}/${index}`,
    text: plain(label, BLOCK_LIMITS.buttonText),
    value,
  };
}

const IN_THREAD = `${ACTIONS.ask}/thread/`;

/** Makes the button of `askButton` for an answer that comes into the thread of the button's own message. */
export function askInThreadButton(text: string, index: number, label: string): types.Button | undefined {
  const button = askButton(text, index, label);
  return button && { ...button, action_id: `${IN_THREAD}${index}` };
}

/** Whether a button is one of `askInThreadButton`, by its action id. */
export function asksInThread(actionId: string): boolean {
  return actionId.startsWith(IN_THREAD);
}

/** Writes the name that a question begins with as it is spoken: `bought-together this year` becomes `bought together this year`. */
function spokenText(text: string): string {
  return text.replace(/^[a-z]+(?:[_-][a-z]+)+(?= |$)/, (name) => name.replace(/[_-]/g, ' '));
}
