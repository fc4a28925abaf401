import type { types } from '@slack/bolt';

import type { Subscription } from '../../digests/subscriptions.ts';

import { ACTIONS } from './filter-ids.ts';
import { BLOCK_LIMITS, plain } from './limits.ts';

/** Everything that can be done with a subscription, in the order of its menu, which holds five at a time. */
const CHANGE_TEXTS = {
  pause: 'Pause',
  resume: 'Resume',
  run: 'Run now',
  edit: 'Edit…',
  give: 'Hand over…',
  stop: 'Stop',
} as const;

/** One change of a subscription that a button makes. */
export type SubscriptionChange = keyof typeof CHANGE_TEXTS;

/** Makes a button that changes a subscription; `words` replace its usual label. */
export function subscriptionButton(change: SubscriptionChange, name: string, words?: string): types.Button {
  return {
    type: 'button',
    action_id: `${ACTIONS.subscription}/${change}/${name}`,
    text: plain(words ?? CHANGE_TEXTS[change], BLOCK_LIMITS.buttonText),
    value: formatChange(change, name),
  };
}

/** Makes the menu beside a subscription in a list. */
export function subscriptionMenu({ name, isPaused, isAlert }: Subscription): types.Overflow {
  const changes = [
    isPaused ? 'resume' : 'pause',
    isAlert ? [] : 'run',
    'edit',
    'give',
    'stop',
  ].flat() as SubscriptionChange[];
  return {
    type: 'overflow',
    action_id: `${ACTIONS.subscription}/${name}`,
    options: changes.map((change) => ({
      text: plain(CHANGE_TEXTS[change], BLOCK_LIMITS.optionText),
      value: formatChange(change, name),
    })),
  };
}

/** Makes the block under a posted digest or alert with which it is adjusted or stopped. */
export function subscriptionBlock(name: string, nonce: string): types.ActionsBlock {
  return {
    type: 'actions',
    block_id: `subscription/${nonce}`,
    elements: [subscriptionButton('edit', name, 'Adjust'), subscriptionButton('stop', name, 'Unsubscribe')],
  };
}

/** Reads what a button or a menu entry does to which subscription; undefined for other values. */
export function parseChange(value: string): { readonly change: SubscriptionChange; readonly name: string } | undefined {
  const [word = '', name = ''] = value.split(' ');
  return Object.hasOwn(CHANGE_TEXTS, word) ? { change: word as SubscriptionChange, name } : undefined;
}

function formatChange(change: SubscriptionChange, name: string): string {
  return `${change} ${name}`;
}
