import type { Draft, ReadContext } from './draft.ts';
import type { Request } from './request.ts';
import type { Sentence } from './sentence.ts';

import { pointSpan } from '../calendar/period.ts';
import { comparisonNamed, spanOf } from '../calendar/span.ts';
import { UserError } from '../error.ts';
import { composeGroups } from './compose-groups.ts';
import { composeInside } from './compose-inside.ts';
import { composeMeasures } from './compose-measures.ts';
import { composeRows } from './compose-rows.ts';
import { attemptStep, isMoney, isTime, kindUnsaid, measureNamed } from './draft.ts';
import { givenTwice, setValue } from './rules/pairs.ts';

/** A request as far as it was understood. It may still hold values that equal the query's defaults. */
export type Composed = Pick<Request, 'values' | 'excluded' | 'compare' | 'as'>;

/**
 * Makes a request of a draft: what is counted, what the rows are, which of them are kept and how they are shown. What
 * contradicts itself or cannot be computed is added to the draft's problems.
 */
export function compose(draft: Draft, sentence: Sentence, context: ReadContext): Composed {
  const guard = (step: () => void) => attemptStep(draft, step);
  guard(() => composePeriods(draft, sentence, context));
  guard(() => composeMeasures(draft, sentence, context));
  guard(() => composeWho(draft, sentence, context));
  guard(() => refuseWhat(draft, sentence, context));
  guard(() => refuseBoth(draft, sentence));
  guard(() => refuseWay(draft, sentence));
  guard(() => composeValues(draft));
  guard(() => composeInside(draft, context));
  guard(() => composeGroups(draft, context));
  guard(() => composeRows(draft, sentence, context));
  guard(() => refuseLeftovers(draft, context));
  return {
    values: Object.fromEntries(draft.settings),
    excluded: [...draft.excluded],
    ...(draft.compare && { compare: draft.compare }),
    ...(draft.as && { as: draft.as }),
  };
}

/** One period, or two of which the second is what the first is compared with. */
function composePeriods(draft: Draft, sentence: Sentence, context: ReadContext): void {
  const { period: param } = context.roles;
  const isOverall = draft.periods.length > 1 && draft.periods.some(({ text }) => text.toLowerCase() === 'overall');
  if (isOverall) draft.isTotal = true;
  const named = isOverall ? draft.periods.filter(({ text }) => text.toLowerCase() !== 'overall') : draft.periods;
  const said = shareYears(named, draft.versus !== undefined || draft.isComparing === true);
  const periods = said.filter(({ period }, index) => said.findIndex((other) => other.period === period) === index);
  const [first, second, ...others] = periods;
  if (!param || !first) return;
  const isOverTime = draft.isTrend || draft.groups.some(({ name }) => isTime(context, name));
  const isChange = draft.inside === 'why' || (draft.isGrowth && !isOverTime);
  const isFromTo = isChange && (/^(?:from|between) /i.test(first.text) || isNextYear(first.period));
  const isVersus = draft.versus !== undefined || draft.isComparing || isFromTo;
  const ends = isVersus && !second ? /^(.+)\.\.(.+)$/.exec(first.period) : null;
  const list = isVersus ? undefined : rangeOfAll(periods, sentence);
  if (list !== undefined) {
    setValue(draft, param, list);
    return;
  }
  if (others.length > 0) throw givenTwice(param.name, first.period, second!.period);
  if (ends) {
    comparePeriods(draft, param, [ends[1]!, ends[2]!], context);
    return;
  }
  if (!second) {
    const unit = /^last (day|week|month|quarter|year)$/.exec(first.period)?.[1];
    if (isVersus && unit) {
      setValue(draft, param, `this ${unit}`);
      draft.compare = 'previous';
      draft.comparesPeriods = true;
      return;
    }
    setValue(draft, param, first.period);
    if (draft.compare === 'last year' && /^(?:this year|ytd)$/.test(first.period)) draft.comparesPeriods = true;
    return;
  }
  if (!isVersus) throw givenTwice(param.name, first.period, second.period);
  comparePeriods(draft, param, [first.period, second.period], context);
}

/** `2003..2004`: a year and the one after it, whose change is that from the one to the other. */
function isNextYear(period: string): boolean {
  const [, from, to] = /^(\d{4})\.\.(\d{4})$/.exec(period) ?? [];
  return Number(to) === Number(from) + 1;
}

/**
 * Periods that are said in one breath share what only one of them says: `march vs april 2004` is of one year, and, where they
 * are compared, `Q4 2003 vs 2004` and `november 2003 vs 2004` are the same part of two years.
 */
function shareYears(periods: Draft['periods'], isVersus: boolean): Draft['periods'] {
  const withYear = periods.filter(({ text }) => /\d{4}/.test(text));
  const isPart = ({ period }: Mention) => /^\d{4}-(?:\d{2}|Q\d)$/.test(period);
  const partial = periods.find(isPart);
  const whole = withYear.filter(({ period }) => /^\d{4}$/.test(period));
  if (isVersus && partial && whole.length > 0 && periods.length === whole.length + 1) {
    const years = whole.map((year): Mention => ({ ...year, period: `${year.period}${partial.period.slice(4)}` }));
    return withYear.includes(partial) || whole.length === 1 ? [partial, ...years] : years;
  }
  return periods.map((mention) => {
    const next = withYear.find(({ at }) => at > mention.at) ?? withYear.at(-1);
    if (!next || withYear.includes(mention) || !isPart(mention)) return mention;
    return { ...mention, period: `${next.period.slice(0, 4)}${mention.period.slice(4)}` };
  });
}

type Mention = Draft['periods'][number];

/** Periods in a list, `Jan, Feb and March`, of which each begins where another one ends, as one; undefined for any others. */
function rangeOfAll(periods: Draft['periods'], sentence: Sentence): string | undefined {
  const isListed = ({ at }: Mention) => sentence.isAfter(at, ',') || /^(?:and|or|)$/.test(sentence.word(at - 1));
  const points = periods.map(({ period }) => period).sort();
  if (points.length < 2 || !periods.slice(1).every(isListed)) return undefined;
  if (!points.every((period) => /^\d{4}(?:-(?:\d{2}|Q\d))?$/.test(period))) return undefined;
  const isRow = points.every(
    (period, index) => index === 0 || pointSpan(points[index - 1]!).end === pointSpan(period).start,
  );
  return isRow ? `${points[0]}..${points.at(-1)}` : undefined;
}

/** The later of two periods is asked about, and held against the earlier one, in whichever order they are named. */
function comparePeriods(
  draft: Draft,
  param: { readonly name: string; readonly many: boolean },
  [left, right]: readonly [string, string],
  { today }: ReadContext,
): void {
  if (draft.compare) throw new UserError('one comparison at a time: ask against one other period');
  const calendar = { timezone: 'UTC', weekStart: 1, fiscalYearStart: 1 };
  const startOf = (period: string) => spanOf(period, new Date(`${today ?? '2030-05-16'}T12:00:00Z`), calendar).start;
  const isReversed = startOf(right) > startOf(left);
  const [asked, other] = isReversed ? [right, left] : [left, right];
  setValue(draft, param, asked);
  draft.compare = comparisonNamed(asked, other) ?? other;
  draft.comparesPeriods = true;
}

/** `who bought`: the dimension that is also called after those who do it, as a customer is a buyer. */
function composeWho(draft: Draft, sentence: Sentence, { lexicon }: ReadContext): void {
  if (draft.who === undefined) return;
  const verb = draft.measures.find(({ how, at }) => how === 'verb' && at > draft.who!);
  if (!verb) return;
  const agents = lexicon.infinitives(sentence.word(verb.at)).map((infinitive) => `${infinitive.replace(/e$/, '')}er`);
  const dimension = agents.flatMap(lexicon.choices).find(({ param }) => param.role === 'dimension');
  if (dimension) draft.groups.push({ name: dimension.value, at: draft.who, how: 'which' });
}

/** `what sells best`, `what did France buy`: things are asked for, and not which kind. `what did we earn` asks for an amount. */
function refuseWhat(draft: Draft, sentence: Sentence, context: ReadContext): void {
  const isAsked = sentence.tokens.some((_, at) => sentence.word(at) === 'what');
  const isPlain = draft.groups.length + draft.either.length === 0 && draft.inside === undefined;
  const [verb] = draft.measures;
  if (!isAsked || !isPlain || !verb || draft.measures.some(({ how }) => how !== 'verb')) return;
  const meanings = context.lexicon.verbs(sentence.word(verb.at)).map(({ value }) => measureNamed(context, value));
  if (meanings.some((measure) => measure && !isMoney(measure))) throw kindUnsaid('what', context);
}

/** `customers who bought planes and ships`: both of them is another question than one or the other. */
function refuseBoth(draft: Draft, sentence: Sentence): void {
  const verb = draft.measures.find(
    ({ how, at }) => how === 'verb' && draft.values.some((value) => value.at === at + 1),
  );
  const [first, second] = verb ? draft.values.filter(({ at, excluded }) => at > verb.at && !excluded) : [];
  const isOfPeople =
    draft.counting !== undefined || draft.who !== undefined || draft.groups.length + draft.either.length > 0;
  if (!isOfPeople || !first || second?.param.name !== first.param.name || sentence.word(second.at - 1) !== 'and')
    return;
  throw new UserError(
    `"${first.value} and ${second.value}" can mean both or either: ask for one of them, or write ${first.value} or ${second.value}`,
  );
}

/** `from Paris to Rome`: a way from one value to another of its kind, which is neither both of them nor a range. */
function refuseWay({ values, versus, isComparing }: Draft, sentence: Sentence): void {
  if (versus !== undefined || isComparing) return;
  const to = values.find(({ at }) => sentence.word(at - 1) === 'to');
  const from = values.find(
    ({ at, param, value }) =>
      sentence.word(at - 1) === 'from' && to && at < to.at && param.name === to.param.name && value !== to.value,
  );
  if (!from || !to) return;
  const other = from.other ?? to.other;
  const next = other
    ? `write ${from.param.name}="${from.value}" ${other}="${to.value}"`
    : `name one of them, or write ${from.value} or ${to.value}`;
  throw new UserError(`"from ${from.value} to ${to.value}" does not say which is which: ${next}`);
}

/** Values become filters. */
function composeValues(draft: Draft): void {
  for (const { param, value, excluded } of draft.values) {
    const given = draft.settings.get(param.name);
    if (given && !given.includes(value) && !param.many) throw givenTwice(param.name, given[0]!, value);
    setValue(draft, param, value, excluded);
  }
}

function refuseLeftovers(draft: Draft, context: ReadContext): void {
  if (draft.who !== undefined && !draft.groups.some(({ how }) => how === 'which')) throw kindUnsaid('who', context);
  const isResolved =
    draft.compare !== undefined ||
    isPaired(draft.values.map(({ param, value }) => [param.name, value])) ||
    isPaired(draft.measures.map(({ name }) => ['measure', name]));
  const isAgainstAverage = draft.isComparing && draft.average !== undefined && draft.groups.length === 0;
  if ((draft.versus !== undefined || isAgainstAverage) && !isResolved)
    throw new UserError('it does not say what is compared: name two periods, two measures, or two values of one kind');
}

/** Whether two of the names are of one kind. */
function isPaired(names: readonly (readonly [kind: string, name: string])[]): boolean {
  return names.some(([kind, name]) => names.some(([otherKind, other]) => otherKind === kind && other !== name));
}
