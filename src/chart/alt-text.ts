import type { ChartInput, DrawnMeasure, TableInput } from './chart-input.ts';
import type { DrawnType } from './chart-type.ts';
import type { Point } from './points.ts';

import { formatBucket } from '../calendar/bucket.ts';
import { hasRepeats, pointKey, readPoints } from './points.ts';
import { writeName, writeValue } from './sentences/value-words.ts';
import { largest } from './top.ts';

const LONGEST_ALT = 2000;

const MOST_LISTED = LONGEST_ALT / 4; // no value takes fewer characters

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

/** The chart that a text describes. */
export type AltTextOptions = {
  readonly type: DrawnType;
  readonly headline: string;
  /** Missing where there is no number to draw, and where `values` gives what is drawn. */
  readonly input?: ChartInput | undefined;
  /** Each value that is drawn, with its name: `USA +$1.35M`. */
  readonly values?: readonly string[] | undefined;
};

/** Describes a picture for people who cannot see it: its type, the headline, and as many of its values as fit into 2,000 characters. */
export function writeAltText({ options }: TableInput, { type, headline, input, values }: AltTextOptions): string {
  const about = [options.title, options.subtitle].filter((part) => part !== '').join('. ');
  const start = `${TYPE_NAMES[type]}: ${about.slice(0, LONGEST_ALT / 2)}. ${headline}`.slice(0, LONGEST_ALT - 200);
  if (values) return `${start} Values: ${values.join('; ')}.`.slice(0, LONGEST_ALT);
  if (!input) return start;
  const { points, count, besides } = valuesOf(input, type);
  const written: string[] = [];
  let length = start.length;
  for (const point of points) {
    const words = valueWords(input, [point, ...besides.map((beside) => beside(point))]);
    if (length + words.length > LONGEST_ALT - 60) break;
    length += words.length + 2;
    written.push(words);
  }
  if (written.length < 2) return start;
  const more = written.length < count ? `; and ${count - written.length} more` : '';
  return `${start} Values: ${written.join('; ')}${more}.`;
}

type Beside = (point: Point) => Point | undefined;

type Values = { readonly points: readonly Point[]; readonly count: number; readonly besides: readonly Beside[] };

/** The first points of the first measure, in the order of time or of size, and what each other measure has at their places. */
function valuesOf({ table, time, dimensions, measures, options }: ChartInput, type: DrawnType): Values {
  const isRows = type === 'scatter' || type === 'histogram'; // each row is a dot or is counted, none is added up
  const pointsOf = (measure: DrawnMeasure) =>
    isRows
      ? readPoints(table, { time, dimensions }, { ...measure, isAdditive: false }, options.locale)
      : measure.points;
  const [firstMeasure, ...otherMeasures] = measures;
  const first = pointsOf(firstMeasure);
  const points = time
    ? first.toSorted((a, b) => (a.time ?? -Infinity) - (b.time ?? -Infinity) || 0)
    : largest(first, ({ value }) => value ?? -Infinity, MOST_LISTED);
  const rows = new Map(isRows ? first.map((point, row) => [point, row]) : []);
  const besides = otherMeasures.map((measure): Beside => {
    const other = pointsOf(measure);
    if (isRows) return (point) => other[rows.get(point) ?? -1];
    const places = new Map(hasRepeats(other) ? [] : other.map((point) => [pointKey(point), point]));
    return (point) => places.get(pointKey(point));
  });
  return { points, count: first.length, besides };
}

/** `USA, Cars $1,900 ($1,700 last year)`; of several measures `USA: Sales $1,900, Orders 154`. */
function valueWords(input: ChartInput, points: readonly [Point, ...(Point | undefined)[]]): string {
  const { time, category, series } = points[0];
  const when = time === null || !input.time ? '' : formatBucket(time, input.time.grain, input.options.locale);
  const name = [when, writeName(category), writeName(series)].filter((part) => part !== '').join(', ');
  const values = input.measures.flatMap((measure, index) => {
    const point = points[index];
    if (!point) return [];
    const words = pointWords(input, measure, point);
    return [points.length > 1 ? `${measure.name} ${words}` : words];
  });
  return `${name}${points.length > 1 && name !== '' ? ':' : ''} ${values.join(', ')}`.trim();
}

function pointWords({ options }: ChartInput, measure: DrawnMeasure, { value, baseline }: Point): string {
  const label = options.comparison?.label ?? 'before';
  const before = baseline === null ? '' : ` (${writeValue(measure, baseline, options)} ${label})`;
  return `${value === null ? 'no data' : writeValue(measure, value, options)}${before}`;
}
