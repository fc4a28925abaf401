import type { Rule } from './rule.ts';

import { kindUnsaid } from '../draft.ts';
import { PREPOSITIONS } from '../english.ts';
import { nounAt } from '../sentence.ts';

const HOW_MANY =
  /^(?:how many|(?:the )?(?:total |overall )?(?:number|count|no|nr) of|(?:total )?count)(?: the| our| all)?(?: of)?(?: the| our)?(?: total)?(?: (?:distinct|different|unique|individual|separate))?(?= |$)/;

const DISTINCT = /^(?:total )?(?:distinct|different|unique)(?: (?:number|count)(?: of)?)?(?= |$)/;

const PART = /^(?:percent|percentage|pct|times?)$/;

/**
 * Reads `how many`, `number of`, `count of distinct`. The noun after it is what is counted, also behind a word that
 * is not known: `how many new customers`.
 */
export const readCounting: Rule = (sentence, index, draft, { lexicon }) => {
  const isLed = PREPOSITIONS.has(sentence.word(index - 1));
  const found = sentence.match(index, HOW_MANY) ?? (isLed ? undefined : sentence.match(index, DISTINCT));
  if (!found) return undefined;
  const start = index + found.length;
  const counted = PART.test(sentence.word(start))
    ? undefined
    : [start, start + 1, start + 2].find((at) => nounAt(sentence, at, lexicon));
  if (counted === undefined) return undefined;
  draft.counting = counted;
  return found.length;
};

const WHAT_DO = /^what (?:do|does|did)(?: the| our)?(?= )/;

/** Reads `what do customers buy` and refuses it, as it does not name a dimension to list. */
export const readWhatDo: Rule = (sentence, index, draft, context) => {
  const found = sentence.match(index, WHAT_DO);
  const noun = found && nounAt(sentence, index + found.length, context.lexicon);
  if (!found || !noun?.choices.some(({ param }) => param.role === 'dimension')) return undefined;
  draft.problems.push(kindUnsaid('what', context));
  return found.length;
};

const HOW_MUCH = /^how much(?: of)?(?= |$)/;

const WHAT_IS = /^(?:what|whats|how (?:much|big|large|high|small|low)) (?:is|are|was|were|s)(?: the| our| my)?(?= |$)/;

const TOTAL =
  /^(?:(?:the |our |a )?(?:grand |overall )?totals?|(?:the )?sum|in total|altogether|in all|all together|combined)(?: of)?(?: the| our| all)?(?= |$)/;

/** Reads words that ask for one number, unless a grouping is named too: `total`, `sum of`, `how much`, `what is our`. */
export const readTotal: Rule = (sentence, index, draft) => {
  const found = sentence.match(index, HOW_MUCH) ?? sentence.match(index, WHAT_IS) ?? sentence.match(index, TOTAL);
  if (!found) return undefined;
  draft.isTotal = true;
  return found.length;
};
