import type { ReadContext } from '../draft.ts';
import type { Rule } from './rule.ts';

import { UserError } from '../../error.ts';
import { exampleWords } from '../example-words.ts';

/** Words that ask for what is never worked out, and the sentence that refuses them. */
type Refusal = {
  readonly pattern: RegExp;
  readonly message: string | ((context: ReadContext) => string);
  /** Whether the words are refused in a query; always when missing. */
  readonly isRefused?: (context: ReadContext) => boolean;
};

const WORKING_PART = '(?:week ?days?|workdays?|working days?)';

const FREE_PART = 'week ?ends?';

const AGAINST = '(?:and|or|vs|versus|against|compared (?:to|with)|to)';

const TWO_PARTS = new RegExp(
  `^(?:by |on )?(?:${WORKING_PART}(?: sales)? ${AGAINST} (?:on |by )?${FREE_PART}|${FREE_PART} ${AGAINST} ${WORKING_PART})(?= |$)`,
);

const ONE_WEEKEND = /^(?:this|the last|last|the past|past|previous|next) weekend(?= |$)/;

const MOVING =
  /^(?:a |the )?(?:rolling|moving)(?: (?:\S+ )?(?:day|week|month|quarter|year)s?)? (?:total|sum|averages?|mean)(?: of)?(?= |$)|^(?:a |the )?(?:rolling|moving)(?= (?!\d|day|week|month|quarter|year|one|two|three|four|six|twelve))/;

const AGAINST_AVERAGE =
  /^(?:over|above|below|under|beyond|exceeding|(?:more|less|higher|lower|bigger|smaller|greater) than) (?:the |our |its |their )?(?:average|mean|median)(?= |$)/;

const STATE_OF = /^(?:the )?state of (?:the |our )?(?:business|company|sales|things|affairs|play|art)(?= |$)/;

const REFUSALS: readonly Refusal[] = [
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
    pattern: STATE_OF,
    message: ({ query }) =>
      `"the state of" things is no number: name a measure, as in ${exampleWords(query).measure} by month`,
  },
];

/** Reads words that ask for what is never worked out, such as a moving average or the state of the business, and refuses them. */
export const readRefused: Rule = (sentence, index, draft, context) => {
  for (const { pattern, message, isRefused = () => true } of REFUSALS) {
    const found = sentence.match(index, pattern);
    if (!found || !isRefused(context)) continue;
    draft.problems.push(new UserError(typeof message === 'string' ? message : message(context)));
    return found.length;
  }
  return undefined;
};
