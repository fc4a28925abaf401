import type { Draft, ReadContext } from './draft.ts';
import type { Sentence } from './sentence.ts';

import { daysBetween } from '../calendar/day.ts';
import { isAdditive } from '../catalogue/dataset.ts';
import { UserError } from '../error.ts';
import { composeRanked } from './compose-ranked.ts';
import { partOfShare } from './compose-shares.ts';
import { dimensionNamed, isBelow, isCycle, isPartOfYear, isTime } from './draft.ts';
import { exampleWords } from './example-words.ts';
import { insideOf } from './inside.ts';
import { endOfNoun, nounAt } from './sentence.ts';

/** Sets the parameters of a draft that say what its rows are and what they are split by. */
export function composeGroups(draft: Draft, sentence: Sentence, context: ReadContext): void {
  const { dimension, series } = context.roles;
  refuseGroupingByNumber(draft, sentence, context);
  addGroups(draft, context);
  const groups = finest(distinct(draft, context), context);
  if (!dimension) {
    if (groups.length > 0 || draft.isTrend)
      throw new UserError(`${context.query.name} cannot be grouped: ask without by`);
    return;
  }
  const named = groups.map(({ name }) => name);
  const given = draft.settings.get(dimension.name)?.[0];
  const splits = groups.filter(({ how }) => how === 'split').map(({ name }) => name);
  const isSplitAlone = splits.length > 0 && splits.length === named.length;
  const limit = given === undefined && !isSplitAlone ? 2 : 1;
  if (named.length > limit)
    throw new UserError(
      `${named.join(', ')} are too many to group by at once: keep ${limit === 2 ? 'two' : 'one'} of them`,
    );
  if (draft.when !== undefined && !named.some((name) => isTime(context, name) || isCycle(name)))
    throw new UserError('"when" does not say how fine: ask which day, week, month, quarter or year');
  let [by, split] = isSplitAlone ? [undefined, named[0]] : named;
  if (isSplitAlone && given === undefined) [by, split] = [split, undefined]; // nothing else is said of rows
  if (splits[0] === by && by !== undefined && split !== undefined) [by, split] = [split, by];
  if (given !== undefined) [by, split] = [given, named[0] ?? split];
  else if (isTime(context, split) && !isTime(context, by) && by !== undefined) [by, split] = [split, by];
  if (split !== undefined) {
    if (!series) throw new UserError(`${context.query.name} cannot be split: ask by one of ${named.join(', ')}`);
    if (!draft.settings.has(series.name)) draft.settings.set(series.name, [split]);
  }
  if (by === undefined && split === undefined) by = fallback(draft, sentence, context);
  if (by !== undefined) draft.settings.set(dimension.name, [by]);
  lookBack(draft, context);
  refuseTwins(draft, context);
  composeRanked(draft, sentence, context);
}

/** `sales by year`, `our best year`: without a period, all the years that there are, as the last twelve months are no whole year. */
function lookBack(draft: Draft, { query, roles: { period, show } }: ReadContext): void {
  if (!period || draft.settings.has(period.name) || draft.compare) return;
  const isSaid = draft.show === 'average_per_year' || draft.groups.some(({ name }) => name === 'year');
  const isInside = insideOf(query, { values: { show: draft.settings.get(show?.name ?? '') ?? [] } }) !== undefined;
  if (isSaid && !isInside && /^last \d+ (?:day|week|month)s$/.test(period.default?.[0] ?? ''))
    draft.settings.set(period.name, ['all time']);
}

/** Groups that other words ask for: a trend is by time, two values of a dimension are by that dimension. */
function addGroups(draft: Draft, context: ReadContext): void {
  compareToDate(draft, context);
  const has = draft.groups.some(({ name }) => isTime(context, name));
  const settled = context.roles.dimension && draft.settings.has(context.roles.dimension.name);
  const wantsTime = draft.isTrend || draft.show === 'running_total' || (draft.isGrowth && !draft.compare);
  if (wantsTime && !has && !settled && dimensionNamed(context, 'month')) {
    const others = draft.groups.length;
    if (draft.isGrowth && !draft.isTrend && others > 0 && draft.ranks.length > 0) return; // a ranking by growth is refused on its own
    if (draft.isGrowth && !draft.isTrend && others > 0)
      throw new UserError(
        `"${draft.growthWord ?? 'growth'}" does not say against what: add vs last year, vs previous, or by month`,
      );
    draft.groups.push({ name: grainFor(draft, context), at: -1, how: 'adverb' });
  }
  const isOfValues = (draft.isComparing || draft.versus !== undefined) && !draft.comparesPeriods;
  const isOfSeries =
    /^(?:line|area|stacked|grouped|multiples|heatmap)$/.test(draft.as ?? '') && isTime(context, draft.groups[0]?.name);
  if (draft.groups.length === 1 && !settled && (isOfValues || isOfSeries)) addCompared(draft, context);
  if (draft.groups.length > 0 || settled) return;
  const isOfAnyYear = draft.values.some(({ param }) => isPartOfYear(param.name));
  const period = draft.settings.get(context.roles.period?.name ?? '')?.[0] ?? '';
  if (isOfAnyYear && /^(?:all time|since|before)/.test(period) && dimensionNamed(context, 'year'))
    draft.groups.push({ name: 'year', at: -1, how: 'adverb' });
  const included = draft.values.filter(({ excluded }) => !excluded);
  const [first] = included;
  const isSeveral =
    first &&
    new Set(included.filter(({ param }) => param.name === first.param.name).map(({ value }) => value)).size > 1;
  if (isSeveral && dimensionNamed(context, first.param.name) && (isOfValues || !draft.isTotal) && !draft.isShare)
    draft.groups.push({ name: first.param.name, at: first.at, how: 'bare', isImplied: true });
}

const TO_DATE: ReadonlyMap<string, string> = new Map([
  ['this year', 'ytd'],
  ['this quarter', 'qtd'],
  ['this month', 'mtd'],
  ['this week', 'wtd'],
]);

/** `did sales grow this year`: a period that is not over is compared with the same days of the last year. */
function compareToDate(draft: Draft, { roles: { period } }: ReadContext): void {
  const toDate = TO_DATE.get(draft.settings.get(period?.name ?? '')?.[0] ?? '');
  if (!draft.isWholeGrowth || draft.isTrend || draft.compare || draft.groups.length > 0 || !period || !toDate) return;
  draft.settings.set(period.name, [toDate]);
  draft.compare = 'last year';
  draft.comparesPeriods = true;
}

/** `compare Planes and Ships by month`: what is compared stands side by side. */
function addCompared(draft: Draft, context: ReadContext): void {
  const [first, second] = draft.values.filter(({ excluded }) => !excluded);
  const isPair = first && second && first.param.name === second.param.name && first.value !== second.value;
  if (isPair && dimensionNamed(context, first.param.name) && draft.groups[0]!.name !== first.param.name)
    draft.groups.push({ name: first.param.name, at: first.at, how: 'bare' });
}

const UNITS: readonly (readonly [period: RegExp, grain: string])[] = [
  [/^\d{4}$|^(?:this|last) year$/, 'year'],
  [/^\d{4}-Q\d$|^(?:this|last) quarter$/, 'quarter'],
  [/^\d{4}-\d{2}$|^(?:this|last) month$/, 'month'],
  [/^(?:this|last) week$/, 'week'],
];

/** The grain that shows a period well: days of a month, months of years; the period itself where its whole growth is asked for. */
function grainFor(draft: Draft, { today, roles }: ReadContext): string {
  const period = draft.settings.get(roles.period?.name ?? '')?.[0] ?? roles.period?.default?.[0] ?? '';
  const whole = draft.isWholeGrowth && !draft.isTrend && UNITS.find(([pattern]) => pattern.test(period));
  if (whole) return whole[1];
  if (
    today !== undefined &&
    /^\d{4}-\d{2}$|^(?:this|last) month$|^mtd$|^last (?:[1-9]|[12]\d|3[01]) days$/.test(period)
  )
    return 'day';
  const range = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/.exec(period);
  return range && daysBetween(range[1]!, range[2]!) < 62 ? 'day' : 'month';
}

/** From the finest unit of time to the coarsest. */
const GRAINS = ['hour', 'day', 'week', 'month', 'quarter', 'year'];

/** `by year and month`: of two units of time that are named together, the finer one says both. */
function finest(groups: Draft['groups'], context: ReadContext): Draft['groups'] {
  const times = groups.filter(
    ({ name, how }) => /^(?:by|each|per)$/.test(how) && GRAINS.includes(name) && isTime(context, name),
  );
  const kept = GRAINS.find((grain) => times.some(({ name }) => name === grain));
  return times.length === 2 ? groups.filter((group) => !times.includes(group) || group.name === kept) : groups;
}

/** Each dimension once; `by date` only where no grain says how fine. */
function distinct(draft: Draft, context: ReadContext): Draft['groups'] {
  const isFiner = ({ isAxis }: Draft['groups'][number]) =>
    isAxis && draft.groups.some((other) => !other.isAxis && isTime(context, other.name));
  return draft.groups.filter(
    (group, index) =>
      (group.how === 'split' || draft.groups.findIndex(({ name }) => name === group.name) === index) && !isFiner(group),
  );
}

/** What the rows are when nothing says so: nothing at all when one number is asked for, else the query's default. */
function fallback(draft: Draft, sentence: Sentence, context: ReadContext): string | undefined {
  const { dimension, measure } = context.roles;
  const hasNone = dimension?.choices.some(({ name }) => name === 'none');
  if (!hasNone || draft.ranks.length > 0 || draft.thresholds.length > 0) return undefined;
  if (draft.isShare) return shareGroup(draft, sentence, context);
  const isYesOrNo = draft.isWholeGrowth && draft.compare !== undefined; // `are sales up on last year`
  if (isYesOrNo || draft.isTotal || draft.comparesPeriods || draft.average !== undefined) return 'none';
  const names = draft.settings.get(measure?.name ?? '') ?? [];
  const isWhole = names.some((name) => {
    const measure = context.query.dataset?.measures.find((candidate) => candidate.name === name);
    return measure !== undefined && !isAdditive(measure);
  });
  const saysMore = draft.sort !== undefined || draft.as !== undefined;
  return (isWhole && !saysMore && draft.measures.length > 0) || isBelowDefault(draft, context) ? 'none' : undefined;
}

/** `what percentage comes from Classic Cars`: the rows are of the dimension whose value is asked for. */
function shareGroup(draft: Draft, sentence: Sentence, context: ReadContext): string | undefined {
  const asked = partOfShare(draft, sentence)?.param.name;
  return asked !== undefined && dimensionNamed(context, asked) ? asked : undefined;
}

/** Whether one value is asked for that lies below the default dimension, as a city lies in a country. */
function isBelowDefault(draft: Draft, { query, roles }: ReadContext): boolean {
  const start = roles.dimension?.default?.[0];
  return (
    start !== undefined && draft.values.some(({ param, excluded }) => !excluded && isBelow(param.name, start, query))
  );
}

function refuseTwins(draft: Draft, context: ReadContext): void {
  const { dimension, series } = context.roles;
  const split = series && draft.settings.get(series.name)?.[0];
  const by = dimension && (draft.settings.get(dimension.name)?.[0] ?? dimension.default?.[0]);
  if (split === undefined) return;
  if (split === by) throw new UserError(`split and by are both ${split}: split by something else`);
  if (isTime(context, split) && isTime(context, by) && draft.ranks.length > 0)
    throw new UserError(
      `the ${draft.ranks[0]!.word} ${by} of each ${split} is not picked out: ask for it in one ${split}, or for all by ${by}`,
    );
  if (isTime(context, split) && isTime(context, by))
    throw new UserError(`by ${by} and split by ${split} are both times: split by something else`);
}

/** `sales by order size`: a number groups nothing. */
function refuseGroupingByNumber(
  { measures, ranks, sort, isSorted, groups }: Draft,
  sentence: Sentence,
  { query, lexicon }: ReadContext,
): void {
  if (ranks.length > 0 || sort !== undefined || isSorted || groups.length > 0) return;
  const nouns = measures.filter(({ how }) => how === 'noun');
  const by = nouns.find(
    ({ at }) =>
      sentence.word(at - 1) === 'by' && nouns.some((other) => endOfNoun(sentence, other.at, lexicon) === at - 1),
  );
  const noun = by && nounAt(sentence, by.at, lexicon);
  if (noun)
    throw new UserError(
      `"by ${noun.text}" groups nothing, as it is a number: ask by ${exampleWords(query).dimension}, or for both numbers with and`,
    );
}
