import type { types } from '@slack/bolt';

import type { Condition, Digest } from '../../digests/digest.ts';
import type { ScheduleEntries } from './subscribe-form.ts';

import { CONDITIONS } from '../../digests/digest.ts';
import { isWatermark, WATERMARKS } from '../../digests/watermark.ts';
import { capital, joinWords } from '../../text/text.ts';
import { subscribeFormWords } from '../words.ts';
import { BLOCK_LIMITS, plain } from './limits.ts';

/** The conditions under which a digest is posted. */
export type DigestConditions = Pick<Digest, 'onlyIf' | 'fresh'>;

const ONLY_IF = 'schedule/conditions';

const FRESH = 'schedule/fresh';

/** The option for data that reaches as far as the question asks. */
const PERIOD = 'period';

const CONDITION_WORDS: Readonly<Record<Condition, string>> = subscribeFormWords.conditions;

/** Writes the conditions of a digest in words: `the data is up to date and the numbers have changed`. */
export function conditionWords({ onlyIf, fresh }: DigestConditions): string {
  const words = onlyIf.map((condition) => {
    if (condition !== 'fresh') return CONDITION_WORDS[condition];
    return fresh === undefined ? subscribeFormWords.upToDate : subscribeFormWords.reaches(reachWords(fresh));
  });
  return joinWords(words);
}

/** Makes the inputs of a form for the conditions that are `offered`, filled with those that a digest has. */
export function conditionInputs(
  { onlyIf, fresh }: DigestConditions,
  offered: readonly Condition[],
): readonly types.InputBlock[] {
  const options = offered.map((condition) => ({
    text: plain(CONDITION_WORDS[condition], BLOCK_LIMITS.optionText),
    value: condition,
  }));
  const initial = options.filter(({ value }) => onlyIf.includes(value));
  const conditions: types.InputBlock = {
    type: 'input',
    block_id: ONLY_IF,
    optional: true,
    label: plain(subscribeFormWords.onlyWhen, BLOCK_LIMITS.inputLabel),
    element: {
      type: 'checkboxes',
      action_id: ONLY_IF,
      options,
      ...(initial.length > 0 && { initial_options: initial }),
    },
  };
  return [conditions, freshInput(fresh)];
}

/** Reads the conditions from what was chosen in the form. A day that the data must reach is a condition by itself. */
export function readConditions(entries: ScheduleEntries): DigestConditions {
  const chosen = entries[ONLY_IF]?.[ONLY_IF]?.selected_options ?? [];
  const reach = entries[FRESH]?.[FRESH]?.selected_option?.value ?? PERIOD;
  const fresh = isWatermark(reach) ? reach : undefined;
  const isWanted = (condition: Condition) =>
    chosen.some(({ value }) => value === condition) || (condition === 'fresh' && fresh !== undefined);
  return { onlyIf: CONDITIONS.filter(isWanted), fresh };
}

function freshInput(fresh: string | undefined): types.InputBlock {
  const isListed = fresh === undefined || WATERMARKS.some((each) => each === fresh);
  const options = [PERIOD, ...WATERMARKS, ...(isListed ? [] : [fresh])].map((value) => ({
    text: plain(capital(reachWords(value)), BLOCK_LIMITS.optionText),
    value,
  }));
  return {
    type: 'input',
    block_id: FRESH,
    label: plain(subscribeFormWords.reach, BLOCK_LIMITS.inputLabel),
    element: {
      type: 'static_select',
      action_id: FRESH,
      options,
      initial_option: options.find(({ value }) => value === fresh) ?? options[0]!,
    },
  };
}

/** How far the data must reach, in words: `the last weekday before it comes`. */
function reachWords(fresh: string): string {
  switch (fresh) {
    case PERIOD:
      return subscribeFormWords.reachPeriod;
    case 'today':
      return subscribeFormWords.reachToday;
    case 'yesterday':
      return subscribeFormWords.reachYesterday;
    case 'last weekday':
      return subscribeFormWords.reachWeekday;
    default:
      return subscribeFormWords.reachBefore(fresh.replace(/ ago$/, ''));
  }
}
