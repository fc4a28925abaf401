import type { Draft, ReadContext } from '../draft.ts';
import type { Lexicon } from '../lexicon.ts';
import type { Sentence } from '../sentence.ts';
import type { Rule } from './rule.ts';

import { isCountOf, isMoney, measureNamed } from '../draft.ts';
import { ASKING, DRESSING, GLUE, LIGHT_FORMS, nounOfAdjective, ORGANISATION, PREPOSITIONS } from '../english.ts';
import { endOfNoun, nounAt } from '../sentence.ts';

const WHO = /^(?:who|whos|which of (?:them|these))(?= |$)/;

/** Reads the `who` of `who bought the most`: the dimension of those who do what the verb says. `who are our customers` names it. */
export const readWho: Rule = (sentence, index, draft) => {
  const found = sentence.match(index, WHO);
  if (!found) return undefined;
  const isRelative = index > 0 && (draft.groups.length > 0 || draft.either.length > 0);
  if (isRelative || sentence.match(index, /^who (?:are|is|were|was) (?:the|our|my) /)) return 1;
  draft.who = index;
  return found.length;
};

/** Reads a verb of a measure, `sold`, `was spent by`, or the adjective made of its noun: `most profitable`, `how profitable`. */
export const readVerb: Rule = (sentence, index, draft, context) => {
  const word = sentence.word(index);
  const lead = /^(?:how|more|less)$/.test(word) ? 1 : 0;
  const adjective = lead === 1 || /^(?:most|least)$/.test(sentence.word(index - 1)) ? sentence.word(index + lead) : '';
  const made = context.lexicon.choices(nounOfAdjective(adjective) ?? '').find(({ param }) => param.role === 'measure');
  if (made) {
    draft.measures.push({ name: made.value, at: index, how: 'noun' });
    return lead + 1;
  }
  const [meaning] = context.lexicon.verbs(word);
  if (!meaning || sentence.word(index - 1) === 'not' || isOfAnother(sentence, index, context)) return undefined;
  if (isDoneToAnother(sentence, index, draft, context)) return undefined;
  draft.measures.push({ name: meaning.value, at: index, how: 'verb' });
  return 1;
};

/** `paid orders`: done to what another measure counts, which no measure tells. */
function isOfAnother(sentence: Sentence, index: number, { lexicon }: ReadContext): boolean {
  const word = sentence.word(index);
  if (!/(?:ed|paid|sold|bought)$/.test(word)) return false;
  const measures = nounAt(sentence, index + 1, lexicon)?.choices.filter(({ param }) => param.role === 'measure') ?? [];
  const isOnlyMeasure = measures.length > 0 && measures.length === nounAt(sentence, index + 1, lexicon)?.choices.length;
  const own = lexicon.verbs(word).map(({ value }) => value);
  const isAdjective = /^(?:|how many|many|all|the|our|of|number)$/.test(sentence.word(index - 1));
  return isOnlyMeasure && isAdjective && !measures.some(({ value }) => own.includes(value));
}

/** `orders paid`: something else was done to what a measure counts than what its own verbs say. */
function isDoneToAnother(
  sentence: Sentence,
  index: number,
  { measures }: Draft,
  { lexicon, query, roles }: ReadContext,
): boolean {
  const word = sentence.word(index);
  const counted = measures.find(
    ({ at, name, how }) => how === 'noun' && isCountOf(name, query) && endOfNoun(sentence, at, lexicon) === index,
  );
  const own = roles.measure?.choices.find(({ name }) => name === counted?.name)?.verbs ?? [];
  return (
    own.length > 0 && /(?:ed|paid)$/.test(word) && !lexicon.verbs(word).some(({ value }) => value === counted?.name)
  );
}

/** Reads the `us` that somebody does something for or with, `show us`, `earns us`, `bought from us`; elsewhere it is America. */
export const readUs: Rule = (sentence, index, _, { lexicon }) => {
  const token = sentence.tokens[index];
  const isCapital = sentence.tokens.every((one) => one.kind !== 'word' || one.text === one.text.toUpperCase());
  const isUs = token?.kind === 'word' && (/^us$|^Us$/.test(token.text) || (isCapital && token.text === 'US'));
  if (!isUs || index === 0) return undefined;
  const before = sentence.word(index - 1);
  const isVerb = (word: string) => ASKING.has(word) || LIGHT_FORMS.has(word) || lexicon.verbs(word).length > 0;
  const isOfUs = nounAt(sentence, index + 1, lexicon)?.choices.some(({ param }) => param.role === 'dimension');
  if (isOfUs && !ASKING.has(before)) return undefined; // `what do us customers buy`
  const isObject = isVerb(before) || (before === 'from' && isVerb(sentence.word(index - 2)));
  const isForUs = before === 'for' && nounAt(sentence, index + 1, lexicon) === undefined;
  return isObject || isForUs || /^(?:send|help|with|about|by|among|than)$/.test(before) ? 1 : undefined;
};

const NAME = /^(?:(?:the )?names? of|name)(?: (?:the|our|all))?(?= )/;

const NAMES_OF = /^(?:the )?names? of(?: (?:the|our|all))?(?= )/;

/**
 * Reads words that say nothing where they stand: politeness, articles, light verbs beside a measure, prepositions
 * before something that means something.
 */
export const readGlue: Rule = (sentence, index, draft, context) => {
  const { lexicon } = context;
  const token = sentence.tokens[index];
  if (token?.kind !== 'word' || token.quoted) return undefined;
  const word = token.folded;
  const whole = sentence.match(index, ORGANISATION) ?? sentence.match(index, /^(?:as well(?: as)?|i am|i m)(?= |$)/);
  if (whole) return whole.length;
  if (/^(?:an?|the)$/.test(word) && index === sentence.tokens.length - 1) return undefined; // it may be a name
  if (GLUE.has(word) || isAsking(sentence, index, draft)) {
    if (word === 'when' && sentence.tokens[index + 1]?.kind === 'word') draft.when = index;
    if (/^(?:list|find)$/.test(word)) draft.isListing = true;
    return 1;
  }
  if (isProvided(sentence, index, draft)) return 1;
  if (word === 'all' || word === 'only') {
    if (index + 1 >= sentence.tokens.length) return word === 'only' ? 1 : undefined;
    if (word === 'all') draft.isListing = true;
    return 1;
  }
  const names = sentence.match(index, index === 0 ? NAME : NAMES_OF);
  if (names && isDimensionNear(sentence, index + names.length, lexicon)) {
    draft.isListing = true;
    return names.length;
  }
  const phrase = sentence.match(
    index,
    /^(?:based on|in terms of|(?:a |the )?breakdown of(?: the)?|(?:a |the )?distribution of(?: the)?(?= .*\b(?:by|per|across|among) )|how (?:has|have|had|did|do|does|is|are|was|were)(?: the| our)?)(?= |$)/,
  );
  if (phrase) return phrase.length;
  if (PREPOSITIONS.has(word)) {
    const before = sentence.word(index - 1);
    if (word === 'between' && !sentence.match(index, /^between .*\band (?=.)/)) return undefined;
    const isVerb = LIGHT_FORMS.has(before) || lexicon.verbs(before).length > 0;
    return isVerb || index < sentence.tokens.length - 1 ? 1 : undefined;
  }
  if (word === 'where' && index > 0) {
    const next = index + (/^(?:the|its|their)$/.test(sentence.word(index + 1)) ? 2 : 1);
    return sentence.tokens[next]?.kind === 'pair' || nounAt(sentence, next, lexicon) ? 1 : undefined;
  }
  const isDressed = DRESSING.has(word) && isAfterMeasure(sentence, index, draft, lexicon);
  if (isDressed && !(/^(?:value|amount)s?$/.test(word) && isOfNumber(draft, context))) return 1;
  const isAdjective = word === 'record' && nounAt(sentence, index + 1, lexicon) !== undefined; // `record orders`
  return LIGHT_FORMS.has(word) && !isAdjective && !isManufactured(sentence, index, draft, context) ? 1 : undefined;
};

/** `how many products does each vendor supply`: what those do of whom things are counted. */
function isProvided(sentence: Sentence, index: number, { groups, counting }: Draft): boolean {
  const isWord = /^(?:suppl(?:y|ies)|offers?|carry|carries|provides?)$/.test(sentence.word(index));
  return isWord && counting !== undefined && groups.some(({ how, end }) => how === 'each' && end === index);
}

/** `products made in France`, `units produced in 2004`: where things come from, which no measure of their sale tells. */
function isManufactured(sentence: Sentence, index: number, draft: Draft, context: ReadContext): boolean {
  const isMade = /^(?:made|produced|created)$/.test(sentence.word(index));
  if (!isMade || !/^(?:|in|at|by|on|during|since|from|last|this)$/.test(sentence.word(index + 1))) return false;
  if ([...draft.groups, ...draft.either].some(({ end }) => end === index)) return true;
  const measure = draft.measures.find(({ at }) => endOfNoun(sentence, at, context.lexicon) === index);
  const choice = measureNamed(context, measure?.name);
  return choice !== undefined && !isMoney(choice) && !isCountOf(choice.name, context.query);
}

/** What may stand before a word that asks: `and show`, `I would like to see`. */
const LEADS_ASKING =
  /^(?:and|then|also|to|please|pls|plz|kindly|can|could|would|should|d|i|you|u|me|us|just|now|hi|hello|hey|thanks|thank|thx|like|want|need|let|quickly|quick)$/;

/** Words of politeness that say nothing wherever they stand. */
const POLITE =
  /^(?:please|pls|plz|kindly|i|you|u|me|us|thanks|thank|thx|now|also|then|just|add|include|including|showing|shows|show)$/;

/** Whether a word only asks, `show`, `want`: at the beginning, and after words that ask. Behind a noun it says something: `customers who want Planes`. */
function isAsking(sentence: Sentence, index: number, { measures, groups, either, values }: Draft): boolean {
  const word = sentence.word(index);
  if (!ASKING.has(word)) return false;
  if (groups.some(({ how, end }) => how === 'each' && end === index)) return true; // `for each customer display …`
  const isFirst = ![...measures, ...groups, ...either, ...values].some(({ at }) => at >= 0 && at < index);
  if (word === 'return' && sentence.word(index + 1) === 'on') return false; // `return on sales`
  if (word === 'list') return !/^(?:who|that|which)$/.test(sentence.word(index - 1)); // `as a list`, `for each country list …`
  return (
    POLITE.test(word) ||
    isFirst ||
    LEADS_ASKING.test(sentence.word(index - 1)) ||
    isOurWish(sentence, index - 1) ||
    sentence.isAfter(index, ',')
  );
}

/** `can we see`, but not `did we return`. */
function isOurWish(sentence: Sentence, index: number): boolean {
  return (
    sentence.word(index) === 'we' && /^(?:can|could|may|might|shall|should|would|if)$/.test(sentence.word(index - 1))
  );
}

/** Whether the last measure is a number of things: their value is another measure. */
function isOfNumber({ measures }: Draft, context: ReadContext): boolean {
  const measure = measureNamed(context, measures.at(-1)?.name);
  return measure !== undefined && !isMoney(measure);
}

/** Whether one of the next few words begins the name of a dimension: `the 5 best customers`. */
function isDimensionNear(sentence: Sentence, index: number, lexicon: Lexicon): boolean {
  return [0, 1, 2, 3].some((ahead) =>
    nounAt(sentence, index + ahead, lexicon)?.choices.some(({ param }) => param.role === 'dimension'),
  );
}

/** Whether a measure ends right before a token. */
function isAfterMeasure(sentence: Sentence, index: number, draft: Draft, lexicon: Lexicon): boolean {
  return [...draft.measures, ...draft.either].some(({ at }) => {
    const noun = nounAt(sentence, at, lexicon);
    return noun !== undefined && at + noun.count === index;
  });
}
