import type { ReadContext } from '../draft.ts';
import type { Rule } from './rule.ts';

import { UserError } from '../../error.ts';
import { exampleWords } from '../example-words.ts';
import { asksForSpan, spanSentence } from '../not-offered.ts';

/** Words that ask for what is never worked out, and the sentence that refuses them. */
type Refusal = {
  readonly pattern: RegExp;
  readonly message: string | ((context: ReadContext) => string);
  /** Whether the words are refused in a query; always when missing. */
  readonly isRefused?: (context: ReadContext) => boolean;
  /** Whether the words are refused behind others only: at the beginning they may follow up on an answer. */
  readonly isBehind?: true;
};

const WORKING_PART = '(?:week ?days?|workdays?|working days?)';

const FREE_PART = 'week ?ends?';

const AGAINST = '(?:and|or|vs|versus|against|compared (?:to|with)|to)';

const TWO_PARTS = new RegExp(
  `^(?:by |on )?(?:${WORKING_PART}(?: \\S+){0,2} ${AGAINST} (?:on |by )?${FREE_PART}|${FREE_PART}(?: \\S+){0,2} ${AGAINST} (?:on |by )?${WORKING_PART})(?= |$)`,
);

const ONE_WEEKEND = /^(?:this|the last|last|the past|past|previous|next) weekend(?= |$)/;

const MOVING =
  /^(?:a |the )?(?:rolling|moving)(?: (?:\S+ )?(?:day|week|month|quarter|year)s?)? (?:total|sum|averages?|mean)(?: of)?(?= |$)|^(?:a |the )?(?:rolling|moving)(?= (?!\d|day|week|month|quarter|year|one|two|three|four|six|twelve))/;

const AGAINST_AVERAGE =
  /^(?:over|above|below|under|beyond|exceeding|(?:more|less|higher|lower|bigger|smaller|greater) than) (?:the |our |its |their )?(?:average|mean|median)(?= |$)/;

const STATE_OF = /^(?:the )?state of (?:the |our )?(?:business|company|sales|things|affairs|play|art)(?= |$)/;

/** `bought together`, `sold with Trains`; `sold with a margin over 10%` is another thing. */
const TOGETHER =
  /^(?:bought|sold|ordered|purchased) (?:together(?= |$)|(?:along )?with(?= (?!an? |over |more |less |the (?:high|low|most|least))))/;

const OF_TIME =
  /^(?:as |in )?(?:an? |the )?(?:percent|percentage|share|pct) of (?:(?:the |its |their |each |that )?(?:day|week|month|quarter|year)s?|(?:19|20)\d\d(?= (?:by|in|for) |$))(?= |$)/;

/** `who is our best customer and what do they buy`. */
const OF_THEM =
  /^and (?:what|which|when|where|who)(?: \S+){0,2} (?:do|does|did|have|has|are|were) (?:they|it|he|she)(?= |$)/;

/** `how much did we spend`, where the data tell what customers spend. */
const WE_BUY =
  /^(?:we (?:spend|spent|pay|paid|buy|bought|purchased?)|(?:bought|purchased|paid|spent) by us|our (?:spend|spending|purchases|purchasing|payments))(?= |$)/;

/** `what day is today`, `what time is it`. */
const CLOCK =
  /^what(?: is|s)? (?:(?:the )?(?:date|day|time|month|year|week)(?: of the week)? (?:is )?(?:it|today|now|right now)(?: (?:is it|today|now|right now))?|today|(?:today|todays) (?:date|day)|time is it|the (?:current )?(?:date|time|day))(?=$)/;

const REFUSALS: readonly Refusal[] = [
  {
    pattern: CLOCK,
    message: ({ query }) =>
      `it tells no dates and times by themselves: ask for numbers, as in ${exampleWords(query).measure} today`,
  },
  {
    pattern: TOGETHER,
    message: ({ query }) =>
      `${query.name} does not tell what is bought together: ask about one of them, or type help to see other queries`,
    isRefused: ({ query }) => query.dataset !== undefined,
  },
  {
    pattern: OF_TIME,
    message:
      'a share of another time is not worked out: ask for the share of all that is shown, or for one time vs the other',
  },
  {
    pattern: OF_THEM,
    message: 'one question at a time: ask the second one when the first is answered',
    isBehind: true,
  },
  {
    pattern: WE_BUY,
    message: ({ query }) =>
      `${query.name} tells what is sold, and not what we buy or spend: ask for ${exampleWords(query).measure}`,
    isRefused: ({ roles }) =>
      roles.measure?.choices.some(({ verbs = [] }) => verbs.some((verb) => /^(?:sell|earn)$/.test(verb))) ?? false,
  },
  {
    pattern: ONE_WEEKEND,
    message: 'a weekend by itself is no period: write its days, as in 2025-03-01..2025-03-02',
  },
  {
    pattern: TWO_PARTS,
    message: 'weekdays and weekends are not compared with each other: ask by weekday',
  },
  {
    pattern: MOVING, // `rolling 12 months` is a period
    message: 'a rolling sum or average is not worked out: ask for a running total, or by month',
    isRefused: ({ roles }) => Boolean(roles.show),
  },
  {
    pattern: AGAINST_AVERAGE,
    message: 'rows are not compared with an average: write the number, as in over 10,000',
  },
  {
    pattern: /^(?:in |for |of |on |during )?(?:an? )(?:specific|particular|given|certain|chosen|selected)(?= \S+)/,
    message: 'a question is about something that it names: write which one instead of "a specific" one',
  },
  {
    pattern: STATE_OF,
    message: ({ query }) =>
      `"the state of" things is no number: name a measure, as in ${exampleWords(query).measure} by month`,
  },
];

/** Reads words that ask for what is never worked out, such as a moving average or the state of the business, and refuses them. */
export const readRefused: Rule = (sentence, index, draft, context) => {
  if (
    index === 0 &&
    context.query.dataset &&
    asksForSpan(sentence.tokens.map((_, at) => sentence.word(at)).join(' '))
  ) {
    draft.problems.push(new UserError(spanSentence(context.query)));
    return sentence.tokens.length;
  }
  for (const { pattern, message, isRefused = () => true, isBehind } of REFUSALS) {
    if (isBehind && index === 0) continue;
    const found = sentence.match(index, pattern);
    if (!found || !isRefused(context)) continue;
    draft.problems.push(new UserError(typeof message === 'string' ? message : message(context)));
    return found.length;
  }
  return undefined;
};
