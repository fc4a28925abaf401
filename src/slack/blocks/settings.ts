import type { types } from '@slack/bolt';

import type { PlaceSettings } from '../place-settings.ts';
import type { SavedQuestion } from '../saved-questions.ts';
import type { Message } from './message.ts';

import { truncate } from '../../text/text.ts';
import { settingsWords } from '../words.ts';
import { askButton } from './ask-button.ts';
import { ACTIONS } from './filter-ids.ts';
import { BLOCK_LIMITS, bold, escapeText, mrkdwn, named, oneLine, plain } from './limits.ts';

/** What the buttons of the settings change. */
export const SETTINGS_CHANGES = [
  'person-private',
  'person-open',
  'channel-private',
  'channel-open',
  'no-filters',
] as const;

/** One of `SETTINGS_CHANGES`. */
export type SettingsChange = (typeof SETTINGS_CHANGES)[number];

/** A saved question with its words. */
export type SavedInWords = SavedQuestion & { readonly words: string };

/** So many saved questions are shown. */
const SAVED = 10;

/** Makes the message of the settings of a person and of the channel where they are, each with a button that changes it. */
export function settingsMessage(
  { isPersonPrivate, isChannelPrivate, filters }: PlaceSettings,
  { saved, command, nonce }: { saved: readonly SavedInWords[]; command: string; nonce: string },
): Message {
  const { title } = settingsWords;
  const rows: readonly (readonly [string, string, types.Button | undefined])[] = [
    [
      settingsWords.mine,
      isPersonPrivate ? settingsWords.mineAlone : settingsWords.mineToAll,
      change(isPersonPrivate ? 'person-open' : 'person-private', settingsWords.change),
    ],
    [
      settingsWords.here,
      isChannelPrivate ? settingsWords.hereAlone : settingsWords.hereToAll,
      change(isChannelPrivate ? 'channel-open' : 'channel-private', settingsWords.change),
    ],
    [
      settingsWords.filters,
      filters ?? settingsWords.noFilters,
      filters === undefined ? undefined : change('no-filters', settingsWords.removeFilters),
    ],
  ];
  const hints = [
    ...(filters === undefined ? [settingsWords.setFilters(escapeText(command))] : []),
    ...(saved.length === 0 ? [settingsWords.nothingSaved(escapeText(command))] : []),
  ];
  return {
    text: escapeText(title),
    blocks: [
      { type: 'section', block_id: `title/${nonce}`, text: bold(title, 100) },
      ...rows.map(([name, text, button], index) => row(`setting-${index}/${nonce}`, name, text, button)),
      { type: 'divider', block_id: `line/${nonce}` },
      ...savedBlocks(saved, nonce),
      ...(hints.length > 0 ? [hintsBlock(hints, nonce)] : []),
    ],
  };
}

/** Makes the message that tells a channel the filters of its questions, with a button that removes them. */
export function filtersMessage(filters: string, { user, nonce }: { user: string; nonce: string }): Message {
  const said = escapeText(truncate(oneLine(filters), 500));
  return {
    text: settingsWords.keepsTo(said),
    blocks: [
      {
        type: 'section',
        block_id: `here/${nonce}`,
        text: mrkdwn(settingsWords.keepsToBy(said, user)),
        accessory: change('no-filters', settingsWords.removeFilters),
      },
    ],
  };
}

function savedBlocks(saved: readonly SavedInWords[], nonce: string): types.KnownBlock[] {
  return saved.slice(0, SAVED).map(({ name, text, words }, index) => {
    return row(`saved-${index}/${nonce}`, name, words, askButton(text, index, settingsWords.ask));
  });
}

function hintsBlock(hints: readonly string[], nonce: string): types.ContextBlock {
  return { type: 'context', block_id: `hints/${nonce}`, elements: hints.map((hint) => mrkdwn(hint)) };
}

function row(id: string, name: string, text: string, button: types.Button | undefined): types.SectionBlock {
  return { type: 'section', block_id: id, text: named(name, text, 500), ...(button && { accessory: button }) };
}

function change(value: SettingsChange, words: string): types.Button {
  return {
    type: 'button',
    action_id: `${ACTIONS.set}/${value}`,
    text: plain(words, BLOCK_LIMITS.buttonText),
    value,
  };
}
