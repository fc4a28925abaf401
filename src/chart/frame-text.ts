import type { TableInput } from './chart-input.ts';
import type { ChartType, DrawnType } from './chart-type.ts';

import { kindOf } from '../table/table.ts';
import { isChartType } from './chart-type.ts';
import { selectFields } from './choose-type.ts';
import { isTruncated } from './options.ts';

/** What the texts around a chart must know of it. */
export type FrameSubject = {
  readonly type: DrawnType;
  readonly measures: readonly { readonly name: string }[];
  /** Whether an author's own chart shows the baseline. */
  readonly isCompared?: boolean;
};

/** The types that name what is measured at the marks or the axes themselves. */
const NAMING: readonly DrawnType[] = ['empty', 'table', 'custom', 'scatter', 'histogram', 'multiples'];

/** The types that show the baseline. */
const COMPARING: readonly DrawnType[] = ['number', 'bar', 'column', 'line', 'waterfall', 'table', 'empty'];

/** Writes the title and the subtitle above a plot, and those notes below it that do not depend on the chart type. */
export function frameText(input: TableInput, drawn: FrameSubject) {
  const subtitle = [unnamedMeasure(input, drawn), input.options.subtitle].filter((part) => part !== '').join(' · ');
  return {
    title: titleOf(input, drawn.type),
    subtitle,
    notes: [...droppedNotes(input, drawn), unseenComparison(input, drawn), percentNote(input, drawn.type)],
  };
}

/** What is measured, where the title does not say it; of several measures, the one that is drawn. */
function unnamedMeasure({ options }: TableInput, { type, measures }: FrameSubject): string {
  if (NAMING.includes(type)) return '';
  const name = measures[0]?.name ?? '';
  const isSaid = measures.length === 1 && options.title.toLowerCase().includes(name.toLowerCase());
  return isSaid || (type === 'number' && measures.length > 1) ? '' : name;
}

/** A number adds up what the title compares, bars add up all times: `Sales by country` is then `Sales`. */
function titleOf(input: TableInput, type: DrawnType): string {
  const { title } = input.options;
  if (dropsTime(input, type)) return withoutTime(title, input.time?.name ?? '');
  const first = input.table.columns.find((column) => kindOf(column) !== 'number');
  if (type !== 'number' || input.dimensions.length === 0 || !first) return title;
  const start = title.toLowerCase().indexOf(` by ${first.name.toLowerCase()}`);
  return start > 0 ? title.slice(0, start) : title;
}

function dropsTime({ time, dimensions, options }: TableInput, type: DrawnType): boolean {
  if (options.changes || !time || dimensions.length === 0 || !isChartType(type)) return false;
  return !selectFields(type satisfies ChartType, { time, dimensions }).time;
}

/** `Sales by month and country` without the month. */
function withoutTime(title: string, time: string): string {
  return title.replace(/ by (.+)$/i, (_, names: string) => {
    const left = names.split(' and ').filter((name) => name.toLowerCase() !== time.toLowerCase());
    return ` by ${left.join(' and ')}`;
  });
}

/** How many measures a type draws; one where it says nothing else. */
const MOST_MEASURES: Readonly<Partial<Record<DrawnType, number>>> = {
  number: 4,
  multiples: 3, // and says so itself
  scatter: 2,
  table: Number.POSITIVE_INFINITY,
  custom: Number.POSITIVE_INFINITY,
};

/** Notes of what is in the table and not in the picture: further measures, and a time or series that is added up. */
function droppedNotes(input: TableInput, { type, measures }: FrameSubject): readonly string[] {
  const { time, dimensions, options } = input;
  if (!isChartType(type) || options.changes) return [];
  const kept = selectFields(type, { time, dimensions });
  const dropped = [
    ...(time && !kept.time && new Set(time.times).size > 1 ? [time] : []),
    ...droppedSeries(input, type),
  ];
  const names = dropped.map(({ name }) => name.toLowerCase()).join(' and ');
  const most = type === 'number' && time ? 1 : (MOST_MEASURES[type] ?? 1);
  const isAll = measures.length <= most || type === 'multiples';
  const shown = measures.slice(0, most).map(({ name }) => name);
  const verb = shown.length === 1 ? 'is' : 'are';
  const isOne = measures.length - shown.length === 1;
  return [
    ...(names === '' ? [] : [`Added up over ${names}.`]),
    ...(isAll
      ? []
      : [
          `Only ${shown.join(' and ')} ${verb} drawn; ${isOne ? 'one more measure is' : 'more measures are'} in the table.`,
        ]),
  ];
}

/** The series of a waterfall; the parts of one number are no series, its title says what it adds up. */
function droppedSeries({ time, dimensions }: TableInput, type: ChartType) {
  if (type !== 'waterfall') return [];
  return time ? dimensions : dimensions.slice(1).slice(-1);
}

/** A note that percentages are of the rows shown, when a limit may have left out a part of the whole. */
function percentNote({ table, options }: TableInput, type: DrawnType): string | undefined {
  const isWhole = !['pie', 'share'].includes(type) || !isTruncated(table.rows.length, options);
  return isWhole ? undefined : 'The percentages are of what is shown.';
}

/** A note where the baseline is, when the picture has no room for it. */
function unseenComparison(
  { options, time, dimensions }: TableInput,
  { type, isCompared = COMPARING.includes(type) }: FrameSubject,
): string | undefined {
  const isSplit = dimensions.length + (time ? 1 : 0) > 1;
  const isSeen = isCompared && !(isSplit && type === 'line');
  if (!options.comparison || isSeen) return undefined;
  const { label } = options.comparison;
  const name = label === 'previous period' ? 'the period before' : label;
  return `The values of ${name} are in the table.`;
}
