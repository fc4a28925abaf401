import type { Calendar } from '../calendar/span.ts';
import type { Choice, Param, Query } from '../catalogue/query.ts';
import type { Request } from '../question/request.ts';
import type { Table } from '../table/table.ts';
import type { ComparedSpans } from './compared-spans.ts';

import { spanOf } from '../calendar/span.ts';
import { dateWords, dayWords, spanWords } from '../calendar/words.ts';
import { showsParts } from '../catalogue/dataset.ts';
import { chosenChoices, ordered, valuesOf } from '../question/request.ts';
import { isIdentifier } from '../table/fields.ts';
import { kindOf } from '../table/table.ts';
import { separate } from '../text/separators.ts';
import { capital, joinWords, textOrBlank, uncapital } from '../text/text.ts';

const TO_DATE: Readonly<Record<string, string>> = {
  wtd: 'Week to date',
  mtd: 'Month to date',
  qtd: 'Quarter to date',
  ytd: 'Year to date',
};

/** Returns the title of an answer: its measures by its dimensions, or the query's own title when it has no choices. */
export function titleOf(query: Query, table: Table): string {
  if (!query.params.some(({ type }) => type === 'choice')) return query.title;
  const named = (isMeasure: boolean) =>
    table.columns.filter((column) => (kindOf(column) === 'number') === isMeasure).map(({ name }) => name);
  const [measures, dimensions] = [named(true), named(false)];
  if (measures.length === 0) return query.title;
  const by = dimensions.map((name) => uncapital(name)).join(' and ');
  return `${measureNames(measures)}${by && ` by ${by}`}`;
}

/** Returns the title of the reasons of a change: `Why sales fell`. `change` is its amount; missing where there are no rows. */
export function whyTitle(label: string, change: number | undefined): string {
  const name = uncapital(label);
  if (change === undefined) return `Why ${name} changed`;
  if (change === 0) return `Why ${name} stayed the same`;
  return `Why ${name} ${change > 0 ? 'rose' : 'fell'}`;
}

/** Measures in a row, `Sales, units and orders`; one that says more of the one before it is added to that: `Sales and change`. */
function measureNames(names: readonly string[]): string {
  const parts: string[] = [];
  for (const [index, name] of names.entries()) {
    const before = names[index - 1];
    if (before !== undefined && name.startsWith(`${before}, `))
      parts.push(`${parts.pop()} and ${name.slice(before.length + 2)}`);
    else parts.push(index === 0 ? name : uncapital(name));
  }
  return joinWords(parts);
}

/**
 * Returns how a question was understood, in words: the period with its days, then every filter in force, then the
 * comparison. Here and below, `locale` is the language tag for numbers and dates.
 */
export function subtitleOf(
  query: Query,
  request: Request,
  {
    now,
    calendar,
    compared,
    locale,
  }: { now: Date; calendar: Calendar; compared?: ComparedSpans | undefined; locale?: string | undefined },
): string {
  const periods: string[] = [];
  const filters: string[] = [];
  for (const param of ordered(query.params)) {
    const values = valuesOf(request, param);
    if (!values || param.type === 'choice') continue;
    if (param.type === 'period') periods.push(periodWords(values[0]!, { now, calendar, locale }));
    else if (param.role === 'threshold') filters.push(thresholdWords(param, values[0]!, { query, request, locale }));
    else filters.push(restrictionWords(param, values, { query, request, locale }));
  }
  return [...periods, ...filters, ...(compared ? [comparisonWords(compared, locale)] : [])].join(' · ');
}

function comparisonWords({ compare, label, earlierSpan }: ComparedSpans, locale: string | undefined): string {
  return `vs ${compare === 'previous' ? 'the period before' : label} (${spanWords(earlierSpan, locale)})`;
}

/** Writes a period in words: `last quarter` → `Last quarter (1 Jul – 30 Sep 2026)`, `2025-Q3` → `Q3 2025`, `since 2024` → `Since 1 Jan 2024`. */
export function periodWords(
  period: string,
  { now, calendar, locale }: { now: Date; calendar: Calendar; locale?: string | undefined },
): string {
  const span = spanOf(period, now, calendar);
  const days = spanWords(span, locale);
  if (period === 'all time') return 'All time';
  if (period.startsWith('since ')) return `Since ${dayWords(span.start, locale)}`;
  if (period.startsWith('before ')) return `Before ${dayWords(span.end, locale)}`;
  if (/^\d/.test(period)) return dateWords(period, locale);
  const words = TO_DATE[period] ?? capital(period);
  return `${words} (${days})`;
}

/** What is asked, whose thresholds are written, and the language tag for numbers. */
type Asked = { readonly query: Query; readonly request: Request; readonly locale?: string | undefined };

/** Writes what a threshold keeps: `Sales over 1,000`. */
export function thresholdWords({ label }: Param, value: string, asked: Asked): string {
  const measure = thresholdMeasure(asked);
  const size = thresholdSize(value, asked);
  return measure ? `${measure.label} ${uncapital(label)} ${size}` : `${label}: ${size}`;
}

/** Writes the number of a threshold, `1,000`; that of a rate, a share or a change is a percentage. */
export function thresholdSize(value: string, asked: Asked): string {
  const { query, request, locale } = asked;
  const [show] = chosenChoices(query, request, 'show');
  const isPart = showsParts(show?.name) || (thresholdMeasure(asked)?.format?.includes('%') ?? false);
  if (!isPart) return withThousands(value, locale);
  return `${withThousands(String(Number((Number(value) * 100).toPrecision(12))), locale)}%`;
}

function thresholdMeasure({ query, request }: Asked): Choice | undefined {
  return [...chosenChoices(query, request, 'threshold'), ...chosenChoices(query, request, 'measure')][0];
}

function withThousands(value: string, locale: string | undefined): string {
  return separate(
    value.replace(/^-?\d+/, (whole) => BigInt(whole).toLocaleString('en')),
    locale,
  );
}

/** Writes what a filter or a limit of a request keeps; a limit with what it ranks by, where that is not the first number shown: `Top: 10 by orders`. */
export function restrictionWords(param: Param, values: readonly string[], { query, request, locale }: Asked): string {
  const words = filterWords(param, values, { isExcluded: request.excluded.includes(param.name), locale });
  const ranking = query.params.find(({ name }) => name === 'rank_by');
  const by = ranking?.choices.find(({ name }) => name === valuesOf(request, ranking)?.[0]);
  const isFirst = by?.name === chosenChoices(query, request, 'measure')[0]?.name;
  return by && !isFirst && param.role === 'rank' ? `${words} by ${uncapital(by.label)}` : words;
}

/** Writes what a filter or a limit keeps: `Country: not France`, `Over: 1,000`. */
export function filterWords(
  param: Param,
  values: readonly string[],
  { isExcluded, locale }: { readonly isExcluded: boolean; readonly locale?: string | undefined },
): string {
  const texts = values.map((value) => valueWords(param, value, locale));
  const shown = texts.length > 4 ? `${texts.slice(0, 3).join(', ')} and ${texts.length - 3} more` : texts.join(', ');
  return `${param.label}: ${isExcluded ? 'not ' : ''}${shown}`;
}

/** Writes one value of a filter or a limit: a number with its thousands, a day in words, any other text as it is. */
export function valueWords(param: Param, value: string, locale?: string): string {
  if (param.type === 'date') return dayWords(value, locale);
  const isNumber = (param.type === 'number' || param.type === 'integer') && !isIdentifier({ name: param.label });
  return isNumber ? withThousands(value, locale) : textOrBlank(value);
}
