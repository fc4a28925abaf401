import type { Json } from './plot.ts';

import { longestFit, textWidth } from '../../fonts/text-width.ts';
import { BANDS, WIDTH } from './size.ts';

/** An axis of categories, with the function that writes their labels. */
export type LabelAxis = {
  /** The channel of the field `label`, whose values are `textOf` each category. */
  readonly channel: Json;
  readonly textOf: (category: string) => string;
};

const WIDEST_LINE = 200; // pixels of a label beside bars

const TWO_LINES = 42; // pixels for two lines and a gap to the next label

/** Makes the axis below columns, with labels on two lines where they need them, and slanted where they do not fit. */
export function columnLabels(categories: readonly string[]): LabelAxis {
  const room = Math.max(40, WIDTH / categories.length - 12);
  const words = categories.flatMap((category) => category.split(' '));
  if (words.some((word) => textWidth(word) > room)) {
    const slanted = { labelAngle: -35, labelOverlap: false };
    return labelAxis(categories, { room: 130, lines: 1, axis: slanted });
  }
  const level = { labelAngle: 0, labelOverlap: true };
  return labelAxis(categories, { room, lines: 2, axis: level });
}

/** Makes the axis beside horizontal bars that are `step` pixels apart, with labels on two lines where the bars are tall enough. */
export function barLabels(categories: readonly string[], step: number, colour: string): LabelAxis {
  const axis = { labelColor: colour, labelPadding: 8, labelOverlap: false };
  return labelAxis(categories, { room: WIDEST_LINE, lines: step >= TWO_LINES ? 2 : 1, axis });
}

/** `room` is what one line may take, in pixels. */
type LabelOptions = { readonly room: number; readonly lines: 1 | 2; readonly axis: Json };

/** No label stands in an expression: a line break in its own text is all that Vega has to split. */
function labelAxis(categories: readonly string[], { room, lines, axis }: LabelOptions): LabelAxis {
  const shorten = labelShortener(categories, room, { lines });
  const write = (category: string) => (lines === 2 ? breakLabel(shorten(category), room) : shorten(category));
  const texts = new Map(categories.map((category) => [category, write(category)]));
  const areDistinct = new Set(texts.values()).size === categories.length;
  const textOf = (category: string) => (areDistinct && texts.get(category)) || category;
  return {
    channel: {
      field: 'label',
      type: 'nominal',
      sort: null,
      scale: { ...BANDS, domain: categories.map(textOf) },
      axis: { title: null, labelExpr: "split(datum.value, '\\n')", labelLimit: room, domain: false, ...axis },
    },
    textOf,
  };
}

type ShortenerOptions = { readonly lines?: 1 | 2; readonly fontWeight?: number };

/** Returns a function that cuts labels to `room` pixels: at their ends, or in their middle where the ends would look the same. */
export function labelShortener(
  labels: readonly string[],
  room: number,
  { lines = 1, fontWeight = 400 }: ShortenerOptions = {},
): (label: string) => string {
  const fits = (text: string, most: number) => textWidth(text, { fontWeight }) <= most;
  const cutAtEnd = (label: string) => {
    const most = room * lines;
    return fits(label, most) ? label : longestFit(label, (start) => fits(`${start}…`, most));
  };
  if (new Set(labels.map(cutAtEnd)).size === labels.length) return (label) => label;
  return (label) => (fits(label, room) ? label : cutMiddle(label, (text) => fits(text, room)));
}

/** A label without so much of its middle that it `fits`. */
function cutMiddle(label: string, fits: (text: string) => boolean): string {
  const cutTo = (start: string) => `${start.trim()}…${label.slice(-start.length).trim()}`;
  return cutTo(longestFit(label.slice(0, label.length / 2), (start) => fits(cutTo(start))));
}

const STEPS: readonly { readonly most: number; readonly step: number }[] = [
  { most: 4, step: 44 },
  { most: 6, step: 36 },
  { most: 8, step: 30 },
  { most: 11, step: 24 },
];

const LEAST_STEP = 20;

/** Returns the height in pixels of a horizontal bar with its gap when there are `count` of them. */
export function stepOf(count: number): number {
  return STEPS.find(({ most }) => count <= most)?.step ?? LEAST_STEP;
}

/** Returns the height as `stepOf` does, but with room for two lines where few bars have long names. */
export function barStep(labels: readonly string[]): number {
  const isLong = labels.length <= 8 && labels.some((label) => textWidth(label) > WIDEST_LINE);
  return Math.max(stepOf(labels.length), isLong ? TWO_LINES : 0);
}

/** A label of several words that is wider than `room` pixels, with a line break in it. */
function breakLabel(label: string, room: number): string {
  if (textWidth(label) <= room) return label;
  const space = label.lastIndexOf(' ', longestFit(label, (start) => textWidth(start) <= room).length);
  const end = space > 0 ? space : label.indexOf(' ');
  return end <= 0 ? label : `${label.slice(0, end)}\n${label.slice(end + 1)}`;
}
