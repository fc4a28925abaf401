import { median } from 'd3-array';

import type { Breach } from '../../digests/alert-state.ts';
import type { Answer } from '../answer.ts';
import type { AnswerContext } from '../context.ts';
import type { Alert } from './alert-text.ts';

import { WEEK_MS } from '../../calendar/durations.ts';
import { drawNothing } from '../../chart/chart.ts';
import { formatRequest } from '../../question/request.ts';
import { kindOf, numberOf } from '../../table/table.ts';
import { formatNumber } from '../../text/number.ts';
import { UNKNOWN } from '../../text/text.ts';
import { answer } from '../answer.ts';

/** The weeks whose same weekdays make the usual. */
const WEEKS = 4;

/** The numbers that an alert is checked against. */
export type AlertReadings = {
  readonly readings: readonly Breach[];
  /** All answers that were asked for; the first is that of the moment itself. */
  readonly answers: readonly [Answer, ...Answer[]];
};

/**
 * Asks an alert's question at `now`. Where its rule compares, also finds the baseline: the earlier numbers of the
 * same answer, or the median of the same question in each of the last four weeks.
 */
export async function readReadings(
  alert: Alert,
  context: AnswerContext,
  { now, signal }: { now: Date; signal: AbortSignal },
): Promise<AlertReadings> {
  const text = formatRequest(alert.request);
  const undrawn = { ...context, draw: drawNothing };
  const weeks = alert.baseline === 'usual' ? Array.from({ length: WEEKS }, (_, index) => index + 1) : [];
  const ask = (weeksAgo: number) =>
    answer(text, undrawn, { now: new Date(now.getTime() - weeksAgo * WEEK_MS), signal });
  const earlier = await Promise.all(weeks.map(ask));
  context.forget?.(alert.query.name); // earlier weeks may be known; what an alert looks at now is looked up now
  const current = await ask(0);
  const usual = usualOf(earlier);
  const measure = measureOf(current);
  const written = {
    format: measure && current.formats?.[measure.name],
    style: 'full',
    locale: context.look?.locale,
  } as const;
  const format = (number: number) => formatNumber(number, written);
  const rows = rowsOf(current);
  const readings = rows.map(({ name, value, compared }) => {
    const baseline = alert.baseline === 'usual' ? usual.get(name) : compared;
    return {
      name,
      value,
      baseline,
      shown: value === undefined ? 'no number' : format(value),
      shownBaseline: baseline === undefined ? undefined : format(baseline),
    };
  });
  return { readings, answers: [current, ...earlier] };
}

type Row = { readonly name: string; readonly value: number | undefined; readonly compared: number | undefined };

/** The first measure's column. */
function measureOf({ table, earlier = {} }: Answer) {
  const compared = new Set(Object.values(earlier));
  return table.columns.find((column) => kindOf(column) === 'number' && !compared.has(column.name));
}

function rowsOf(answered: Answer): readonly Row[] {
  const { table, earlier = {} } = answered;
  const measure = measureOf(answered);
  const indexOf = (name: string | undefined) => table.columns.findIndex((column) => column.name === name);
  const [value, compared] = [indexOf(measure?.name), indexOf(measure && earlier[measure.name])];
  const names = table.columns.flatMap((column, index) => (kindOf(column) === 'number' ? [] : [index]));
  return table.rows.map((row) => ({
    name: names.map((index) => row[index] ?? UNKNOWN).join(' · '),
    value: numberOf(row[value]) ?? undefined,
    compared: numberOf(row[compared]) ?? undefined,
  }));
}

/** By name, the median of what it was in the weeks that have it. */
function usualOf(answers: readonly Answer[]): ReadonlyMap<string, number> {
  const values = new Map<string, number[]>();
  for (const { name, value } of answers.flatMap(rowsOf)) {
    if (value !== undefined) values.set(name, [...(values.get(name) ?? []), value]);
  }
  return new Map([...values].map(([name, all]) => [name, median(all)!]));
}
