import type { Choice } from '../catalogue/query.ts';
import type { Draft, ReadContext } from './draft.ts';
import type { Sentence } from './sentence.ts';

import { UserError } from '../error.ts';
import { isBelow, isCycle, isTime, measureNamed } from './draft.ts';
import { exampleWords } from './example-words.ts';
import { endOfNoun } from './sentence.ts';

type Mention = Draft['measures'][number];

/** Turns a grouping into an average per what a measure counts, when another grouping stands beside it: `orders per customer by country`. */
export function readPerCounted(draft: Draft, sentence: Sentence, context: ReadContext): void {
  const { query, roles } = context;
  const isCounted = (name: string) => {
    const average = roles.show?.choices.find((choice) => choice.name === `average_per_${name}`);
    return query.dataset?.measures.some((measure) => measure.name === average?.counts && measure.counts === undefined);
  };
  const isOfParts = (name: string) =>
    draft.groups.some((group) => group.how === 'which' && isBelow(name, group.name, query)); // `which country has the most customers per city`
  const isOfRows = (group: Draft['groups'][number]) => isRatioOfRows(group, draft, sentence, context);
  const per = draft.groups.find(
    (group) => group.how === 'per' && (isCounted(group.name) || isOfParts(group.name) || isOfRows(group)),
  );
  const [rank] = draft.ranks;
  const [limit] = draft.thresholds;
  const isRanked = ({ how, at }: Draft['groups'][number]) =>
    how === 'bare' && [rank, limit].some((keeps) => keeps !== undefined && at < keeps.at);
  const isGrouped = draft.groups.some(
    (group) => group !== per && (!['bare', 'per'].includes(group.how) || isRanked(group)),
  );
  if (!per || (!isGrouped && !isOfRows(per)) || draft.average !== undefined) return;
  draft.groups.splice(draft.groups.indexOf(per), 1);
  draft.average = per.at;
  draft.averagePer = per.name;
}

/** `vendors by sales per product`, `top 5 countries by sales per customer`: a number for one, by which rows of another kind are ranked. */
function isRatioOfRows(
  per: Draft['groups'][number],
  { groups, measures }: Draft,
  sentence: Sentence,
  { lexicon, roles }: ReadContext,
): boolean {
  const measure = measures.find(({ at, how }) => how === 'noun' && endOfNoun(sentence, at, lexicon) === per.at - 1);
  if (!measure || !averages(roles, per.name)) return false;
  const rows = groups.find(({ name, at, how }) => name !== per.name && at < measure.at && /^(?:bare|which)$/.test(how));
  const between = rows === undefined ? [] : sentence.tokens.slice(rows.end ?? rows.at + 1, measure.at);
  return between.some((token) => token.kind === 'word' && /^(?:by|with|has|have|on)$/.test(token.folded));
}

/** Takes `average revenue of customers` as the average per customer, where such an average can be shown. */
export function averageOfThose(draft: Draft, sentence: Sentence, { lexicon, query, roles }: ReadContext): void {
  const { average, averagePer, measures } = draft;
  const sum = measures.find(({ at, how }) => how === 'noun' && at === (average ?? 0) + 1);
  const isSum = query.dataset?.measures.some(({ name, aggregate }) => name === sum?.name && aggregate.kind === 'sum');
  if (average === undefined || averagePer !== undefined || !sum || !isSum) return;
  const noun = endOfNoun(sentence, sum.at, lexicon);
  const end = lexicon.verbs(sentence.word(noun)).length > 0 ? noun + 1 : noun; // `average amount spent by customers`
  const start = end + (sentence.match(end, /^(?:of|from|by)(?: all)?(?: (?:the|our))?(?= )/)?.length ?? 0);
  const either = draft.either.find(({ at }) => start > end && at === start);
  const group = draft.groups.find(({ at }) => start > end && at === start);
  const name = either?.dimension ?? group?.name;
  if (name === undefined || !sentence.word(start).endsWith('s') || !averages(roles, name)) return;
  if (either) draft.either.splice(draft.either.indexOf(either), 1);
  if (group) draft.groups.splice(draft.groups.indexOf(group), 1);
  draft.averagePer = name;
}

/** Whether a number can be shown as an average per value of a dimension. */
function averages({ show }: ReadContext['roles'], dimension: string): boolean {
  return show?.choices.some(({ name }) => name === `average_per_${dimension}`) ?? false;
}

/** Chooses the declared ratio of two measures for `margin as percentage of sales`, which is no share of a whole. */
export function composePart(
  draft: Draft,
  nouns: readonly Mention[],
  names: readonly string[],
  sentence: Sentence,
  { query }: ReadContext,
): readonly string[] {
  const { shareAt = Number.POSITIVE_INFINITY } = draft;
  const after = nouns.filter(({ at }) => at > shareAt);
  const isSaid = after.length === 2 && /^(?:is|are|was|were)$/.test(sentence.word(after[1]!.at - 1)); // `what % of sales is margin`
  const part = isSaid ? after[1] : nouns.find(({ at }) => at < shareAt);
  const [whole] = after;
  if (!draft.isShare || !part || !whole || part.name === whole.name) return names;
  const ratio = query.dataset?.measures.find(
    ({ aggregate }) => aggregate.kind === 'ratio' && aggregate.over === part.name && aggregate.under === whole.name,
  );
  if (!ratio)
    throw new UserError(
      `${query.name} has no ratio of ${part.name.replaceAll('_', ' ')} over ${whole.name.replaceAll('_', ' ')}: ask for one of them`,
    );
  draft.isShare = false;
  return [ratio.name];
}

/**
 * Chooses what `average` means: the ratio of a measure over a count, or, with `per month` or `monthly`, the measure
 * divided by the number of months.
 */
export function composeAverage(draft: Draft, names: readonly string[], context: ReadContext): string[] {
  if (draft.average === undefined) return [...names];
  const { measure } = context.roles;
  const isUnread = draft.unused.length > 0; // the word that is not understood is what the average was of
  if (names.length === 0 && draft.measures.length === 0 && isUnread) return [];
  if (names.length === 0 && draft.measures.length === 0)
    throw new UserError(
      `"average" does not say of what: name a measure, as in average ${exampleWords(context.query).measure} per month`,
    );
  const target = averagedOf(draft, names);
  const [name = measure?.default?.[0], ...others] =
    target === undefined ? names : [target, ...names.filter((each) => each !== target)];
  const choice = measureNamed(context, name);
  if (!choice) throw new UserError(`${context.query.name} has no average of that: ask for one of its measures`);
  const adverb = draft.groups.find(({ how }) => how === 'adverb');
  const per = draft.averagePer ?? adverb?.name;
  if (per && averages(context.roles, per)) {
    refuseTotalBeside(draft, choice.name);
    if (adverb && !draft.averagePer) draft.groups.splice(draft.groups.indexOf(adverb), 1);
    const ratio = ratioOf(choice, per, context);
    if (ratio) return [ratio.name, ...others];
    refuseCountBeside(per, [choice.name, ...others], context);
    refuseBehindPer(per, choice.name, others, draft);
    draft.show = `average_per_${per}`;
    draft.isTotal = true;
    return [choice.name, ...others];
  }
  if (isAverage(choice, context)) return [...names];
  refuseTotalBeside(draft, choice.name);
  const isOverTime = draft.groups.some(({ name: group }) => isTime(context, group) || isCycle(group)); // within them an average may be meant per order or per day
  const ratio = ratioOf(choice, undefined, context);
  if (!ratio || isOverTime) {
    const label = choice.label.toLowerCase();
    const next = ratio ? `${ratio.label.toLowerCase()} or ` : '';
    throw new UserError(
      `"average ${label}" does not say per what: ask for ${next}average ${label} per month, or per ${exampleWords(context.query).other}`,
    );
  }
  return [ratio.name, ...others];
}

/** The measure right behind `average`, where it stands among several: `total revenue, average profit margin and order count`. */
function averagedOf({ measures, average = 0 }: Draft, names: readonly string[]): string | undefined {
  const next = measures.find(({ at, how }) => how === 'noun' && at > average && at - average <= 2);
  return next && names.includes(next.name) ? next.name : undefined;
}

/** `total sales, average monthly sales`: two numbers of one measure, of which an answer shows one. */
function refuseTotalBeside({ measures, average = 0 }: Draft, name: string): void {
  const isBoth = [true, false].every((isBefore) =>
    measures.some((mention) => mention.how === 'noun' && mention.name === name && mention.at < average === isBefore),
  );
  if (isBoth) throw new UserError('a total and an average of it are shown one at a time: ask for one of them');
}

/** `units per order and sales`: a number that stands behind the `per` of another one, and is none of one. */
function refuseBehindPer(per: string, name: string, others: readonly string[], { average = 0, measures }: Draft): void {
  const isPerAfter = measures.some((mention) => mention.name === name && mention.at < average);
  const behind = measures.find((mention) => mention.at > average && others.includes(mention.name));
  if (!isPerAfter || !behind) return;
  const label = (text: string) => text.replaceAll('_', ' ');
  throw new UserError(
    `${label(name)} per ${label(per)} and ${label(behind.name)} are shown one at a time: ask for one of them`,
  );
}

/** `number of customers and revenue per customer`: an average of all that is shown, of which one counts what it is per. */
function refuseCountBeside(per: string, names: readonly string[], { roles }: ReadContext): void {
  const counted = roles.show?.choices.find(({ name }) => name === `average_per_${per}`)?.counts;
  const count = names.find((name) => name === counted);
  const other = names.find((name) => name !== count);
  if (count === undefined || other === undefined) return;
  const label = (name: string) => name.replaceAll('_', ' ');
  throw new UserError(
    `${label(count)} and ${label(other)} per ${label(per)} are shown one at a time: ask for one of them`,
  );
}

/** Whether a measure is an average or a rate already. */
function isAverage(choice: Choice, { query }: ReadContext): boolean {
  const declared = query.dataset?.measures.find(({ name }) => name === choice.name);
  if (declared) return declared.aggregate.kind === 'ratio' || declared.aggregate.kind === 'average';
  return /\bavg\s*\(|\//i.test(choice.sql);
}

/** The declared ratio of a measure over a count: of the count named, or of the only one that there is. */
function ratioOf(choice: Choice, per: string | undefined, { query, roles }: ReadContext): Choice | undefined {
  const measures = query.dataset?.measures ?? [];
  const isCount = (name: string) =>
    measures.some((measure) => measure.name === name && measure.aggregate.kind === 'count');
  const ratios = measures.filter(
    ({ aggregate }) =>
      aggregate.kind === 'ratio' &&
      aggregate.over === choice.name &&
      isCount(aggregate.under) &&
      (per === undefined || aggregate.under === per),
  );
  return ratios.length === 1 ? roles.measure?.choices.find(({ name }) => name === ratios[0]!.name) : undefined;
}
