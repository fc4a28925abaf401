import type { types } from '@slack/bolt';

import type { Subscription } from '../../digests/subscriptions.ts';

import { subscriptionWords } from '../words.ts';
import { ACTIONS } from './filter-ids.ts';
import { BLOCK_LIMITS, plain } from './limits.ts';

/** One change of a subscription that a button makes; its menu holds five at a time. */
export type SubscriptionChange = keyof typeof subscriptionWords.changes;

/** Makes a button that changes a subscription; `words` replace its usual label. */
export function subscriptionButton(change: SubscriptionChange, name: string, words?: string): types.Button {
  return {
    type: 'button',
    action_id: `${ACTIONS.subscription}/${change}/${name}`,
    text: plain(words ?? subscriptionWords.changes[change], BLOCK_LIMITS.buttonText),
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
      text: plain(subscriptionWords.changes[change], BLOCK_LIMITS.optionText),
      value: formatChange(change, name),
    })),
  };
}

/** Makes the block under a posted digest or alert with which it is adjusted or stopped. */
export function subscriptionBlock(name: string, nonce: string): types.ActionsBlock {
  return {
    type: 'actions',
    block_id: `subscription/${nonce}`,
    elements: [
      subscriptionButton('edit', name, subscriptionWords.adjust),
      subscriptionButton('stop', name, subscriptionWords.unsubscribe),
    ],
  };
}

/** Reads what a button or a menu entry does to which subscription; undefined for other values. */
export function parseChange(value: string): { readonly change: SubscriptionChange; readonly name: string } | undefined {
  const [word = '', name = ''] = value.split(' ');
  return Object.hasOwn(subscriptionWords.changes, word) ? { change: word as SubscriptionChange, name } : undefined;
}

function formatChange(change: SubscriptionChange, name: string): string {
  return `${change} ${name}`;
}
