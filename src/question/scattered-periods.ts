import type { Param, Query } from '../catalogue/query.ts';

/** Points in time that leave others out between them, as a span of time and the parts of the year that are kept of it. */
export type ScatteredPeriods = {
  readonly period: string;
  readonly param: Param;
  readonly values: readonly string[];
  /** Whether the points are one part of several years. */
  readonly isOfYears: boolean;
};

/**
 * Returns months or quarters of one year, `Q1 and Q3 2004`, or one of them in several years that follow each other,
 * `Q1 2003, 2004 and 2005`, as a period and a filter by the part of the year. Points are in canonical text and sorted.
 * Undefined for any others.
 */
export function scatteredPeriods(
  points: readonly string[],
  query: Pick<Query, 'params'>,
): ScatteredPeriods | undefined {
  const isMonths = points.every((point) => /^\d{4}-\d{2}$/.test(point));
  const isQuarters = points.every((point) => /^\d{4}-Q\d$/.test(point));
  const name = isMonths ? 'month_of_year' : 'quarter_of_year';
  const param = query.params.find((candidate) => candidate.role === 'filter' && candidate.name === name);
  if (points.length < 2 || (!isMonths && !isQuarters) || !param || !Array.isArray(param.values)) return undefined;
  const all: readonly string[] = param.values;
  const years = [...new Set(points.map((point) => point.slice(0, 4)))];
  const parts = [...new Set(points.map((point) => point.slice(5)))];
  const values = parts.map((part) => all[Number(part.replace('Q', '')) - 1]!);
  if (years.length === 1) return { period: years[0]!, param, values, isOfYears: false };
  const isRow = years.every((year, index) => index === 0 || Number(year) === Number(years[index - 1]) + 1);
  if (parts.length > 1 || !isRow) return undefined;
  return { period: `${years[0]}..${years.at(-1)}`, param, values, isOfYears: true };
}
