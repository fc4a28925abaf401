import type { ReadContext } from '../draft.ts';
import type { Rule } from './rule.ts';

import { UserError } from '../../error.ts';
import { NUMBER_WORDS, numberNamed } from '../english.ts';
import { nounAt, type Sentence } from '../sentence.ts';
import { countEvents } from './counting.ts';

const FIRST =
  'record(?= (?:day|week|month|quarter|year)s?(?: |$))|top|best|biggest|largest|highest|greatest|leading|strongest|most popular|most valuable|most important|most frequently|most frequent|most often|bestselling|most|max|maximum|number one|number 1|no 1|#1|busiest|fastest(?= grow)';

const LAST =
  'bottom|worst|lowest|smallest|fewest|least popular|least frequently|least frequent|least often|least|weakest|poorest|min|minimum|quietest|slowest(?= grow)';

/** A pattern for superlatives that do not say which measure they rank by. */
export const VAGUE = /^(?:most popular|least popular|busiest|quietest)$/;

const NUMBER = `\\d{1,3}|1000|${NUMBER_WORDS}`;

const PERFORMING = '(?: (?:performing|performers?|grossing|(?<doing>sell|earn)(?:ing|ers?)|ranked|ranking|rated))?';

const NAMED = new RegExp(
  `^(?:the |our )?(?:(?<end>${FIRST}|${LAST})(?: (?<count>${NUMBER})(?<part> percent)?)?|(?<before>${NUMBER}) (?:of (?:the|our) )?(?<after>${FIRST}|${LAST}))${PERFORMING}(?= |$)`,
);

const IS_LAST = new RegExp(`^(?:slowest|${LAST})$`);

/** Reads the end of a ranking and how many of it: `top 5`, `the three best`, `highest`, `the most`, `best selling`. */
export const readRanking: Rule = (sentence, index, draft, context) => {
  const found = sentence.match(index, NAMED);
  const word = found?.groups.end ?? found?.groups.after;
  if (!found || !word) return undefined;
  const written = found.groups.count ?? found.groups.before;
  const count = written === undefined ? undefined : String(numberNamed(written));
  if (found.groups.part !== undefined)
    draft.problems.push(
      new UserError(`"${word} ${count}%" is no number of rows: ask for a number of them, as in top 10`),
    );
  if (/(?:frequent|often)/.test(word)) countEvents(draft, index, context);
  const doing = found.groups.doing ?? verbBefore(sentence, index, index + found.length, context);
  draft.ranks.push({
    keeps: IS_LAST.test(word) ? 'last' : 'first',
    ...(count && { count }),
    at: index,
    end: index + found.length,
    word,
    ...(doing !== undefined && { doing }),
    ...(isOwner(sentence, index) && { isOwner: true }),
  });
  return found.length;
};

/** `who spent the most in 2004`: the verb that ranks, where no measure stands behind the superlative. */
function verbBefore(sentence: Sentence, index: number, end: number, { lexicon }: ReadContext): string | undefined {
  const before = sentence.word(index - 1);
  const isMost = sentence.match(index, /^(?:the )?(?:most|least)(?= |$)/)?.length === end - index;
  if (!isMost || lexicon.verbs(before).length === 0) return undefined;
  const isOfMeasure = nounAt(sentence, end, lexicon)?.choices.some(({ param }) => param.role === 'measure');
  return isOfMeasure ? undefined : before;
}

/** `sales to our biggest customer`, `products of the best vendor`: a superlative that only says whose. */
function isOwner(sentence: Sentence, index: number): boolean {
  const article = /^(?:the|our|my)$/.test(sentence.word(index - 1)) ? 1 : 0;
  return /^(?:of|from|to|for|in|do|does|did)$/.test(sentence.word(index - 1 - article));
}

const COUNTED = new RegExp(`^(?:the |our )?(?<count>${NUMBER})(?= )`);

const WITH_END = new RegExp(
  `^(?:(?:with|having|by|who|that|which) )?(?:(?:have|has|had) )?(?:\\S+ )?(?:the )?(?:${FIRST}|${LAST})(?= |$)`,
);

/** Reads `limit 5`, as in SQL: so many rows. */
export const readRowLimit: Rule = (sentence, index, draft) => {
  const found = sentence.match(index, /^limit(?: to)? (?<count>\d{1,3}|1000)(?= |$)/);
  if (!found) return undefined;
  draft.ranks.push({ keeps: 'first', count: found.groups.count!, at: index, end: index + found.length, word: 'top' });
  return found.length;
};

/** Reads how many of a ranking whose end is named later: `the 3 products with the lowest margin`. */
export const readRankCount: Rule = (sentence, index, draft, { lexicon }) => {
  const found = sentence.match(index, COUNTED);
  const noun = found && nounAt(sentence, index + found.length, lexicon);
  const count = found?.groups.count;
  const dimension = noun?.choices.find(({ param }) => param.role === 'dimension')?.value;
  if (!noun || dimension === undefined || !found || !count) return undefined;
  const start = index + found.length;
  const end = start + noun.count;
  if (!sentence.match(end, WITH_END)) return undefined;
  draft.rankCount = String(numberNamed(count));
  if (!/^(?:which|what)$/.test(sentence.word(index - 1))) return found.length;
  draft.groups.push({ name: dimension, at: start, how: 'which', end }); // `which two customers bought the most`
  return end - index;
};

const PREDICATE =
  /^(?:is|are|was|were)(?: (?:the|our))?(?= (?:top|best|biggest|largest|worst|smallest|leading|strongest|weakest) )/;

/** Reads a superlative that is said of what was asked for, `which city is the best market`; the noun after it adds nothing. */
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
  draft.ranks.push({
    keeps: IS_LAST.test(rank.groups.end) ? 'last' : 'first',
    at: index,
    end: after,
    word: rank.groups.end,
  });
  return start.length + rank.length + noun.count;
};
