import type { Draft, ReadContext } from './draft.ts';
import type { Sentence } from './sentence.ts';

import { UserError } from '../error.ts';
import { dropCarriers } from './carriers.ts';
import { composeCounting, countAveraged, listCounted } from './compose-counting.ts';
import { decideEither } from './compose-either.ts';
import { averageOfThose, composeAverage, composePart, readPerCounted } from './compose-ratios.ts';
import { isCountOf } from './draft.ts';
import { foldPhrase } from './tokens.ts';

/**
 * Sets the measure parameter of a draft: from nouns first, then from what `how many` counts, then from verbs. A word
 * that is both a measure and a dimension is decided by the words around it.
 */
export function composeMeasures(draft: Draft, sentence: Sentence, context: ReadContext): void {
  const { measure: param } = context.roles;
  listCounted(draft, sentence, context);
  averageOfThose(draft, sentence, context);
  askByVerb(draft, sentence, context);
  dropCarriers(draft, sentence, context);
  decideEither(draft, sentence, context);
  actInstead(draft, sentence, context);
  if (!param) return;
  readPerCounted(draft, sentence, context);
  countAveraged(draft, context);
  composeCounting(draft, sentence, context);
  const nouns = draft.measures
    .filter(({ how }) => how !== 'verb')
    .filter((mention) => !isCarrier(mention, draft, sentence))
    .filter((mention) => !isQueryName(mention, draft, sentence, context))
    .sort((left, right) => left.at - right.at);
  const said = nouns.length > 0 ? nouns : draft.measures;
  const ranking = rankingMeasure(draft, nouns, sentence, context);
  const others = said.filter((mention) => mention !== ranking);
  let names = [...new Set([...others, ...(ranking ? [ranking] : [])].map(({ name }) => name))];
  const thresholds = nouns.length === 0 ? thresholdMeasures(draft) : [];
  if (thresholds.length > 0) names = thresholds;
  if (nouns.length === 0) names = names.slice(0, 1);
  names = composeAverage(draft, composePart(draft, nouns, names, sentence, context), context);
  if (draft.settings.has(param.name) || names.length === 0) return;
  if (names.length > 1 && !param.many)
    throw new UserError(`${context.query.name} answers with one of ${names.join(', ')} at a time: keep one`);
  draft.settings.set(param.name, names);
  if (ranking && ranking.name !== names[0]) setRankBy(draft, ranking.name, context);
}

/** `how much did we sell and how many orders`, `total sold`: an amount that is asked for by a verb of its own. */
function askByVerb(draft: Draft, sentence: Sentence, context: ReadContext): void {
  for (const [index, mention] of draft.measures.entries()) {
    const { at } = mention;
    const start = [...sentence.tokens.keys()].findLast((back) => back < at && sentence.word(back) === 'how');
    const isHowMuch = start !== undefined && isDoneMuch(start, mention, draft, sentence, context);
    if (isHowMuch) draft.measures[index] = { ...mention, name: amountOf(mention, sentence, context), how: 'noun' };
    else if (mention.how === 'verb' && sentence.word(at - 1) === 'total')
      draft.measures[index] = { ...mention, how: 'noun' };
  }
}

/** Whether a measure is the verb of a `how much` that stands before it, and no noun of its own lies between them. */
function isDoneMuch(
  start: number,
  { at, how }: Mention,
  { measures }: Draft,
  sentence: Sentence,
  { lexicon }: ReadContext,
): boolean {
  const isVerb = how === 'verb' || (at > start + 2 && lexicon.verbs(sentence.word(at)).length > 0);
  const hasNoun = measures.some((other) => other.how === 'noun' && other.at > start && other.at < at);
  return isVerb && sentence.word(start + 1) === 'much' && !hasNoun;
}

/** `how much did France order`: an amount and no number of orders, where a measure is called the order amount. */
function amountOf({ name, at }: Mention, sentence: Sentence, { lexicon, query }: ReadContext): string {
  if (!isCountOf(name, query)) return name;
  const verb = sentence.word(at);
  const amount = lexicon
    .infinitives(verb)
    .flatMap((infinitive) => lexicon.choices(foldPhrase(`${infinitive} amount`)))
    .find(({ param }) => param.role === 'measure');
  if (amount) return amount.value;
  throw new UserError(
    `"how much" asks for an amount, and ${query.name} only counts what was ${verb}: ask how many, or name a measure`,
  );
}

/** `based on their orders`, `for orders placed in May`: what the number asked for was made of, and no number of its own. */
function isCarrier({ at }: Mention, draft: Draft, sentence: Sentence): boolean {
  const isLater = draft.measures.some((other) => other.how === 'noun' && other.at < at);
  const isDone = /^(?:placed|made|received|booked|taken)$/.test(sentence.word(at + 1));
  const isLed = /^(?:for|from|of|in|on|through|with)$/.test(sentence.word(at - 1));
  const isBasis = [2, 3, 4].some(
    (back) => sentence.word(at - back) === 'based' && sentence.word(at - back + 1) === 'on',
  );
  return isLater && draft.counting !== at && ((isDone && isLed) || isBasis);
}

/** `customers with more than 5 orders`: without another measure or a ranking, the one that thresholds look at. */
function thresholdMeasures(draft: Draft): string[] {
  if (draft.ranks.length > 0) return [];
  return [...new Set(draft.thresholds.flatMap(({ measure }) => measure ?? []))].slice(0, 1);
}

/** `sales orders`: the query's own name right before another measure only says where to ask. */
function isQueryName({ name, at }: Mention, draft: Draft, sentence: Sentence, { query }: ReadContext): boolean {
  const others = draft.measures.filter((other) => other.at > 0 && other.how === 'noun');
  const isAlone = others.length === 1 && others[0]!.at === 1 && !sentence.isAfter(1, ',');
  return at === 0 && name === query.name && sentence.word(0) === name && isAlone;
}

/** `each customer ordered`, `placed an order`: what is done where something else is asked for, and no measure beside it. */
function actInstead(draft: Draft, sentence: Sentence, { lexicon }: ReadContext): void {
  for (const [index, mention] of draft.measures.entries()) {
    const { at, how } = mention;
    const isForm = how === 'noun' && lexicon.verbs(sentence.word(at)).length > 0;
    const isDone =
      (!sentence.isAfter(at, ',') && [...draft.groups, ...draft.either].some(({ end }) => end === at)) ||
      lexicon.verbs(sentence.word(at - 1)).some(({ value }) => value === mention.name) || // `placed orders`
      /^(?:an?|any|one|their)$/.test(sentence.word(at - 1));
    const asks = draft.counting !== undefined && draft.counting < at;
    if (isForm && isDone && asks) draft.measures[index] = { ...mention, how: 'verb' };
  }
}

type Mention = Draft['measures'][number];

/** The measure that rows are ranked by when it is another than what is shown: `sales of the top 5 customers by orders`. */
function rankingMeasure(
  draft: Draft,
  nouns: readonly Mention[],
  sentence: Sentence,
  context: ReadContext,
): Mention | undefined {
  const sorted = nouns.find(({ how }) => how === 'sort');
  if (sorted) return nouns.some(({ name, how }) => how !== 'sort' && name !== sorted.name) ? sorted : undefined;
  const [rank] = draft.ranks;
  if (!rank) return undefined;
  const named = nouns.find(({ at }) => {
    const lead = [1, 2, 3].map((back) => sentence.word(at - back));
    const index = lead.findIndex((word) => !/^(?:the|total|number|of|sum|their|our|count|terms)$/.test(word));
    return /^(?:by|on|in)$/.test(lead[index] ?? '');
  });
  const usual = named ? undefined : usualRanking(rank, nouns, draft, sentence, context);
  if (usual) return usual;
  const others = nouns.filter(({ name }) => name !== named?.name);
  return others.length > 0 ? named : undefined;
}

/** `best selling products and their profit`, `orders of our biggest customer`: what is shown is not what ranks. */
function usualRanking(
  { doing, isOwner, end, word }: Draft['ranks'][number],
  nouns: readonly Mention[],
  draft: Draft,
  sentence: Sentence,
  { lexicon, roles }: ReadContext,
): Mention | undefined {
  if (nouns.length === 0) return undefined;
  const done = doing === undefined ? undefined : lexicon.verbs(doing)[0]?.value;
  const isBest = isOwner && /^(?:best|top|biggest|largest|worst|smallest)$/.test(word);
  const ranked = [...draft.groups, ...draft.either].find(({ at }) => at === end);
  const isOne = draft.groups.some((group) => group.at === end && group.isOne);
  const isBeside =
    /^(?:best|top|biggest|largest|leading|worst|smallest)$/.test(word) &&
    nouns.every((noun) => isShownBeside(noun, ranked?.end, draft, sentence));
  const name = done ?? ((isBest && isOne) || isBeside ? roles.measure?.default?.[0] : undefined);
  return name === undefined || nouns.some((noun) => noun.name === name) ? undefined : { name, at: end, how: 'noun' };
}

/** `top 5 customers with their average order value`: what is shown beside what ranks them. */
function isShownBeside({ at }: Mention, start: number | undefined, { thresholds }: Draft, sentence: Sentence): boolean {
  if (start === undefined || at <= start || thresholds.length > 0) return false;
  const back = [1, 2, 3, 4].find(
    (step) => !/^(?:the|their|its|total|how|many|much|number|of|count)$/.test(sentence.word(at - step)),
  );
  return back !== undefined && at - back >= start && /^(?:with|including|plus|and)$/.test(sentence.word(at - back));
}

function setRankBy(draft: Draft, name: string, { query }: ReadContext): void {
  const rankBy = query.params.find((param) => param.name === 'rank_by');
  if (rankBy) draft.settings.set(rankBy.name, [name]);
}
