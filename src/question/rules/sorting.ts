import type { Meaning } from '../lexicon.ts';
import type { Rule } from './rule.ts';

import { nounAt } from '../sentence.ts';

const DIRECTION = '(?<direction>ascending|descending|asc|desc|alphabetical|alphabetically)';

const ORDER = new RegExp(
  `^(?:(?:sort(?:ed)?|order(?:ed)?|arranged?|ranked) )?(?:in (?:an? )?)?${DIRECTION}(?: order)?(?= |$)`,
);

const FIRST = /^(?<end>highest|largest|biggest|best|most|lowest|smallest|worst|fewest|least) first(?= |$)/;

const FROM_TO =
  /^(?:from )?(?:the )?(?<end>highest|largest|biggest|most|high|large|lowest|smallest|fewest|least|low|small) to (?:the )?(?:highest|largest|biggest|most|high|large|lowest|smallest|fewest|least|low|small)(?= |$)/;

const SORTED_BY =
  /^(?:and )?(?:sort(?:ed)?|order(?:ed)?|arranged?|ranked|rank)(?: (?:it|them|the results?))? by(?: the| their| its)?(?: (?:total|sum of|number of))?(?= |$)/;

/** Behind these, `order` is a noun. */
const RANKED =
  /^(?:top|best|biggest|largest|highest|smallest|lowest|average|per|each|every|single|maximum|minimum|max|min)$/;

const SORT = /^(?:sort|sorted|rank|ranking(?: of)?)(?: the| our)?(?= |$)/;

/** `sorted by profit descending`, `in ascending order`, `highest first`, `alphabetically`: the order of the rows. */
export const readSorting: Rule = (sentence, index, draft, context) => {
  const named = sentence.match(index, ORDER);
  if (named) {
    draft.sort = directionOf(named.groups.direction!);
    return named.length;
  }
  const ends = sentence.match(index, FIRST) ?? sentence.match(index, FROM_TO);
  if (ends) {
    draft.sort = /^(?:high|larg|big|best|most)/.test(ends.groups.end!) ? 'descending' : 'ascending';
    return ends.length;
  }
  const isNoun = RANKED.test(sentence.word(index - 1)) || sentence.isAfter(index, '/');
  const by = isNoun ? undefined : sentence.match(index, SORTED_BY);
  if (by) {
    const noun = nounAt(sentence, index + by.length, context.lexicon);
    const measure = noun?.choices.find(({ param }) => param.role === 'measure');
    const dimension = noun?.choices.find(({ param }) => param.role === 'dimension');
    const isName = sentence.word(index + by.length) === 'name';
    if (noun && measure) {
      draft.measures.push({ name: measure.value, at: index, how: 'sort' });
      draft.sort ??= 'descending';
      return by.length + noun.count;
    }
    if (isName || (dimension && noun)) {
      draft.sort = 'name';
      return by.length + (isName ? 1 : noun!.count);
    }
    return undefined;
  }
  if (index === 0 && sentence.word(0) === 'order' && nounAt(sentence, 1, context.lexicon)?.choices.some(isDimension))
    return 1;
  return sentence.match(index, SORT)?.length;
};

function isDimension({ param }: Meaning): boolean {
  return param.role === 'dimension';
}

function directionOf(word: string): 'ascending' | 'descending' | 'name' {
  if (word.startsWith('alpha')) return 'name';
  return word.startsWith('asc') ? 'ascending' : 'descending';
}
