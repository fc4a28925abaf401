import fc from 'fast-check';

import type { Ask, Filter, Grouping, Measure, Show, Threshold } from './ask.ts';
import type { Grain } from './span.ts';
import type { Dimension, OrderLine } from './star.ts';

import { isGrain, MEASURES } from './ask.ts';
import { labelOf } from './groups.ts';
import { measureOf } from './measure.ts';
import { GRAINS } from './span.ts';
import { DIMENSIONS } from './star.ts';

/** A request as its canonical text, and the same as arithmetic understands it. */
export type Canonical = { readonly text: string; readonly ask: Ask };

const TOTALS: readonly Measure[] = MEASURES.filter(
  (measure) => measure !== 'margin rate' && measure !== 'average order',
);

const GROUPINGS: readonly Grouping[] = [...DIMENSIONS, ...GRAINS, 'weekday', 'month of the year'];

/** Requests about a lake at random: measures, groupings, filters, period, rank, thresholds and how it is shown. */
export function requests(lines: readonly OrderLine[]): fc.Arbitrary<Canonical> {
  return fc
    .record({
      measures: fc.uniqueArray(fc.constantFrom('sales', 'sales', 'units', 'orders', ...MEASURES), {
        minLength: 1,
        maxLength: 3,
      }),
      by: fc.option(fc.constantFrom(...GROUPINGS), { nil: undefined, freq: 6 }),
      split: fc.option(fc.constantFrom(...GROUPINGS), { nil: undefined, freq: 2 }),
      filters: filtersOf(lines),
      period: periodsOf(lines),
      extra: fc.constantFrom('none', 'rank', 'rank', 'threshold', 'show', 'show', 'shown', 'compare'),
      count: fc.integer({ min: 1, max: 5 }),
      isBottom: fc.boolean(),
      isWithin: fc.boolean(),
      rankBy: fc.option(fc.constantFrom(...MEASURES), { nil: undefined, freq: 2 }),
      limit: fc.record({
        measure: fc.constantFrom(...MEASURES),
        bound: fc.constantFrom('over', 'under', 'atLeast', 'atMost'),
        share: fc.double({ min: 0.02, max: 0.3, noNaN: true }),
      }),
      show: fc.nat(),
    })
    .map((drawn) => {
      const by = drawn.by;
      const split = by === undefined || by === drawn.split || isTwice(by, drawn.split) ? undefined : drawn.split;
      const plain: Ask = { measures: drawn.measures, by, split, filters: drawn.filters, period: drawn.period.ask };
      const ask = { ...plain, ...extraOf(plain, drawn, lines) };
      return { text: textOf(ask, drawn.period.text), ask };
    });
}

/** Weekdays and months of all years: a day of them has no part of a month to divide by. */
const isCycle = (grouping: Grouping | undefined) => grouping === 'weekday' || grouping === 'month of the year';

/** Two units of time would nest. */
const isTwice = (by: Grouping, split: Grouping | undefined) => isGrain(by) && isGrain(split);

type Drawn = {
  readonly extra: string;
  readonly count: number;
  readonly isBottom: boolean;
  readonly isWithin: boolean;
  readonly rankBy?: Measure;
  readonly limit: { readonly measure: Measure; readonly bound: string; readonly share: number };
  readonly show: number;
};

function extraOf(ask: Ask, drawn: Drawn, lines: readonly OrderLine[]): Partial<Ask> {
  const { by, split } = ask;
  if (drawn.extra === 'compare') return comparisonOf(ask, drawn);
  if (drawn.extra === 'show') return showOf(ask, drawn.show);
  if (drawn.extra === 'none' || by === undefined) return {};
  if (drawn.extra === 'shown') return keptAsShown(ask, drawn, lines);
  const ranked = isGrain(by) && split !== undefined ? split : by;
  if (drawn.extra === 'threshold') {
    const { measure, bound, share } = drawn.limit;
    const whole = measureOf(lines, measure) ?? 0;
    const value = Number(
      (measure === 'margin rate' || measure === 'average order' ? whole : whole * share).toPrecision(3),
    );
    return { having: [{ measure, [bound]: value } as Threshold] };
  }
  const other = ranked === by ? split : by;
  const isWithin = drawn.isWithin && other !== undefined;
  return {
    [drawn.isBottom ? 'bottom' : 'top']: drawn.count,
    of: ranked,
    ...(isWithin && { within: other }),
    ...(drawn.rankBy && { rankBy: drawn.rankBy }),
  };
}

/** A year against the one before it, of values that may be ranked; not by times, whose buckets move. */
function comparisonOf({ measures, by, split, period }: Ask, { count, isBottom, isWithin }: Drawn): Partial<Ask> {
  if (isGrain(by) || isGrain(split) || !/^\d{4}$/.test(period)) return {};
  const isRanked = by !== undefined && split === undefined && count > 2;
  const isByChange = isRanked && isWithin && (measures[0] === 'sales' || measures[0] === 'margin');
  return {
    against: String(Number(period) - 1),
    ...(isByChange && { isByChange }),
    ...(isRanked && { [isBottom ? 'bottom' : 'top']: count, of: by }),
  };
}

/** Averages and shares that rows are ranked by or compared with, where they are no times. */
function keptAsShown({ measures, by, split, period }: Ask, drawn: Drawn, lines: readonly OrderLine[]): Partial<Ask> {
  const [measure] = measures;
  if (isGrain(by) || split !== undefined || measures.some((name) => !TOTALS.includes(name))) return {};
  const shows: readonly Show[] = ['share', ...(['customers', 'orders', 'products'] as const).map((per) => ({ per }))];
  const isYear = /^\d{4}$/.test(period) && !isCycle(by);
  const show = isYear && drawn.show % 2 === 0 ? ({ per: 'month' } as const) : shows[drawn.show % shows.length]!;
  if (drawn.count > 2) return { show, [drawn.isBottom ? 'bottom' : 'top']: drawn.count, of: by };
  const whole = measureOf(lines, measure!) ?? 0;
  const per = typeof show === 'object' ? show.per : undefined;
  const units = isGrain(per) ? 24 : (per && measureOf(lines, per)) || 1;
  const usual = per === undefined ? 1 : whole / units;
  const bound = Number((usual * drawn.limit.share * (show === 'share' ? 1 : 5)).toPrecision(3));
  return { show, having: [{ measure: measure!, [drawn.limit.bound]: bound } as Threshold] };
}

const isSum = (measure: Measure) => ['sales', 'units', 'margin'].includes(measure);

/**
 * Ways to show the measures that have one meaning: no share of one number, no change of a bucket that the period cuts or that
 * is not over, no average over a time without an end, and no weeks against last year.
 */
function showOf({ measures, by, split, period }: Ask, drawn: number): Partial<Ask> {
  if (by === undefined || measures.some((measure) => !TOTALS.includes(measure))) return {};
  const isTimed = [by, split].some(isGrain);
  const isYear = /^\d{4}$/.test(period ?? '') && ![by, split].includes('week');
  const shows: readonly Show[] = [
    'share',
    'with share',
    ...(isTimed
      ? (['running total', 'change rate', 'change rate last year'] as const).filter((show) =>
          show === 'running total' ? measures.every(isSum) : isYear,
        )
      : ['share of all' as const]),
    ...(isTimed || !isYear
      ? []
      : (['month', 'quarter', 'orders', 'products'] as const)
          .filter((per) => !isGrain(per) || ![by, split].some(isCycle))
          .map((per) => ({ per }))),
  ];
  const show = shows[drawn % shows.length]!;
  const isWithin = split !== undefined && String(show).includes('share') && drawn % 3 === 0;
  return { show, ...(isWithin && { shareWithin: drawn % 2 === 0 ? by : split }) };
}

function filtersOf(lines: readonly OrderLine[]): fc.Arbitrary<readonly Filter[]> {
  const dimensions = [...DIMENSIONS, 'weekday', 'month of the year'] as const;
  const one = fc.constantFrom(...dimensions).chain((dimension) => {
    const values = [...new Set(lines.map((line) => labelOf(line, dimension)))].sort();
    return fc.record({
      dimension: fc.constant(dimension),
      values: fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }),
      isExcluded: fc.boolean(),
    });
  });
  return fc.uniqueArray(one, { maxLength: 2, selector: ({ dimension }) => dimension });
}

/** A period in its canonical text and in that of `spanOfText`. */
type DrawnPeriod = { readonly text: string; readonly ask: string };

function periodsOf(lines: readonly OrderLine[]): fc.Arbitrary<DrawnPeriod> {
  const years = [...new Set(lines.map(({ day }) => day.slice(0, 4)))].sort().slice(1, -1);
  const point = fc
    .tuple(fc.constantFrom(...years), fc.constantFrom('', '-Q1', '-Q4', '-02', '-09', '-03-15'))
    .map(([year, rest]) => `${year}${rest}`);
  const same = (text: string) => ({ text, ask: text });
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...years).map(same) },
    { weight: 1, arbitrary: point.map(same) },
    { weight: 1, arbitrary: fc.constant({ text: 'all time', ask: 'all' }) },
    { weight: 1, arbitrary: fc.constantFrom(...years).map((year) => same(`${year}-04..${year}-11-20`)) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(...years).map((year) => ({ text: `since ${year}-05`, ask: `${year}-05..` })),
    },
  );
}

const NAMES: Readonly<Record<string, string>> = { 'month of the year': 'month_of_year', undefined: 'none' };

/** The name of a measure or grouping in a canonical text. */
const nameOf = (word: Grouping | Measure | undefined) => NAMES[String(word)] ?? word!.replaceAll(' ', '_');

const ENTITIES: Readonly<Partial<Record<Measure | Grain, string>>> = {
  customers: 'customer',
  orders: 'order',
  products: 'product',
};

const SHOWS: Readonly<Record<string, string>> = {
  'running total': 'running_total',
  'share of all': 'share_of_all',
  'with share': 'with_share',
  'change rate': 'change',
  'change rate last year': 'change_last_year',
};

function showName(show: Show): string {
  if (typeof show === 'string') return SHOWS[show] ?? show;
  return `average_per_${ENTITIES[show.per] ?? show.per}`;
}

const quoted = (text: string) => `"${text.replace(/[\\"]/g, '\\$&')}"`;

function textOf(ask: Ask, period: string): string {
  const threshold = ask.having?.[0];
  const bounds = {
    over: threshold?.over,
    under: threshold?.under,
    at_least: threshold?.atLeast,
    at_most: threshold?.atMost,
  };
  const pairs: readonly (readonly [string, string | number | undefined])[] = [
    ['measure', ask.measures.map(nameOf).join(',')],
    ['by', nameOf(ask.by)],
    ['split', ask.split && nameOf(ask.split)],
    ['period', quoted(period)],
    ['top', ask.top],
    ['bottom', ask.bottom],
    ['of', ask.of && nameOf(ask.of)],
    ['within', (ask.within ?? ask.shareWithin) && nameOf((ask.within ?? ask.shareWithin)!)],
    ['rank_by', ask.isByChange ? 'change' : ask.rankBy && nameOf(ask.rankBy)],
    ...Object.entries(bounds),
    ['having', threshold && nameOf(threshold.measure)],
    ['show', ask.show && showName(ask.show)],
    ['compare', ask.against && '"last year"'],
  ];
  const filters = (ask.filters ?? []).map(
    ({ dimension, values, isExcluded }) =>
      `${nameOf(dimension as Dimension)}${isExcluded ? '!=' : '='}${values.map(quoted).join(',')}`,
  );
  return [
    'sales',
    ...pairs.flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`])),
    ...filters,
  ].join(' ');
}
