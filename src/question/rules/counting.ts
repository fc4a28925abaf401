import type { Draft, ReadContext } from '../draft.ts';
import type { Noun, Sentence } from '../sentence.ts';
import type { Rule } from './rule.ts';

import { UserError } from '../../error.ts';
import { isCountOf, isMoney, kindUnsaid, measureNamed } from '../draft.ts';
import { PREPOSITIONS } from '../english.ts';
import { exampleWords } from '../example-words.ts';
import { endOfNoun, nounAt } from '../sentence.ts';

const HOW_MANY =
  /^(?:how many|(?:the )?(?:total |overall )?(?:number|count|no|nr|num) of|num(?= )|(?:total )?(?:count|cnt))(?: the| our| all)?(?: of)?(?: the| our)?(?: total)?(?: (?:distinct|different|unique|individual|separate))?(?= |$)/;

const DISTINCT = /^(?:total )?(?:distinct|different|unique)(?! from )(?: (?:number|count)(?: of)?)?(?= |$)/;

const PART = /^(?:percent|percentage|pct|times?)$/;

/**
 * Reads `how many`, `number of`, `count of distinct`. The noun after it is what is counted, also behind a word that
 * is not known: `how many new customers`.
 */
export const readCounting: Rule = (sentence, index, draft, { lexicon }) => {
  const token = sentence.tokens[index];
  const isMarked = token?.kind === 'word' && /^#\p{L}/u.test(token.text);
  if (isMarked && nounAt(sentence, index, lexicon)?.choices.length) draft.counting = index; // `#orders`
  const isLed = PREPOSITIONS.has(sentence.word(index - 1));
  if (isCountBehind(sentence, index, draft, lexicon)) return 1;
  const found = sentence.match(index, HOW_MANY) ?? (isLed ? undefined : sentence.match(index, DISTINCT));
  if (!found) return undefined;
  const start = index + found.length;
  const counted = PART.test(sentence.word(start))
    ? undefined
    : [start, start + 1, start + 2].find((at) => nounAt(sentence, at, lexicon));
  if (counted === undefined) return undefined;
  const isListed = draft.isListing || /^(?:list|show|display|which|what|all|the)$/.test(sentence.word(index - 1));
  if (isListed && sentence.match(index, DISTINCT) && !/\b(?:number|count)\b/.test(sentence.word(index + 1)))
    return found.length;
  draft.counting = counted;
  return found.length;
};

/** Reads `how often`, `how frequently`, which ask for the number of events. */
export const readHowOften: Rule = (sentence, index, draft, context) => {
  const found = sentence.match(index, /^how (?:often|frequently)(?= )/);
  if (!found) return undefined;
  countEvents(draft, index, context);
  draft.isTotal = true;
  return found.length;
};

/**
 * Sets the measure of how often something happened, `most frequent customers`: the number of what a verb tells, as
 * orders are placed. Where there is none, a problem is added.
 */
export function countEvents(draft: Draft, index: number, { query, roles }: ReadContext): void {
  const events = roles.measure?.choices.find(({ name, verbs = [] }) => verbs.length > 0 && isCountOf(name, query));
  if (events) draft.measures.push({ name: events.name, at: index, how: 'noun' });
  else
    draft.problems.push(
      new UserError(
        `${query.name} does not tell how often: name a measure, as in the most ${exampleWords(query).measure}`,
      ),
    );
}

const WHAT_DO =
  /^what (?:do|does|did)(?: the| our| each| every)?(?: (?:best|top|biggest|largest|worst|smallest)(?: \d+)?)?(?= )/;

/** Reads `what do customers buy` and refuses it, as it does not name a dimension to list. */
export const readWhatDo: Rule = (sentence, index, draft, context) => {
  const doing = sentence.match(index, WHAT_ARE);
  const found = sentence.match(index, WHAT_DO) ?? doing;
  const noun = found && nounAt(sentence, index + found.length, context.lexicon);
  if (!found || !noun) return undefined;
  const isSubject =
    noun.choices.some(({ param }) => param.role === 'dimension') ||
    isOrderer(noun, sentence, index + found.length, context);
  const isDoing =
    !doing || sentence.tokens.slice(index).some((_, ahead) => isDoingWord(sentence.word(index + ahead), context));
  if (!isSubject || !isDoing) return undefined;
  draft.problems.push(kindUnsaid('what', context));
  return found.length;
};

const WHAT_ARE = /^what (?:are|were)(?: the| our)?(?= )/;

/** `buying`, `ordering`: what somebody is doing. */
function isDoingWord(word: string, { lexicon }: ReadContext): boolean {
  return word.endsWith('ing') && lexicon.verbs(word).length > 0;
}

/** `what did Mini Gifts order`: a value, and behind it a measure's noun that is a verb there. */
function isOrderer(noun: Noun, sentence: Sentence, index: number, context: ReadContext): boolean {
  const done = context.lexicon
    .verbs(sentence.word(index + noun.count))
    .map(({ value }) => measureNamed(context, value));
  const isOfThings =
    done.some((measure) => measure && !isMoney(measure)) && !done.some((measure) => measure && isMoney(measure));
  return noun.choices.length === 0 && noun.values.length > 0 && isOfThings;
}

const HOW_MUCH = /^how much(?: of)?(?= |$)/;

const WHAT_IS =
  /^(?:whats(?: the| our| my)?(?= |$)|(?:what|how (?:much|big|large|high|small|low)) (?:is|are|was|were|s)(?: the| our| my)?)(?= |$)/;

const TOTAL =
  /^(?:(?:the |our |a )?(?:grand |overall )?totals?|(?:the )?sum|in total|altogether|in all|all together|combined)(?: of)?(?: the| our| all)?(?= |$)/;

/** Reads words that ask for one number, unless a grouping is named too: `total`, `sum of`, `how much`, `what is our`. */
export const readTotal: Rule = (sentence, index, draft, { lexicon }) => {
  const found = sentence.match(index, HOW_MUCH) ?? sentence.match(index, WHAT_IS) ?? sentence.match(index, TOTAL);
  if (!found || isAllOfKind(sentence, index, lexicon)) return undefined;
  const kinds = sentence.match(index + found.length, /^(?:different|various|distinct|individual)(?= )/)?.length ?? 0;
  const noun = sentence.match(index, WHAT_ARE) && nounAt(sentence, index + found.length + kinds, lexicon);
  if (noun?.choices.some(({ param }) => param.role === 'dimension')) draft.isListing = true;
  else draft.isTotal = true;
  return found.length + (draft.isListing ? kinds : 0);
};

/** `in all countries`, which is no `in all`. */
function isAllOfKind(sentence: Sentence, index: number, lexicon: ReadContext['lexicon']): boolean {
  const found = sentence.match(index, /^in all(?= )/);
  const noun = found && nounAt(sentence, index + found.length, lexicon);
  return noun?.choices.some(({ param }) => param.role === 'dimension') ?? false;
}

/** `transaction count by month`: the word that repeats what a measure of counted things is. */
function isCountBehind(
  sentence: Sentence,
  index: number,
  { measures, either }: Draft,
  lexicon: ReadContext['lexicon'],
): boolean {
  if (either.at(-1)?.end === index && /^(?:counts?|cnt)$/.test(sentence.word(index))) return true;
  const last = measures.at(-1);
  const end = last && endOfNoun(sentence, last.at, lexicon);
  return end === index && /^(?:count|counts|cnt)$/.test(sentence.word(index)) && last?.how === 'noun';
}
