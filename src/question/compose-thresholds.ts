import type { Choice } from '../catalogue/query.ts';
import type { Draft, ReadContext } from './draft.ts';
import type { Sentence } from './sentence.ts';

import { showsParts } from '../catalogue/dataset.ts';
import { canonicalValue } from '../catalogue/param.ts';
import { UserError } from '../error.ts';
import { isCountOf, isMoney, measureNamed } from './draft.ts';
import { exampleWords } from './example-words.ts';
import { setValue } from './rules/pairs.ts';
import { nounAt } from './sentence.ts';
import { foldPhrase } from './tokens.ts';

/** Thresholds look at the measure named with them, else at the one said last before them, else at the first shown. */
export function composeThresholds(draft: Draft, sentence: Sentence, context: ReadContext): void {
  const { query, roles } = context;
  if (draft.thresholds.length === 0) return;
  const having = query.params.find(({ role, type }) => role === 'threshold' && type === 'choice');
  const measures = [...(draft.settings.get(roles.measure?.name ?? '') ?? roles.measure?.default ?? [])];
  let limited: string | undefined;
  for (const { keeps, value, measure, at } of draft.thresholds) {
    refuseSingleOnes(draft, sentence, at, context);
    const before = draft.measures.filter((mention) => mention.at < at).at(-1)?.name;
    const named = measure ?? (before && measures.includes(before) ? before : measures[0]);
    const wanted = value.endsWith('%') ? rateInstead(named, measures, draft, context) : named;
    if (limited !== undefined && wanted !== limited)
      throw new UserError(
        `rows are kept by the size of one measure at a time: keep the limit on ${limited.replaceAll('_', ' ')} or on ${wanted?.replaceAll('_', ' ')}`,
      );
    limited = wanted;
    const param = query.params.find((candidate) => candidate.role === 'threshold' && candidate.keeps === keeps);
    if (!param) throw new UserError(`${query.name} cannot keep rows by their size: ask without ${value}`);
    setValue(draft, param, canonicalValue(param, amountOf(value, measureNamed(context, wanted), draft, context)));
    if (wanted !== undefined && wanted !== measures[0]) {
      if (!having) throw new UserError(`${query.name} keeps rows by ${measures[0]} alone: ask without ${value}`);
      setValue(draft, having, wanted);
    }
  }
}

/** `margin below 40%`: the rate of that name instead of the amount, which takes its place among what is shown. */
function rateInstead(
  name: string | undefined,
  measures: string[],
  draft: Draft,
  { lexicon, roles }: ReadContext,
): string | undefined {
  const choice = roles.measure?.choices.find((one) => one.name === name);
  if (!choice || choice.format?.includes('%') || showsParts(draft.show)) return name;
  const rate = [`${choice.label} %`, `${choice.label} rate`]
    .flatMap((words) => lexicon.choices(foldPhrase(words)))
    .find(({ param }) => param === roles.measure)?.value;
  if (rate === undefined) return name;
  const at = measures.indexOf(choice.name);
  if (at >= 0) measures[at] = rate;
  if (at >= 0) draft.settings.set(roles.measure!.name, [...measures]);
  return rate;
}

/** What stands between things that are counted and their size. */
const OF_SIZE = /^(?:with|having|of|worth|whose|that (?:have|had|are|were))(?: an?| the)?(?= )/;

/** `orders with sales over 5,000`: single things that are counted, chosen by their size, cannot be listed. */
function refuseSingleOnes(draft: Draft, sentence: Sentence, at: number, { query, lexicon }: ReadContext): void {
  for (const { name, at: start, how } of draft.measures) {
    const noun = how === 'noun' && isCountOf(name, query) ? nounAt(sentence, start, lexicon) : undefined;
    if (!noun || draft.either.some((either) => either.at === start)) continue;
    const linked = start + noun.count + (sentence.match(start + noun.count, OF_SIZE)?.length ?? 0);
    const isOwnSize = linked === at && draft.groups.length === 0;
    const isSizeOfEach =
      linked > start + noun.count &&
      draft.measures.some(
        (other) => other.at === linked && linked + (nounAt(sentence, linked, lexicon)?.count ?? 0) === at,
      );
    if (!isOwnSize && !isSizeOfEach) continue;
    throw new UserError(
      `"${textFrom(sentence, start, at + 3)}" asks for single ones, which ${query.name} does not list: add by something, or ask how many`,
    );
  }
}

/** The words of a sentence from one token up to another. */
function textFrom({ tokens }: Sentence, from: number, to: number): string {
  return tokens
    .slice(from, to)
    .map(({ text }) => text)
    .join(' ');
}

/** `40%` of a rate, a share or a change is 0.4. Throws a UserError where an amount is given as a part, or a part as an amount. */
function amountOf(
  value: string,
  measure: Choice | undefined,
  { show, isGrowth }: Draft,
  { query, roles }: ReadContext,
): string {
  const percent = /^(.*)%$/.exec(value)?.[1];
  const isPart = showsParts(show);
  const label = measure?.label.toLowerCase() ?? 'the measure';
  if (isPart && percent === undefined)
    throw new UserError(`${value} is no part of ${label}: write a percentage, as in over 10%`);
  const money = roles.measure?.choices.find(isMoney);
  if (/^[$€£¥]/.test(value) && measure && money && !isMoney(measure))
    throw new UserError(
      `${value} is money, and no amount of ${label}: name what it is of, as in ${money.label.toLowerCase()} over ${value}`,
    );
  if (percent === undefined) return value;
  if (!isPart && isGrowth)
    throw new UserError(
      'rows are not chosen by their change: ask which grew most, or which declined most, from one period to the other',
    );
  if (!isPart && !measure?.format?.includes('%'))
    throw new UserError(
      `${value} is no amount of ${label}: write a number, or ask for a share, as in over 10% of ${exampleWords(query).measure}`,
    );
  return String(Number((Number(percent) / 100).toPrecision(12)));
}
