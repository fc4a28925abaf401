import type { types } from '@slack/bolt';

import type { Doubt } from '../../digests/still-wanted.ts';
import type { Message } from './message.ts';

import { DOUBTS } from '../../digests/still-wanted.ts';
import { truncate } from '../../text/text.ts';
import { stillWantedWords } from '../words.ts';
import { ACTIONS } from './filter-ids.ts';
import { BLOCK_LIMITS, escapeText, mrkdwn, oneLine, plain } from './limits.ts';

/** What people decide of a digest: `back` brings a declared one back as it stands in git. */
export type Decision = keyof typeof stillWantedWords.decisions;

/** The digest that people are asked about. */
export type DoubtedDigest = {
  /** The name under which it is stored. */
  readonly name: string;
  /** Its name or words in the message. */
  readonly subject: string;
  /** When it comes: `every Monday at 09:00`. */
  readonly when: string;
  /** A channel's name with its #, or its id. */
  readonly channel: string;
  readonly owner?: string | undefined;
  /** Whether it comes more often than once a week, so that it could come weekly. */
  readonly isOften: boolean;
  /** Why it failed last, as a sentence. */
  readonly failure?: string | undefined;
};

/** Makes the message that asks whether a digest is still wanted, and why. It carries `id`. */
export function wantedMessage(
  doubt: Doubt,
  digest: DoubtedDigest,
  { id, nonce }: { readonly id: string; readonly nonce: string },
): Message {
  const said = wordsOf(doubt, digest);
  const decisions: readonly Decision[] = digest.isOften ? ['keep', 'weekly', 'stop'] : ['keep', 'stop'];
  return {
    text: said,
    blocks: [
      { type: 'section', block_id: `wanted/${nonce}`, text: mrkdwn(stillWantedWords.asked(said)) },
      {
        type: 'actions',
        block_id: `decide/${nonce}`,
        elements: decisions.map((decision) => button(decision, doubt, digest.name)),
      },
      {
        type: 'context',
        block_id: `until/${nonce}`,
        elements: [plain(stillWantedWords.untilThen, 200)],
      },
    ],
    metadata: { event_type: 'owlpost_wanted', event_payload: { nonce, run_id: id } },
  };
}

/** Makes the message in place of `wantedMessage` once somebody has answered; a declared digest can be restored. */
export function decidedMessage(
  decision: Decision,
  { subject, name, when }: Pick<DoubtedDigest, 'subject' | 'name' | 'when'>,
  { doubt, by, isOwner, isDeclared, nonce }: DecidedOptions,
): Message {
  const quoted = quote(subject);
  const said = {
    keep: (isOwner ? stillWantedWords.keptAndOwned : stillWantedWords.kept)(quoted, by),
    weekly: stillWantedWords.weekly(quoted, by, escapeText(when)),
    stop: stillWantedWords.stopped(quoted, by),
    back: stillWantedWords.back(quoted, by),
  }[decision];
  const isUndone = isDeclared && (decision === 'weekly' || decision === 'stop');
  return {
    text: said,
    blocks: [
      {
        type: 'section',
        block_id: `decided/${nonce}`,
        text: mrkdwn(said),
        ...(isUndone && { accessory: button('back', doubt, name) }),
      },
    ],
  };
}

/** Who decided what about which question. */
export type DecidedOptions = {
  readonly doubt: Doubt;
  readonly by: string;
  /** Whether who decided owns it from now on. */
  readonly isOwner: boolean;
  /** Whether it is declared in files. */
  readonly isDeclared: boolean;
  readonly nonce: string;
};

/** Reads what a button decides about which digest; undefined for other values. */
export function parseDecision(
  value: string,
): { readonly decision: Decision; readonly doubt: Doubt; readonly name: string } | undefined {
  const [word = '', why = '', name = ''] = value.split(' ');
  const doubt = DOUBTS.find((each) => each === why);
  if (!doubt || !Object.hasOwn(stillWantedWords.decisions, word)) return undefined;
  return { decision: word as Decision, doubt, name };
}

function button(decision: Decision, doubt: Doubt, name: string): types.Button {
  return {
    type: 'button',
    action_id: `${ACTIONS.wanted}/${decision}`,
    text: plain(stillWantedWords.decisions[decision], BLOCK_LIMITS.buttonText),
    value: `${decision} ${doubt} ${name}`,
  };
}

function wordsOf(doubt: Doubt, { subject, when, channel, owner = '', failure = '' }: DoubtedDigest): string {
  const quoted = quote(subject);
  const place = placeOf(channel);
  switch (doubt) {
    case 'archived':
      return stillWantedWords.archived(quoted, escapeText(when), place);
    case 'departed':
      return stillWantedWords.departed(quoted, escapeText(when), place, owner);
    case 'failing':
      return stillWantedWords.failing(quoted, place, escapeText(oneLine(failure), 300));
    case 'unused':
      return stillWantedWords.unused(quoted, escapeText(when), place);
  }
}

/** The channel of a digest, in mrkdwn; who subscribed alone is its only reader. */
function placeOf(channel: string): string {
  if (channel.startsWith('#')) return escapeText(channel);
  return /^[CG]/.test(channel) ? `<#${channel}>` : stillWantedWords.you;
}

function quote(subject: string): string {
  return escapeText(truncate(oneLine(subject), 300));
}
