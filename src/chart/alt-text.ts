import type { DrawnType } from './chart-type.ts';
import type { ChartInput } from './options.ts';
import type { Point } from './points.ts';

import { formatTime } from '../calendar/bucket.ts';
import { formatNumber } from '../text/number.ts';
import { truncate } from '../text/text.ts';
import { hasRepeats, pointKey, pointsOfMeasure } from './points.ts';
import { largest } from './top.ts';

const LONGEST_ALT = 2000;

const MOST_TOLD = LONGEST_ALT / 4; // no value takes fewer characters

const TYPE_NAMES: Readonly<Record<DrawnType, string>> = {
  number: 'Number',
  bar: 'Bar chart',
  column: 'Column chart',
  line: 'Line chart',
  area: 'Area chart',
  stacked: 'Stacked bar chart',
  grouped: 'Grouped bar chart',
  share: 'Bar chart of shares',
  heatmap: 'Heat map',
  multiples: 'Small charts',
  pie: 'Pie chart',
  scatter: 'Scatter plot',
  histogram: 'Histogram',
  waterfall: 'Waterfall chart',
  table: 'Table',
  custom: 'Chart',
  empty: 'No chart',
};

/** For people who do not see the picture: what it is, the finding, and as many of its values as have room. */
export function writeAltText(input: ChartInput, type: DrawnType, headline: string): string {
  const { title, subtitle } = input.options;
  const about = [title, subtitle].filter((part) => part !== '').join('. ');
  const start = `${TYPE_NAMES[type]}: ${about.slice(0, LONGEST_ALT / 2)}. ${headline}`.slice(0, LONGEST_ALT - 200);
  const { points, count, besides } = valuesOf(input, type);
  let told = 0;
  let list = '';
  for (const point of points) {
    const words = valueInWords(input, [point, ...besides.map((beside) => beside(point))]);
    if (start.length + list.length + words.length > LONGEST_ALT - 60) break;
    list += `${told === 0 ? '' : '; '}${words}`;
    told++;
  }
  if (told < 2) return start;
  return `${start} Values: ${list}${told < count ? `; and ${count - told} more` : ''}.`;
}

type Beside = (point: Point) => Point | undefined;

type Values = { readonly points: readonly Point[]; readonly count: number; readonly besides: readonly Beside[] };

/** The first points of the first measure, in the order of time or of size, and what each other measure has at their places. */
function valuesOf({ fields, table }: ChartInput, type: DrawnType): Values {
  const isRows = type === 'scatter' || type === 'histogram'; // each row is a dot or is counted, none is added up
  const measures = fields.measures.map((measure) => (isRows ? { ...measure, isAdditive: false } : measure));
  const [first, ...others] = measures.map((measure) => pointsOfMeasure(table, fields, measure));
  if (!first) return { points: [], count: 0, besides: [] };
  const points = fields.time
    ? first.toSorted((a, b) => (a.time ?? -Infinity) - (b.time ?? -Infinity) || 0)
    : largest(first, ({ value }) => value ?? -Infinity, MOST_TOLD);
  const rows = new Map(isRows ? first.map((point, row) => [point, row]) : []);
  const besides = others.map((other): Beside => {
    if (isRows) return (point) => other[rows.get(point)!];
    const places = new Map(hasRepeats(other) ? [] : other.map((point) => [pointKey(point), point]));
    return (point) => places.get(pointKey(point));
  });
  return { points, count: first.length, besides };
}

/** `USA, Cars $1,900 ($1,700 last year)`; of several measures `USA: Sales $1,900, Orders 154`. */
function valueInWords({ fields, options }: ChartInput, points: readonly [Point, ...(Point | undefined)[]]): string {
  const { time, label, split } = points[0];
  const when = time === null ? '' : formatTime(time, fields.time!.grain);
  const name = [when, truncate(label, 60), truncate(split, 60)].filter((part) => part !== '').join(', ');
  const told = points.flatMap((point, index) => {
    if (!point) return [];
    const { name: measure, format } = fields.measures[index]!;
    const write = (number: number) => formatNumber(number, { format, style: options.numbers, locale: options.locale });
    const before =
      point.baseline === null ? '' : ` (${write(point.baseline)} ${options.comparison?.label ?? 'before'})`;
    const words = `${point.value === null ? 'no data' : write(point.value)}${before}`;
    return [points.length > 1 ? `${measure} ${words}` : words];
  });
  return `${name}${points.length > 1 && name !== '' ? ':' : ''} ${told.join(', ')}`.trim();
}
