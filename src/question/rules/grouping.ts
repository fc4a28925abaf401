import type { Draft, ReadContext } from '../draft.ts';
import type { Noun, Sentence } from '../sentence.ts';
import type { Rule } from './rule.ts';

import { UserError } from '../../error.ts';
import { isAgent } from '../carriers.ts';
import { dimensionNamed } from '../draft.ts';
import { nounAt } from '../sentence.ts';

const SPLIT = /^(?:split|stacked|stack|coloured|colored)(?: out)?(?: by| per| into)(?: the| our| each)?(?= |$)/;

const BY =
  /^(?:(?:and |or )?(?:grouped|group|broken down|broken out|break down|break it down|break them down|breakdown|broken|segmented|sliced|divided|separated|organized|organised|categorized|categorised|bucketed|shown|listed)(?: out)? (?:by|per|into)|by|across|breakdown of|breakdown by)(?: the| our| all| all the)?(?: (?:different|various|individual))?(?= |$)/;

const EACH =
  /^(?:(?:and )?(?:for|in|from|of|at|by|per|within|on|to) (?:each|every)(?: (?:of the|of our|one of the|individual|single))?|each|every|(?:for|in) all(?: the| our)?)(?= |$)/;

const PER = /^per(?= |$)/;

const WHICH =
  /^(?:which|what|whose)(?: (?:of the|of our|are the|are our|is the))?(?: (?:different|specific|particular))?(?= |$)/;

type How = Draft['groups'][number]['how'];

/** Reads what the rows are, or what they are split by: `by country`, `per product line`, `for each customer`, `split by month`, `which city`. */
export const readGrouping: Rule = (sentence, index, draft, context) => {
  const one = whichOneOf(sentence, index, draft);
  if (one !== undefined) return one;
  const forms: readonly (readonly [RegExp, How])[] = [
    [SPLIT, 'split'],
    [EACH, 'each'],
    [BY, 'by'],
    [PER, 'per'],
    [WHICH, 'which'],
  ];
  for (const [pattern, how] of forms) {
    const found = sentence.match(index, pattern);
    if (!found) continue;
    if (how === 'which' && isSingleThing(sentence, index, index + found.length, draft, context)) return found.length;
    const count = groupAt(sentence, index + found.length, how, draft, context);
    if (count !== undefined) return found.length + count;
  }
  return isBrokenDown(sentence, index) ? 1 : undefined;
};

/** `of all product lines, which one …`: those that were named before are asked for. */
function whichOneOf(sentence: Sentence, index: number, { groups, either }: Draft): number | undefined {
  const found = sentence.match(index, /^(?:out of|of|among)(?: all)?(?: the| our)?(?= .*\bwhich ones? )/);
  if (found && index === 0) return found.length;
  const isNamed = groups.length + either.length === 1 && [...groups, ...either][0]?.end === index;
  return isNamed ? sentence.match(index, /^which (?:one|ones)(?: of (?:them|these))?(?= )/)?.length : undefined;
}

/** `break sales down by country`: the second half of the verb. */
function isBrokenDown(sentence: Sentence, index: number): boolean {
  const isVerb = /^(?:break|cut|split|slice)$/.test(sentence.word(0));
  return isVerb && sentence.match(index, /^down(?= (?:by|per|into) )/) !== undefined;
}

const WITHIN_TIME =
  /^(?:by |per |each |every )?(?:(?:days?|weeks?) of (?:the )?(?:month|year|quarter)|weeks? of (?:the )?months?)(?= |$)/;

/** Reads a recurring time that is not offered, `day of the month`, and refuses it. */
export const readUnknownCycle: Rule = (sentence, index, draft, { lexicon, query }) => {
  const found = sentence.match(index, WITHIN_TIME);
  if (!found || nounAt(sentence, index, lexicon)?.count === found.length) return undefined;
  const words = sentence.tokens.slice(index, index + found.length).map(({ text }) => text);
  draft.problems.push(
    new UserError(`${query.name} has no "${words.join(' ')}": ask by day, by week, by weekday or by month of the year`),
  );
  return found.length;
};

/** Reads `country wise` as `by country`. */
export const readWise: Rule = (sentence, index, draft, context) => {
  const noun = nounAt(sentence, index, context.lexicon);
  const choice = noun?.choices.find(({ value }) => dimensionNamed(context, value));
  if (!noun || !choice || sentence.word(index + noun.count) !== 'wise') return undefined;
  draft.groups.push({ name: choice.value, at: index, how: 'by', end: index + noun.count });
  return noun.count + 1;
};

/** `which orders`: single things that a measure counts cannot be listed; the draft says so. */
function isSingleThing(
  sentence: Sentence,
  index: number,
  next: number,
  draft: Draft,
  { lexicon, query }: ReadContext,
): boolean {
  const noun = nounAt(sentence, next, lexicon);
  const isMeasure = noun?.choices.some(({ param }) => param.role === 'measure');
  const isDimension = rowsAsked(sentence, next, lexicon)?.choices.some(({ param }) => param.role === 'dimension');
  const isRelative = /^(?:in|for|of|on|at)$/.test(sentence.word(index - 1)); // `months in which sales exceeded …`
  if (!noun || isRelative || sentence.word(index) !== 'which' || !isMeasure || isDimension) return false;
  draft.problems.push(
    new UserError(
      `"which ${noun.text}" asks for single ones, which ${query.name} does not list: ask how many, or by something`,
    ),
  );
  return true;
}

/** The noun behind `which`: of `items sold`, which is a number, the `items` that are asked for. */
function rowsAsked(sentence: Sentence, index: number, lexicon: ReadContext['lexicon']): Noun | undefined {
  const whole = nounAt(sentence, index, lexicon);
  const isDimension = ({ param }: Noun['choices'][number]) => param.role === 'dimension';
  if (!whole || whole.count === 1 || whole.choices.some(isDimension)) return whole;
  const shorter = sentence
    .phrases(index, whole.count - 1)
    .map((phrase) => ({ ...phrase, choices: lexicon.choices(phrase.folded), values: [] }));
  return shorter.find(({ choices }) => choices.some(isDimension)) ?? whole;
}

/** A dimension at a token, and those that follow it in a list, as groups; the number of tokens they take. */
function groupAt(sentence: Sentence, start: number, how: How, draft: Draft, context: ReadContext): number | undefined {
  let next = start;
  let end: number | undefined;
  for (;;) {
    const qualified = sentence.word(next + 1) === '' ? 0 : qualifierAt(sentence, next, context);
    const find = how === 'which' ? rowsAsked : nounAt;
    const noun = find(sentence, next + qualified, context.lexicon);
    const choice = noun?.choices.find(
      ({ param, value }) => ['dimension', 'series'].includes(param.role) && dimensionNamed(context, value),
    );
    if (!noun || !choice) break;
    const behind = choice.value === 'none' ? nounAt(sentence, next + noun.count, context.lexicon) : undefined;
    if (behind?.choices.some(({ param }) => param.role === 'measure')) break; // `by total revenue` names a measure
    end = next + qualified + noun.count;
    draft.groups.push({
      name: choice.value,
      at: next,
      how,
      end,
      ...(/\bdate$/.test(noun.folded) && { isAxis: true }),
    });
    const joiner = sentence.match(
      end,
      /^(?:and by|and per|and for each|and|by|then by|then|x|vs)(?: the| each)?(?= |$)/,
    );
    const after = end + (joiner?.length ?? 0);
    const isList = how === 'which' ? joiner?.length === 1 : !(how === 'per' && sentence.word(end) === 'by');
    const follows = isList ? nounAt(sentence, after, context.lexicon) : undefined;
    const isApart = !joiner && !sentence.isAfter(after, ',');
    const isDimension = follows?.choices.some(({ param }) => param.role === 'dimension');
    const isMeasure = follows?.choices.some(({ param }) => param.role === 'measure');
    if (!isDimension || isApart || (isMeasure && how === 'which')) break;
    next = after;
  }
  return end === undefined ? undefined : end - start;
}

/** `customer's country`, `order date`: a noun before the dimension that only says whose it is; its number of words. */
function qualifierAt(sentence: Sentence, index: number, context: ReadContext): number {
  const token = sentence.tokens[index];
  if (token?.kind !== 'word' || token.quoted) return 0;
  const whole = nounAt(sentence, index, context.lexicon);
  if (whole && whole.count > 1) return 0;
  const isPossessive = /'s?$/i.test(token.text) || /s'$/i.test(token.text);
  const next = nounAt(sentence, index + 1, context.lexicon);
  const leads =
    next?.choices.some(({ param }) => param.role === 'dimension') &&
    !sentence.isAfter(index + 1, ',') &&
    !sentence.isAfter(index + 1, '/');
  if (!leads) return 0;
  if (isPossessive && whole && !/s$/.test(next?.folded ?? '')) return 1;
  const isDimension = whole?.choices.some(({ param }) => param.role === 'dimension');
  const isCount = (name: string) =>
    context.query.dataset?.measures.some((measure) => measure.name === name && measure.aggregate.kind === 'count');
  if (isDimension && isOwnedBy(whole, next, context) && !/s$/.test(token.folded)) return 1; // `customer country`
  const isEntity =
    !isDimension && whole?.choices.some(({ param, value }) => param.role === 'measure' && isCount(value) === true);
  return isEntity && !/s$/.test(token.folded) ? 1 : 0;
}

/** Whether a dimension is told of what another one names: of those who buy, or of the same table as a product on its path. */
function isOwnedBy(owner: Noun | undefined, owned: Noun | undefined, context: ReadContext): boolean {
  const dimensionOf = (noun: Noun | undefined) => {
    const name = noun?.choices.find(({ param }) => param.role === 'dimension')?.value;
    return context.query.dataset?.dimensions.find((dimension) => dimension.name === name);
  };
  const [left, right] = [dimensionOf(owner), dimensionOf(owned)];
  if (!left || !right || left === right || isAgent(right.name, context)) return false;
  if (isAgent(left.name, context)) return true;
  return left.in !== undefined && left.in !== right.in && tableOf(left.sql) === tableOf(right.sql);
}

/** The alias of the table that a column's SQL begins with. */
function tableOf(sql: string): string {
  return /^\w+(?=\.)/.exec(sql)?.[0] ?? sql;
}

const ADVERBS: ReadonlyMap<string, string> = new Map([
  ['hourly', 'hour'],
  ['daily', 'day'],
  ['weekly', 'week'],
  ['monthly', 'month'],
  ['quarterly', 'quarter'],
  ['yearly', 'year'],
  ['annual', 'year'],
  ['annually', 'year'],
]);

/** Reads a grain of time: `monthly`, `quarterly`. */
export const readAdverb: Rule = (sentence, index, draft, context) => {
  const grain = ADVERBS.get(sentence.word(index));
  const basis = sentence.match(
    index,
    /^(?:on (?:a|an) )(?<adverb>hourly|daily|weekly|monthly|quarterly|yearly|annual)(?: basis)?(?= |$)/,
  );
  const name = grain ?? ADVERBS.get(basis?.groups.adverb ?? '');
  if (!name || !dimensionNamed(context, name)) return undefined;
  draft.groups.push({ name, at: index, how: 'adverb' });
  return basis?.length ?? 1;
};
