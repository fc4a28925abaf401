import type { Draft, ReadContext } from './draft.ts';
import type { Meaning } from './lexicon.ts';
import type { Sentence } from './sentence.ts';

import { isBelow } from './draft.ts';
import { LIGHT_FORMS, NEGATION } from './english.ts';
import { endOfNoun } from './sentence.ts';

/** A noun of a dimension in a question, as a group or as a word that is a measure, too. */
type NounMention = {
  readonly dimension: string;
  readonly at: number;
  /** The index after its last token. */
  readonly end: number;
};

/**
 * Removes from a draft the nouns that only carry a filter, `orders placed by customers in France`, and ask for no rows
 * of their own. What is counted, ranked or listed stays: `top customers in France`, `all vendors in Spain`.
 */
export function dropCarriers(draft: Draft, sentence: Sentence, context: ReadContext): void {
  const isCarried = (mention: NounMention) => isCarrier(mention, draft, sentence, context);
  const groups = draft.groups.filter(
    ({ name, how, at, end = at + 1 }) =>
      !(
        (how === 'bare' || how === 'by' || sentence.word(at - 1) === 'whose') &&
        isCarried({ dimension: name, at, end })
      ),
  );
  const either = draft.either.filter((mention) => !isCarried(mention));
  draft.groups.splice(0, draft.groups.length, ...groups);
  draft.either.splice(0, draft.either.length, ...either);
  dropAttributes(draft, sentence);
}

/** `top vendors by product sales`, `countries by total customer orders`: a noun that a ranking measure of other rows begins with. */
function dropAttributes(draft: Draft, sentence: Sentence): void {
  const { groups, either, measures } = draft;
  const isAttribute = (at: number, end: number) => {
    const lead = sentence.word(at - 1) === 'total' ? at - 2 : at - 1;
    const isLed = /^(?:by|on)$/.test(sentence.word(lead)) && !sentence.word(end - 1).endsWith('s');
    const isOfMeasure = measures.some((other) => other.at === end && other.at !== at) && !sentence.isAfter(end, ',');
    return isLed && isOfMeasure && [...groups, ...either].some((rows) => rows.at < lead);
  };
  draft.groups.splice(0, groups.length, ...groups.filter(({ at, end = at + 1 }) => !isAttribute(at, end)));
  draft.either.splice(0, either.length, ...either.filter(({ at, end }) => !isAttribute(at, end)));
  draft.measures.splice(0, measures.length, ...measures.filter(({ at }) => !isAttribute(at, at + 1)));
}

function isCarrier(mention: NounMention, draft: Draft, sentence: Sentence, context: ReadContext): boolean {
  const { at, end } = mention;
  const owner = valueBefore(at, draft, sentence, context);
  const isCounted = draft.counting !== undefined && draft.counting >= (owner ?? at) && draft.counting <= at;
  if (isCounted || isRanked(at, draft) || !sentence.word(end - 1).endsWith('s')) return false;
  const start = beforeDeterminers(firstOfList(owner, draft, sentence, context) ?? at, sentence);
  if (sentence.match(start - 1, /^much (?:do|does|did)(?= )/)) return true; // `how much did customers buy`
  if (!hasHead(mention, draft)) return false;
  const filter = valueBehind(end, draft, sentence);
  const isOfEach = draft.groups.some((group) => group.how === 'each' && group.at - end === 2); // `customers of each country`
  const isFiltered = owner !== undefined || filter !== undefined || isOfEach;
  const lead = sentence.word(start);
  const countsValues = draft.values.some((value) => value.at === draft.counting);
  if (lead === 'by')
    return (
      isDoneBy(start - 1, draft, sentence, context) &&
      (isFiltered || (countsValues && isAgent(mention.dimension, context)))
    );
  if (isBoughtOf(mention, start, isFiltered, draft, sentence, context)) return true;
  if (/^(?:do|does|did)$/.test(lead)) return isDoerOfAsked(mention, draft, sentence, context);
  if (lead === 'group') {
    const isMeasured = draft.measures.some(({ how }) => how === 'noun');
    return isMeasured && draft.groups.some(({ how, at: by }) => how === 'by' && by > at);
  }
  if (/^(?:from|to|with)$/.test(lead)) return isFiltered || isSaidBesides(mention, false, draft, sentence, context);
  if (lead === 'whose') return true; // `vendors whose products made more than 500,000`
  if (lead === 'in') return filter?.name === mention.dimension;
  if (!/^(?:of|for)$/.test(lead) || /^(?:ranking|rankings|list|breakdown)$/.test(sentence.word(start - 1)))
    return false;
  const isPlace =
    owner !== undefined || (filter !== undefined && !isBelow(mention.dimension, filter.name, context.query));
  const isSumOfAll = draft.isTotal === true && sentence.word(at - 1) === 'all';
  return (
    isSumOfAll ||
    (isPlace && isAgent(mention.dimension, context)) ||
    isSaidBesides(mention, isFiltered, draft, sentence, context)
  );
}

/**
 * `customers who bought products from the Ships category`, `vendors of products in the Trains line`, `customers who
 * ordered products from more than 3 lines`: what rows of another kind have to do with, and which of it.
 */
function isBoughtOf(
  { at, end, dimension }: NounMention,
  start: number,
  isFiltered: boolean,
  { groups, either, thresholds }: Draft,
  sentence: Sentence,
  { lexicon }: ReadContext,
): boolean {
  const lead = sentence.word(start);
  const listed = groups.filter(({ how, name }) => /^(?:bare|which)$/.test(how) && name !== dimension);
  const rows = [...listed, ...either.filter((other) => other.dimension !== dimension)].filter((row) => row.at < at);
  if (rows.length === 0) return false;
  const isOfRows = /^(?:of|with|for)$/.test(lead) && rows.some((row) => row.end === start);
  const isLimited = /^(?:from|in|of)$/.test(sentence.word(end)) && thresholds.some((limit) => limit.at === end + 1);
  return (isOfRows || lexicon.verbs(lead).length > 0) && (isFiltered || isLimited);
}

/** Whether something else is asked for than a noun: a measure, what is counted, or other rows. */
function hasHead({ at, dimension }: NounMention, { measures, groups, either, counting }: Draft): boolean {
  const isOther = (other: { readonly at: number }) => other.at !== at;
  return (
    counting !== undefined ||
    measures.some((other) => other.how === 'noun' && isOther(other)) ||
    groups.some((other) => isOther(other) && other.name !== dimension) ||
    either.some((other) => other.at < at)
  );
}

function isRanked(at: number, { ranks }: Draft): boolean {
  return ranks.some((rank) => rank.at < at && at - rank.end <= 1 && rank.at + 4 >= at);
}

/** The index of a value right before a noun, `French customers`, `USA customers`. */
function valueBefore(at: number, { values }: Draft, sentence: Sentence, { lexicon }: ReadContext): number | undefined {
  return values.find((value) => value.at < at && endOfNoun(sentence, value.at, lexicon) === at)?.at;
}

/** The index of the first of the values in a list that ends with one: `Danish and Swedish customers`. */
function firstOfList(
  last: number | undefined,
  { values }: Draft,
  sentence: Sentence,
  { lexicon }: ReadContext,
): number | undefined {
  let first = last;
  for (let next = last; next !== undefined; ) {
    first = next;
    const end = /^(?:and|or)$/.test(sentence.word(first - 1)) ? first - 1 : first;
    const isListed = end < first || sentence.isAfter(first, ',');
    next = isListed ? values.find(({ at }) => at < end && endOfNoun(sentence, at, lexicon) === end)?.at : undefined;
  }
  return first;
}

/** The index of the word before `the`, `our`, `all` in front of a token. */
function beforeDeterminers(at: number, sentence: Sentence): number {
  let before = at - 1;
  while (/^(?:the|our|my|all|its|their|these|those)$/.test(sentence.word(before))) before -= 1;
  return before;
}

const LEADS_VALUE =
  /^(?:(?:that|who|which) )?(?:(?:are|is|were|was|live|lives|come|comes) )?(?:(?:based|located|sold|made|shipped|supplied) )?(?:in|from|within|outside|of|by|with)(?: the)?(?= )/;

/** The parameter whose value stands behind a noun and narrows it: `customers in France`, `products made by Exoto`. */
function valueBehind(end: number, { values }: Draft, sentence: Sentence): { readonly name: string } | undefined {
  const led = sentence.match(end, LEADS_VALUE)?.length;
  const without = sentence.match(end, NEGATION)?.length;
  const starts = [led, without].flatMap((count) => (count === undefined ? [] : [end + count]));
  const token = sentence.tokens[end];
  if (token?.kind === 'pair') return { name: token.key };
  return values.find(({ at }) => starts.includes(at))?.param;
}

/** `placed by`, `generated by`: a verb that somebody does. */
function isDoneBy(index: number, { measures, periods }: Draft, sentence: Sentence, { lexicon }: ReadContext): boolean {
  if (measures.some(({ at, how }) => at === index && how === 'noun')) return false; // `orders by customers`
  const isVerb = (word: string) =>
    lexicon.verbs(word).length > 0 || /^(?:placed|made|done|generated|given)$/.test(word);
  const time = periods.find(({ at, text }) => at < index && at + text.split(' ').length - 1 === index); // `placed in 2025 by customers`
  return isVerb(sentence.word(index)) || (time !== undefined && isVerb(sentence.word(time.at - 1)));
}

/** `which month do customers order most`, `how many trains did French customers buy`: who does what is asked for. */
function isDoerOfAsked({ at, end }: NounMention, draft: Draft, sentence: Sentence, { lexicon }: ReadContext): boolean {
  const { counting, measures, values, groups } = draft;
  const isCountedValue = counting !== undefined && counting < at && values.some((value) => value.at === counting);
  if (isCountedValue) return measures.some(({ at: verb }) => lexicon.verbs(sentence.word(verb)).length > 0);
  const asksOther = counting !== undefined || groups.some(({ how }) => how === 'which');
  const isLight = sentence.tokens.some((_, verb) => verb >= end && LIGHT_FORMS.has(sentence.word(verb))); // `which products did customers get`
  return asksOther && (isLight || measures.some(({ at: verb }) => verb >= end));
}

/** `units of all products by month`, `revenue of products sold in France by month`: a noun beside rows that are asked for. */
function isSaidBesides(
  { at, end, dimension }: NounMention,
  isFiltered: boolean,
  { groups, measures }: Draft,
  sentence: Sentence,
  { lexicon }: ReadContext,
): boolean {
  const isGrouped = groups.some(({ name, how }) => name !== dimension && how !== 'bare' && how !== 'which');
  const isMeasured = measures.some(({ how, at: start }) => how === 'noun' && start < at);
  const isSold = lexicon.verbs(sentence.word(end)).length > 0 && /^(?:in|to|by|from)$/.test(sentence.word(end + 1));
  return isGrouped && isMeasured && (isFiltered || isSold || sentence.word(at - 1) === 'all');
}

/** Whether a dimension is of those who do something, as a customer is a buyer. */
export function isAgent(dimension: string, context: ReadContext): boolean {
  const verbs = (context.roles.measure?.choices ?? []).flatMap(({ verbs: own = [] }) => own);
  return verbs.some((verb) => agentOf(verb, context)?.value === dimension);
}

/** Finds the dimension that is called after those who do what a verb says: `buy` → customer, by its alias `buyer`. */
export function agentOf(infinitive: string, { lexicon }: ReadContext): Meaning | undefined {
  return lexicon.choices(`${infinitive.replace(/e$/, '')}er`).find(({ param }) => param.role === 'dimension');
}
