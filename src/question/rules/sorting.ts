import type { Draft, ReadContext } from '../draft.ts';
import type { Meaning } from '../lexicon.ts';
import type { Sentence } from '../sentence.ts';
import type { Rule } from './rule.ts';

import { UserError } from '../../error.ts';
import { ASKING } from '../english.ts';
import { nounAt } from '../sentence.ts';

const DIRECTION = '(?<direction>ascending|descending|asc|desc|alphabetical|alphabetically)';

const ORDER = new RegExp(
  `^(?:(?:sort(?:ed)?|order(?:ed)?|arranged?|ranked) )?(?:in (?:an? )?)?${DIRECTION}(?: order)?(?= |$)`,
);

const END = '(?<end>highest|largest|biggest|best|most|lowest|smallest|worst|fewest|least)';

const FIRST = new RegExp(`^${END} first(?= |$)`);

const BY_END = new RegExp(`^${END}(?= |$)`);

const FROM_TO =
  /^(?:from )?(?:the )?(?<end>highest|largest|biggest|most|high|large|lowest|smallest|fewest|least|low|small) to (?:the )?(?:highest|largest|biggest|most|high|large|lowest|smallest|fewest|least|low|small)(?= |$)/;

const SORTED_BY =
  /^(?:and )?(?:sort(?:ed)?|order(?:ed)?|arranged?|ranked|rank)(?: (?:it|them|the results?))? by(?: the| their| its)?(?: (?:total|sum of|number of))?(?= |$)/;

/** `in order of profit`: the size by which rows are sorted. */
const IN_ORDER = /^in (?:the )?order of(?: the| their)?(?: (?:total|sum of|number of))?(?= )/;

/** Behind these, `order` is a noun. */
const RANKED =
  /^(?:top|best|biggest|largest|highest|smallest|lowest|average|per|each|every|single|maximum|minimum|max|min)$/;

const SORT =
  /^(?:ranks(?= (?:the )?(?:highest|best|lowest|worst))|(?:sort|sorted|rank|ranking)(?: of)?(?: the| our)?)(?= |$)/;

/** Reads the order of the rows: `sorted by profit descending`, `in ascending order`, `highest first`, `alphabetically`. */
export const readSorting: Rule = (sentence, index, draft, context) => {
  const named = sentence.match(index, ORDER);
  if (named) {
    const direction = directionOf(named.groups.direction!);
    const isBackwards = [draft.sort, direction].includes('name') && [draft.sort, direction].includes('descending');
    if (isBackwards) draft.problems.push(namesBackwards());
    draft.sort = direction;
    return named.length;
  }
  const ends = sentence.match(index, FIRST) ?? sentence.match(index, FROM_TO);
  if (ends) {
    draft.sort = directionOfEnd(ends.groups.end!);
    const noun = sentence.match(index, FROM_TO) ? nounAt(sentence, index + ends.length, context.lexicon) : undefined;
    const measure = noun?.choices.find(({ param }) => param.role === 'measure');
    if (!noun || !measure || draft.measures.length === 0) return ends.length;
    draft.measures.push({ name: measure.value, at: index, how: 'sort' }); // `from highest to lowest revenue`
    return ends.length + noun.count;
  }
  const isNoun = RANKED.test(sentence.word(index - 1)) || sentence.isAfter(index, '/');
  const by = isNoun ? undefined : (sentence.match(index, IN_ORDER) ?? sentence.match(index, SORTED_BY));
  const sorted = by && readSortedBy(sentence, index, by.length, draft, context);
  if (sorted !== undefined) return sorted;
  const article = /^(?:the|our|all)$/.test(sentence.word(index + 1)) ? 1 : 0;
  const isFirst = draft.measures.length + draft.groups.length + draft.either.length + draft.values.length === 0;
  const isLed = index > 0 && !ASKING.has(sentence.word(index - 1));
  const isVerb = isFirst && !isLed && sentence.word(index) === 'order';
  if (isVerb && nounAt(sentence, index + 1 + article, context.lexicon)?.choices.some(isDimension)) {
    draft.isSorted = true;
    return 1;
  }
  const sorting = sentence.match(index, SORT);
  if (!sorting) return undefined;
  draft.isSorted = true;
  return sorting.length;
};

/** `sorted by profit`, `sorted by highest sales first`, `ordered by name`: how many tokens it takes from `index` on. */
function readSortedBy(
  sentence: Sentence,
  index: number,
  lead: number,
  draft: Draft,
  { lexicon }: ReadContext,
): number | undefined {
  const end = sentence.match(index + lead, BY_END);
  const start = index + lead + (end?.length ?? 0);
  const noun = nounAt(sentence, start, lexicon);
  const isSingular = noun?.choices.some(isDimension) && !noun.folded.endsWith('s');
  const isVerb = sentence.word(index) === 'ordered' && sentence.word(index + 1) === 'by';
  if (isSingular && /^rank/.test(sentence.word(index))) return undefined; // `rank by country` groups
  const isGrouped = draft.groups.some(({ name }) =>
    noun?.choices.some((choice) => isDimension(choice) && choice.value === name),
  );
  const isDone = isSingular || /^(?:in|from|of|within)$/.test(sentence.word(start + (noun?.count ?? 0)));
  if (isVerb && isDone && !isGrouped && noun?.choices.some(isDimension)) return undefined; // what is `ordered by customer` is bought by each
  const isOwnName = isSingular || isGrouped;
  const measure = isOwnName ? undefined : noun?.choices.find(({ param }) => param.role === 'measure');
  const after = start + (measure ? noun!.count : 0);
  const length = after + (end && sentence.word(after) === 'first' ? 1 : 0) - index;
  if (measure) draft.measures.push({ name: measure.value, at: index, how: 'sort' });
  if (end) draft.sort = directionOfEnd(end.groups.end!);
  else if (measure) draft.sort ??= 'descending';
  if (end || measure) return length;
  if (/^(?:count|number|total|value|size|sum|average|avg|result)$/.test(sentence.word(start)) && !noun) {
    draft.sort ??= 'descending'; // by the number that is asked for
    const isOfNothing = draft.measures.length === 0 && draft.counting === undefined;
    if (isOfNothing && draft.either.length > 0 && !draft.groups.some(({ how }) => how === 'by'))
      draft.problems.push(
        new UserError(`"by ${sentence.word(start)}" does not say of what: name the number to sort by`),
      );
    return start + 1 - index;
  }
  const isName = sentence.word(start) === 'name';
  if (!isName && !noun?.choices.some(isDimension)) return undefined;
  draft.sort = 'name';
  const named = isName ? 1 : noun!.count + (/^names?$/.test(sentence.word(start + noun!.count)) ? 1 : 0);
  return lead + named + directionOfNames(sentence, start + named, draft);
}

/** `by country asc` says no more than `by country`; from the end to the beginning no names are sorted. Returns the tokens read. */
function directionOfNames(sentence: Sentence, index: number, draft: Draft): number {
  const found = sentence.match(index, ORDER);
  if (!found) return 0;
  if (directionOf(found.groups.direction!) === 'descending') draft.problems.push(namesBackwards());
  return found.length;
}

function namesBackwards(): UserError {
  return new UserError('names and times are sorted from the first to the last only: ask without descending');
}

function directionOfEnd(word: string): 'ascending' | 'descending' {
  return /^(?:high|larg|big|best|most)/.test(word) ? 'descending' : 'ascending';
}

const WHERE_RANKS = /^where (?:does|do|did|is|are|was|were)(?= .*\brank(?:s|ed|ing)?\b)/;

const NTH =
  /^(?:the |our )?(?:second|third|fourth|fifth|sixth|2nd|3rd|\d{1,2}th) (?:most|best|biggest|largest|highest|greatest|strongest|worst|lowest|smallest|weakest|fewest|least)(?= |$)/;

/** Reads the place of one value, `rank of France`, and one place alone, `second best`, which no order of the rows says, and refuses it. */
export const readPlace: Rule = (sentence, index, draft, context) => {
  const where = sentence.match(index, WHERE_RANKS);
  if (where) return where.length;
  const length = sentence.match(index, NTH)?.length ?? placeOfOne(sentence, index, context);
  if (length === undefined) return undefined;
  draft.problems.push(
    new UserError('one place in a ranking is not shown by itself: ask for the top 5, or for all, and read it there'),
  );
  return length;
};

/** The tokens of `rank of` before a value, of `rank` after it, and of `what rank is`; undefined where rows are ranked. */
function placeOfOne(sentence: Sentence, index: number, { lexicon }: ReadContext): number | undefined {
  const found = sentence.match(index, /^(?:(?:what|which) )?(?:rank|ranking)(?: (?:of|is|does|did|has|was))?(?= |$)/);
  if (!found) return undefined;
  const isOne = [index - 1, index + found.length].some((at) => {
    const noun = nounAt(sentence, at, lexicon);
    return noun !== undefined && noun.choices.length === 0 && noun.values.length > 0;
  });
  return isOne ? found.length : undefined;
}

function isDimension({ param }: Meaning): boolean {
  return param.role === 'dimension';
}

function directionOf(word: string): 'ascending' | 'descending' | 'name' {
  if (word.startsWith('alpha')) return 'name';
  return word.startsWith('asc') ? 'ascending' : 'descending';
}
