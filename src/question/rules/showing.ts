import type { Choice } from '../../catalogue/query.ts';
import type { Draft, ReadContext } from '../draft.ts';
import type { Rule } from './rule.ts';

import { UserError } from '../../error.ts';
import { dimensionNamed, measureNamed } from '../draft.ts';
import { nounAt, type Sentence } from '../sentence.ts';

const SHARE =
  /^(?:market shares?(?: of)?|(?:as |in |how many )?(?:a |an |the |its |their )?(?:percent|percentage|proportion|share|fraction|portion|(?:what |which )?part|contribution|pct)(?: share| contribution)?(?: (?:of|to|in))(?: (?:the|our|all))?(?: (?:grand |overall )?(?:total|whole|all|overall))?|(?:as (?:a )?|in |how many )?(?:percent|percentages?|shares?|contribution)(?: of total)?|mix(?: of)?)(?= |$)/;

/** `as a percentage of last year`: what a period is held against. */
const OTHER_PERIOD = /^(?:the )?(?:last|previous|prior|preceding) (?:week|month|quarter|year)(?= |$)/;

/** `growth in percent`: a growth is written so anyway. */
const IN_PERCENT = /^(?:as (?:a )?|in )?(?:percent|percentages?)(?= |$)/;

const FROM =
  /^(?:comes?|came|coming|is|are|was|were|derived|generated|made|contributed|accounted)(?: up)? (?:from|by|for by)(?= |$)/;

const RUNNING = /^(?:(?:the |a )?(?:running|cumulative|accumulated)(?: (?:total|sum))?(?: of)?|cumulatively)(?= |$)/;

const GROWTH =
  /^(?:the )?(?:growth(?: rates?)?|(?:percent|percentage|relative) (?:change|growth)|rates? of (?:growth|change)|increase or decrease|(?:changes?|changed|grew|grows?|grown|growing|increases?|increased|increasing|decreases?|decreased|decreasing|declines?|declined|declining|drops?|dropped|falls?|fell|fallen|rises?|rose|risen|rising|improves?|improved|improving|improvement|worsens?|worsened|worsening|shrink|shrank|shrunk|(?:go|goes|went|gone|going) (?:up|down)(?: or (?:up|down|not))?)|delta)(?: (?:in|of))?(?= |$)/;

const DIFFERENCE = /^(?:the )?(?:differences?|gap)(?: (?:between|in|of))?(?: the| our)?(?= |$)/;

/** `are sales up this year`, `is revenue up or down vs last year`. */
const UP_OR_DOWN =
  /^(?:(?:up|down)(?: or (?:up|down|not))?(?= |$)|(?:higher|lower|better|worse)(?= than (?:in )?(?:the )?(?:last|previous|prior|year|month|quarter|week|\d{4})))/;

/** `by what percentage did sales grow`: the growth tells it. */
const BY_WHAT =
  /^(?:by )?(?:what|which|how many|how much) (?:percent|percentage|pct)(?= (?:did|have|has|do|does) .*\b(?:grow|grew|grown|change|changed|increase|increased|decrease|decreased|rise|rose|fall|fell|drop|dropped|go up|go down)\b)/;

const TREND =
  /^(?:(?:the )?(?:trend ?lines?|trends?|trending|develop|developed|developing|evolve|evolved|development|trendline|time series|timeline|evolution|history|trajectory)(?: (?:of|in|for))?(?: over time)?|over time|through time|as time goes by|over the (?:months|years|weeks|quarters))(?= |$)/;

/** Reads how a measure is shown: `share of`, `running total`, `growth`, `over time`. */
export const readShowing: Rule = (sentence, index, draft, context) => {
  const trend = sentence.match(index, TREND);
  if (trend) {
    draft.isTrend = true;
    const unit = sentence.match(index, /^over the (?<unit>week|month|quarter|year)s(?= |$)/)?.groups.unit;
    if (unit && dimensionNamed(context, unit)) draft.groups.push({ name: unit, at: index, how: 'adverb' });
    return trend.length;
  }
  if (context.roles.show === undefined) return undefined;
  const running = sentence.match(index, RUNNING);
  if (running) {
    draft.show = 'running_total';
    draft.runningAt ??= index;
    return running.length;
  }
  const growth = sentence.match(index, GROWTH);
  if (growth) {
    draft.isGrowth = true;
    draft.growthAt ??= index;
    draft.growthWord ??= sentence.word(index);
    if (
      /^(?:grow|grew|grown|change|changed|increase|increased|decrease|decreased|decline|declined|drop|dropped|fall|fell|fallen|rise|rose|risen|improve|improved|go|gone|shrink|shrunk)$/.test(
        sentence.word(index),
      ) &&
      isAfterAuxiliary(sentence, index)
    )
      draft.isWholeGrowth = true;
    return growth.length;
  }
  const isAsked = /^(?:is|are|was|were)$/.test(sentence.word(0)) && draft.measures.length > 0;
  const direction = isAsked ? sentence.match(index, UP_OR_DOWN) : undefined;
  if (direction) {
    draft.isGrowth = true;
    draft.isWholeGrowth = true;
    draft.growthAt ??= index;
    draft.growthWord ??= sentence.word(index);
    return direction.length;
  }
  const difference = sentence.match(index, DIFFERENCE);
  if (difference) {
    draft.isComparing = true;
    return difference.length;
  }
  const degree = sentence.match(index, BY_WHAT);
  if (degree) return degree.length;
  if (isGiving(sentence, index, draft)) return 1;
  if (isOfRate(sentence, index, draft, context)) return 1; // `profit margin percentage`
  const share = sentence.match(index, SHARE);
  if (share && draft.isGrowth && sentence.match(index, IN_PERCENT)?.length === share.length) return share.length;
  if (share && sentence.match(index, /^as /) && sentence.match(index + share.length, OTHER_PERIOD))
    draft.problems.push(new UserError('a percentage of another period is not shown: ask vs that period'));
  if (share && !isContributionMargin(sentence, index, share.length, context)) {
    draft.isShare = true;
    draft.shareAt ??= index;
    return share.length;
  }
  return draft.isShare ? sentence.match(index, FROM)?.length : undefined;
};

/** Whether a word for a percentage stands behind a measure that is one. */
function isOfRate(sentence: Sentence, index: number, { measures }: Draft, context: ReadContext): boolean {
  const last = measures.at(-1);
  const noun = last && nounAt(sentence, last.at, context.lexicon);
  const isRate = measureNamed(context, last?.name)?.format?.includes('%') === true;
  return (
    isRate &&
    noun !== undefined &&
    last!.at + noun.count === index &&
    /^(?:percent|percentage|pct)$/.test(sentence.word(index))
  );
}

/** `kindly share the monthly sales`: a verb that asks. */
function isGiving(sentence: Sentence, index: number, { measures, groups, values }: Draft): boolean {
  const isFirst = measures.length + groups.length + values.length === 0;
  return (
    isFirst &&
    sentence.match(index, /^share(?= (?:the|our|my|your|with|all|me|total|monthly|weekly|daily|quarterly|yearly) )/) !==
      undefined
  );
}

/** `contribution margin` is a measure of its own, and no share of the margin. */
function isContributionMargin(sentence: Sentence, index: number, count: number, { lexicon }: ReadContext): boolean {
  if (sentence.word(index) !== 'contribution' || count > 1) return false;
  return nounAt(sentence, index + 1, lexicon)?.choices.some(({ param }) => param.role === 'measure') ?? false;
}

/** `did sales grow`, `have orders changed`: the verb of a question about a period as a whole. */
function isAfterAuxiliary(sentence: Sentence, index: number): boolean {
  return [1, 2, 3, 4, 5].some((back) => /^(?:did|do|does|has|have|had)$/.test(sentence.word(index - back)));
}

const AVERAGE =
  /^(?:(?:the |our )?(?:average|averages|avg|mean)(?: (?:amount|value|number)(?= of ))?(?: of)?|on average|in average)(?= |$)/;

const AVERAGE_WORD = /^(?:the |our )?(?:average|avg|mean)(?= )/;

/** Reads `average` and `on average per month`; the rest of the question says of what. */
export const readAverage: Rule = (sentence, index, draft, context) => {
  const word = sentence.match(index, AVERAGE_WORD);
  const isLong = word && (nounAt(sentence, index + word.length, context.lexicon)?.count ?? 0) > 1; // `average value of orders`
  const found = isLong ? word : sentence.match(index, AVERAGE);
  if (!found) return undefined;
  if (draft.averagePer === undefined) draft.average = index;
  if (isBothOf(sentence, index, found.length, TOTAL_WORD)) draft.problems.push(twoAtOnce());
  const per = perAt(sentence, index + found.length, draft, context);
  const before = per ? undefined : averagedBefore(draft, index, context);
  if (per || before) draft.averagePer = per?.name ?? before!;
  return found.length + (per?.count ?? 0);
};

const TOTAL_WORD = /^(?:total|sum)s?$/;

/** `total and average`, `average and total`: two numbers are asked for by words for one measure. */
function isBothOf(sentence: Sentence, index: number, count: number, other: RegExp): boolean {
  const before = sentence.word(index - 1) === 'and' && other.test(sentence.word(index - 2));
  return before || (sentence.word(index + count) === 'and' && other.test(sentence.word(index + count + 1)));
}

function twoAtOnce(): UserError {
  return new UserError('a total and an average are two measures: name both of them');
}

/** `customer average`: the dimension right before, which is then no grouping. */
function averagedBefore(draft: Draft, index: number, { roles }: ReadContext): string | undefined {
  const last = draft.groups.at(-1);
  const isBefore = last?.how === 'bare' && last.end === index;
  if (!isBefore || !roles.show?.choices.some(({ name }) => name === `average_per_${last.name}`)) return undefined;
  draft.groups.pop();
  return last.name;
}

const TYPICAL = /^(?:the |an? |our )?(?:average|avg|mean)(?= )/;

/** Reads `how much does the average customer spend` as an average per customer. */
export const readAverageOne: Rule = (sentence, index, draft, { lexicon, roles }) => {
  const found = /^(?:do|does|did)$/.test(sentence.word(index - 1)) ? sentence.match(index, TYPICAL) : undefined;
  const one = found && sentence.phrases(index + found.length, 1)[0];
  const names = one && lexicon.choices(one.folded).map(({ value }) => value);
  const show = names && averagePerOneOf(names, roles);
  if (!found || !one || !show) return undefined;
  draft.average = index;
  draft.averagePer = show.name.slice('average_per_'.length);
  return found.length + one.count;
};

/** Reads `average customer spend`, `average order quantity`: the sum behind it for one of what stands between. */
export const readAverageBetween: Rule = (sentence, index, draft, { lexicon, query, roles }) => {
  const found = sentence.match(index, /^(?:average|avg|mean)(?= )/);
  const one = found && nounAt(sentence, index + 1, lexicon);
  const isKnown = one && (nounAt(sentence, index, lexicon)?.count ?? 0) > one.count + 1; // `average order value`
  if (!one || isKnown || one.folded.endsWith('s')) return undefined;
  const show = averagePerOneOf(
    one.choices.map(({ value }) => value),
    roles,
  );
  const sums =
    query.dataset?.measures.filter(({ aggregate }) => aggregate.kind === 'sum').map(({ name }) => name) ?? [];
  const isOfSum = nounAt(sentence, index + 1 + one.count, lexicon)?.choices.some(({ value }) => sums.includes(value));
  if (!show || !isOfSum) return undefined;
  draft.average = index;
  draft.averagePer = show.name.slice('average_per_'.length);
  return 1 + one.count;
};

/** The way of showing that is an average per one of these, dimensions or measures that count them. */
function averagePerOneOf(names: readonly string[], { show }: ReadContext['roles']): Choice | undefined {
  return show?.choices.find((choice) =>
    names.some(
      (name) =>
        choice.name === `average_per_${name}` || (choice.name.startsWith('average_per_') && choice.counts === name),
    ),
  );
}

const PER = /^(?:per|a|for each|for every|each|every)(?= )/;

/** Reads what an average is taken per, once one was asked for: `per month`, `per customer`, `each day`. */
export const readAveragePer: Rule = (sentence, index, draft, context) => {
  if (draft.averagePer !== undefined) return undefined;
  const per = perAt(sentence, index, draft, context);
  const isPerTime = draft.groups.some(({ how, at }) => how === 'adverb' && at - 1 === draft.average);
  if (per?.isDimension && isPerTime) return undefined; // `average monthly sales per country`: each country's average per month
  const isAsked = draft.average !== undefined || sentence.match(index, /^(?:per|a) \S+ (?:\S+ ){0,4}on average(?= |$)/);
  if (!per || (!isAsked && (per.isDimension || sentence.word(index) !== 'per'))) return undefined;
  draft.average ??= index;
  draft.averagePer = per.name;
  return per.count;
};

/** Whether the last measure is a sum, and counts nothing. */
function isAmount({ measures }: Draft, { dataset }: ReadContext['query']): boolean {
  const last = measures.findLast(({ how }) => how === 'noun');
  return dataset?.measures.some(({ name, aggregate }) => name === last?.name && aggregate.kind === 'sum') ?? false;
}

/** What an average is taken per, as far as it can be: a unit of time, a dimension or what a measure counts. */
function perAt(sentence: Sentence, index: number, draft: Draft, { lexicon, query, roles }: ReadContext) {
  const found = sentence.match(index, PER);
  const noun = found && nounAt(sentence, index + found.length, lexicon);
  if (!found || !noun) return undefined;
  const isDimension = noun.choices.some(({ param }) => param.role === 'dimension');
  if (isDimension && sentence.word(index) === 'for' && isAmount(draft, query)) return undefined; // `average profit for each country` has a row for each
  const names = noun.choices
    .filter(({ param }) => param.role === 'measure' || param.role === 'dimension')
    .map(({ value }) => value);
  const show = averagePerOneOf(names, roles);
  return show && { name: show.name.slice('average_per_'.length), isDimension, count: found.length + noun.count };
}
