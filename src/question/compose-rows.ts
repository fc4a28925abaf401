import type { Param } from '../catalogue/query.ts';
import type { Draft, ReadContext } from './draft.ts';
import type { Sentence } from './sentence.ts';

import { isRunningTotal } from '../catalogue/dataset.ts';
import { canonicalValue } from '../catalogue/param.ts';
import { UserError } from '../error.ts';
import { singular } from '../text/normalize.ts';
import { composeChangeRank } from './compose-change-rank.ts';
import { besideValue, composeShareWithin, refuseShareOfOne, refuseShareOfThose, shareOf } from './compose-shares.ts';
import { composeThresholds } from './compose-thresholds.ts';
import { isCountOf, isTime } from './draft.ts';
import { exampleWords } from './example-words.ts';
import { GAINERS } from './rules/gainers.ts';
import { setValue } from './rules/pairs.ts';
import { VAGUE } from './rules/ranking.ts';
import { nounAt } from './sentence.ts';

/** As many are shown as are asked for by `top countries`, without a number. */
const SOME = '10';

/** Sets the parameters of a draft that say which rows are kept, in which order, and how a measure is shown. */
export function composeRows(draft: Draft, sentence: Sentence, context: ReadContext): void {
  sortInstead(draft, sentence);
  refuseRankWithin(draft, sentence);
  composeRanks(draft, sentence, context);
  composeShow(draft, sentence, context);
  composeThresholds(draft, sentence, context);
  composeSort(draft, context);
}

/** `sort countries by least sales`: all of them from one end to the other, and not those at that end. */
function sortInstead(draft: Draft, sentence: Sentence): void {
  const [rank] = draft.ranks;
  if (!draft.isSorted || !rank || rank.count !== undefined || sentence.word(rank.at - 1) !== 'by') return;
  draft.sort ??= rank.keeps === 'first' ? 'descending' : 'ascending';
  draft.ranks.splice(0);
}

/** `rank product lines within each country`: all of them in an order of their own for each. */
function refuseRankWithin({ isSorted, ranks, groups }: Draft, sentence: Sentence): void {
  const each = groups.find(({ how }) => how === 'each');
  if (isSorted && ranks.length === 0 && each && (groups.length > 1 || sentence.word(0) === 'rank'))
    throw new UserError(`all are not sorted within each ${each.name.replaceAll('_', ' ')}: ask for the top 10 of each`);
}

/** `best product per vendor`: one of each. */
function isSingular(draft: Draft, sentence: Sentence): boolean {
  const [rank] = draft.ranks;
  const ranked =
    draft.groups.find(({ at, how }) => rank && at > rank.at && how === 'bare') ??
    draft.groups.findLast(({ at, how }) => rank && at < rank.at && (how === 'bare' || how === 'which'));
  return ranked !== undefined && !/s$/.test(sentence.word((ranked.end ?? ranked.at + 1) - 1));
}

/** `sales to our biggest customer by month`: the one whose number they are. */
function isOneOwner({ ranks, groups, measures, isTotal }: Draft): boolean {
  const [rank] = ranks;
  const ranked = groups.find(({ at, how }) => rank?.isOwner && at >= rank.end && at - rank.end <= 1 && how === 'bare');
  return (
    ranked?.isOne === true && (isTotal === true || groups.length > 1 || measures.some(({ how }) => how === 'noun'))
  );
}

function composeRanks(draft: Draft, sentence: Sentence, context: ReadContext): void {
  const { query } = context;
  refuseSellers(draft, sentence, context);
  const changed = composeChangeRank(draft, sentence, context);
  if (changed === undefined) refuseChosenByGrowth(draft, sentence, context);
  const ends = new Set(draft.ranks.map(({ keeps }) => changed ?? keeps));
  if (ends.size > 1) throw bothEnds(draft);
  const vague = draft.ranks.find(({ word }) => VAGUE.test(word))?.word;
  if (vague && !draft.measures.some(({ how }) => how !== 'verb'))
    throw new UserError(`"${vague}" does not say by what: add a measure, as in by orders`);
  refuseSingleRank(draft, sentence, context);
  refuseTwoRankings(draft, sentence);
  const [keeps] = ends;
  if (!keeps) {
    refuseBothEnds(draft, query.params);
    return;
  }
  const param = query.params.find(
    ({ role, keeps: end, type }) => role === 'rank' && end === keeps && type !== 'choice',
  );
  if (!param) throw new UserError(`${query.name} cannot keep the ${keeps} of its rows: ask without top or bottom`);
  const count = draft.ranks.find((rank) => rank.count !== undefined)?.count ?? draft.rankCount;
  if (draft.settings.has(param.name)) return;
  if (count === undefined && param.default) return;
  const isOneEach =
    count === undefined && ((draft.settings.has('within') && isSingular(draft, sentence)) || isOneOwner(draft));
  setValue(draft, param, canonicalValue(param, count ?? (isOneEach ? '1' : SOME)));
  refuseBothEnds(draft, query.params);
}

/** `best sellers by quantity`, `top 5 gainers`: a noun for what is ranked that does not say what it is. */
function refuseSellers({ ranks, groups, settings }: Draft, sentence: Sentence, context: ReadContext): void {
  const { query, roles } = context;
  const by = settings.get(roles.dimension?.name ?? '')?.[0];
  const isOfKind = by !== undefined && !isTime(context, by);
  if (isOfKind || groups.some(({ name }) => !isTime(context, name))) return;
  for (const { word, end } of ranks) {
    const at = [end - 1, end].find((index) => sentence.match(index, SELLERS) ?? sentence.match(index, GAINERS));
    if (at === undefined) continue;
    throw new UserError(
      `"${word} ${sentence.word(at)}" does not say of what: name it, as in ${word} ${exampleWords(query).dimension}`,
    );
  }
}

const SELLERS = /^(?:sell|earn|perform)ers?(?= |$)/;

/** `max and min sales`, `best and worst country`: both ends of a ranking at once. */
function bothEnds({ ranks }: Draft): UserError {
  const words = [...new Set(ranks.map(({ word }) => word))].slice(0, 3);
  return new UserError(
    `${words.map((word) => `"${word}"`).join(' and ')} are asked for one at a time: ask for one end, then for the other`,
  );
}

/** `top 3 lines for the top 5 countries`, `which country and line has the highest sales`: only one kind of row is ranked. */
function refuseTwoRankings({ ranks, groups }: Draft, sentence: Sentence): void {
  const counted = ranks.filter(({ count }) => count !== undefined);
  const counts = new Set(counted.map(({ count }) => count));
  if (counts.size > 1)
    throw new UserError(`one ranking at a time: keep ${[...counts].map((count) => `top ${count}`).join(' or ')}`);
  const ranked = ranks.flatMap(({ end }) => groups.filter(({ at, how }) => at === end && how === 'bare'));
  if (new Set(ranked.map(({ name }) => name)).size > 1 || (counted.length > 1 && counts.size === 1))
    throw new UserError('one ranking at a time: ask for the one, then for the other');
  const [rank] = ranks;
  const named = groups.filter(({ how }) => how === 'which' || how === 'bare');
  const second = named.find(({ at, how }, index) => {
    const first = named[index - 1];
    const isRanked = first !== undefined && rank !== undefined && (first.how === 'which' || first.at === rank.end);
    const joined = how === 'bare' ? at - 1 : at - 2;
    return isRanked && first.end === joined && sentence.word(joined) === 'and';
  });
  if (!second) return;
  const name = second.name.replaceAll('_', ' ');
  throw new UserError(`one kind is ranked at a time: leave out "and ${name}", or write by ${name}`);
}

/** `months where sales dropped`, `customers whose orders fell`: rows that are chosen by their change. */
function refuseChosenByGrowth(
  { growthAt, growthWord, isGrowth, groups, ranks }: Draft,
  sentence: Sentence,
  context: ReadContext,
): void {
  if (!isGrowth || growthAt === undefined || growthAt < 2) return;
  const isDone = groups.some(({ how, end = -9 }) => how === 'which' && growthAt - end >= 0 && growthAt - end <= 1);
  const isChosen = [1, 2, 3].some((back) => /^(?:where|whose|that|who)$/.test(sentence.word(growthAt - back)));
  if (!(isDone && ranks.length === 0) && !isChosen) return;
  const isOfTimes = groups.some(({ name }) => isTime(context, name));
  throw new UserError(
    isOfTimes && !isDone
      ? `rows are not chosen by "${growthWord}": ask for the growth by month, and read it there`
      : `rows are not chosen by "${growthWord}": ask which ${growthWord} most, from one period to the other`,
  );
}

/** `largest order`, `max sales`: the size of a single row, which no measure tells. */
function refuseSingleRank(draft: Draft, sentence: Sentence, { query, lexicon }: ReadContext): void {
  for (const { end, word } of draft.ranks) {
    const noun = nounAt(sentence, end, lexicon);
    const measure = noun?.choices.find(({ param }) => param.role === 'measure')?.value;
    if (!noun || measure === undefined || noun.choices.some(({ param }) => param.role === 'dimension')) continue;
    const isOne = noun.folded !== measure && singular(measure) === noun.folded;
    const isOfSingles =
      isCountOf(measure, query) &&
      !/\bnumber\b|\bcount\b/.test(noun.folded) &&
      (/^(?:big|larg|small)/.test(word) || (/^(?:best|worst|top|bottom)$/.test(word) && draft.groups.length === 0));
    const isExtreme =
      /^(?:max|min)(?:imum)?$/.test(word) && !draft.groups.some(({ how }) => /^(?:which|bare|adverb)$/.test(how));
    if (!isOne && !isExtreme && !isOfSingles) continue;
    const { dimension, other } = exampleWords(query);
    throw new UserError(
      `"${word} ${noun.text}" asks for the size of a single one, which ${query.name} does not tell: ask which ${dimension}, ${other} or month has the most`,
    );
  }
}

function refuseBothEnds(draft: Draft, params: readonly Param[]): void {
  const given = params.filter(
    ({ role, keeps, name }) => role === 'rank' && keeps !== undefined && draft.settings.has(name),
  );
  if (new Set(given.map(({ keeps }) => keeps)).size > 1)
    throw new UserError('top and bottom exclude each other: keep one');
}

function composeShow(draft: Draft, sentence: Sentence, context: ReadContext): void {
  const { show, dimension, series } = context.roles;
  const ways = [
    draft.isShare && 'a share',
    draft.isGrowth && (!draft.compare || draft.isShare) && 'a growth',
    isRunningTotal(draft.show) && 'a running total',
    draft.show?.startsWith('average_per_') && 'an average',
  ].filter((way) => typeof way === 'string');
  if (draft.average !== undefined && draft.isGrowth)
    throw new UserError('a growth and an average cannot be shown at once: ask for one of them');
  if (ways.length > 1) throw new UserError(`${ways.join(' and ')} cannot be shown at once: ask for one of them`);
  if (draft.isGrowth && !draft.compare && draft.show === undefined) draft.show = 'change';
  if (draft.isShare) {
    refuseShareOfThose(draft, sentence, context);
    draft.show = shareOf(draft, sentence, context);
    if (draft.groups.length === 0 && draft.values.length > 0 && draft.values.every(({ excluded }) => excluded))
      throw new UserError('a share of all the rest is not worked out: ask for the share of what is left out');
  }
  draft.show = besideValue(draft, sentence, context);
  composeShareWithin(draft, sentence, context);
  if (!show) return;
  refuseShareOfOne(draft, context);
  if (draft.show === undefined) return;
  if (draft.show === 'change' || isRunningTotal(draft.show)) {
    const by = [dimension, series].map((param) => param && draft.settings.get(param.name)?.[0]);
    if (!by.some((name) => isTime(context, name)))
      throw new UserError(`${draft.show === 'change' ? 'a change' : 'a running total'} needs a time: add by month`);
  }
  if (!show.choices.some(({ name }) => name === draft.show))
    throw new UserError(`${context.query.name} cannot show that: ask for its measures as they are`);
  if (!draft.settings.has(show.name)) draft.settings.set(show.name, [draft.show]);
}

function composeSort(draft: Draft, { roles, query }: ReadContext): void {
  if (draft.sort === undefined) return;
  if (!roles.sort) {
    if (draft.sort === 'descending') return;
    throw new UserError(`${query.name} has an order of its own: ask without sorting`);
  }
  if (!draft.settings.has(roles.sort.name)) draft.settings.set(roles.sort.name, [draft.sort]);
}
