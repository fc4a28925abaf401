import type { Rule } from './rule.ts';

import { NUMBERS } from '../english.ts';

const FIRST = 'top|best|biggest|largest|highest|greatest|leading|strongest|most|max|maximum|number one';

const LAST = 'bottom|worst|lowest|smallest|fewest|least|weakest|poorest|min|minimum';

const NUMBER = `\\d{1,3}|1000|${[...NUMBERS.keys()].join('|')}`;

const PERFORMING = '(?: (?:performing|performers?|selling|sellers?|earning|ranked|ranking|rated))?';

const NAMED = new RegExp(
  `^(?:the |our )?(?:(?<end>${FIRST}|${LAST})(?: (?<count>${NUMBER}))?|(?<before>${NUMBER}) (?:of (?:the|our) )?(?<after>${FIRST}|${LAST}))${PERFORMING}(?= |$)`,
);

const IS_LAST = new RegExp(`^(?:${LAST})$`);

/** `top 5`, `the three best`, `highest`, `the most`, `best selling`: the ends of a ranking. */
export const readRanking: Rule = (sentence, index, draft) => {
  const found = sentence.match(index, NAMED);
  const word = found?.groups.end ?? found?.groups.after;
  if (!found || !word) return undefined;
  const written = found.groups.count ?? found.groups.before;
  const count = written === undefined ? undefined : String(NUMBERS.get(written) ?? Number(written));
  draft.ranks.push({ keeps: IS_LAST.test(word) ? 'last' : 'first', ...(count && { count }), at: index, word });
  return found.length;
};

const PREDICATE =
  /^(?:is|are|was|were)(?: (?:the|our))?(?= (?:top|best|biggest|largest|worst|smallest|leading|strongest|weakest) )/;

/** `which city is the best market`: what follows the superlative names the same thing once more, and is read past. */
export const readPredicate: Rule = (sentence, index, draft, context) => {
  const start = sentence.match(index, PREDICATE);
  const rank = start && sentence.match(index + start.length, NAMED);
  const asked = draft.groups.at(-1);
  if (!start || !rank?.groups.end || asked?.how !== 'which') return undefined;
  const after = index + start.length + rank.length;
  const noun = sentence
    .phrases(after, 2)
    .find(({ folded }) => context.lexicon.choices(folded).some(({ param }) => param.role === 'dimension'));
  if (!noun) return undefined;
  draft.ranks.push({ keeps: IS_LAST.test(rank.groups.end) ? 'last' : 'first', at: index, word: rank.groups.end });
  return start.length + rank.length + noun.count;
};
