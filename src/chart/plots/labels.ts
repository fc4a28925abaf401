import { max } from 'd3-array';

import type { Json } from './plot.ts';

import { BANDS, WIDTH } from './size.ts';

/** An axis of categories, and how each is written on it. */
export type LabelAxis = {
  /** The channel of the field `label`, whose values are `textOf` each category. */
  readonly channel: Json;
  readonly textOf: (category: string) => string;
};

const LONGEST_LINE = 27; // characters

const TWO_LINES = 42; // pixels for two lines and a gap to the next label

/** The axis below columns, its labels on two lines where they need them and slanted where no line has room. */
export function columnLabels(categories: readonly string[]): LabelAxis {
  const room = Math.max(40, WIDTH / categories.length - 12);
  const words = categories.flatMap((category) => category.split(' '));
  const longestWord = max(words, ({ length }) => length) ?? 0;
  if (longestWord * 7.2 > room) {
    const slanted = { labelAngle: -35, labelOverlap: false };
    return labelAxis(categories, { length: 24, limit: 130, lines: 1, axis: slanted });
  }
  const level = { labelAngle: 0, labelOverlap: true };
  return labelAxis(categories, { length: room / 7, limit: room, lines: 2, axis: level });
}

/** The axis beside horizontal bars that are `step` pixels apart, its labels on two lines where the bars are tall enough. */
export function barLabels(categories: readonly string[], step: number, colour: string): LabelAxis {
  const axis = { labelColor: colour, labelPadding: 8, labelOverlap: false };
  return labelAxis(categories, { length: LONGEST_LINE, limit: 200, lines: step >= TWO_LINES ? 2 : 1, axis });
}

type LabelOptions = { readonly length: number; readonly limit: number; readonly lines: 1 | 2; readonly axis: Json };

/** No label stands in an expression: a line break in its own text is all that Vega has to split. */
function labelAxis(categories: readonly string[], { length, limit, lines, axis }: LabelOptions): LabelAxis {
  const shorten = labelShortener(categories, length, lines);
  const write = (category: string) => (lines === 2 ? breakLabel(shorten(category), length) : shorten(category));
  const texts = new Map(categories.map((category) => [category, write(category)]));
  const areDistinct = new Set(texts.values()).size === categories.length;
  const textOf = (category: string) => (areDistinct && texts.get(category)) || category;
  return {
    channel: {
      field: 'label',
      type: 'nominal',
      sort: null,
      scale: { ...BANDS, domain: categories.map(textOf) },
      axis: { title: null, labelExpr: "split(datum.value, '\\n')", labelLimit: limit, domain: false, ...axis },
    },
    textOf,
  };
}

/** The function that cuts labels in their middle where they would look the same when cut at their ends. */
export function labelShortener(labels: readonly string[], length: number, lines = 1): (label: string) => string {
  return areAlike(labels, length * lines) ? (label) => cutMiddle(label, length) : (label) => label;
}

/** Whether labels that differ would look the same when cut at their ends. */
function areAlike(labels: readonly string[], length: number): boolean {
  return new Set(labels.map((label) => label.slice(0, length - 2))).size < labels.length;
}

function cutMiddle(label: string, length: number): string {
  const half = Math.floor((length - 1) / 2);
  return label.length <= length ? label : `${label.slice(0, half).trim()}…${label.slice(-half).trim()}`;
}

const STEPS: readonly { readonly most: number; readonly step: number }[] = [
  { most: 4, step: 44 },
  { most: 6, step: 36 },
  { most: 8, step: 30 },
  { most: 11, step: 24 },
];

const LEAST_STEP = 20;

/** How many pixels a horizontal bar with its gap is tall when there are `count` of them. */
export function stepOf(count: number): number {
  return STEPS.find(({ most }) => count <= most)?.step ?? LEAST_STEP;
}

/** The same, with room for two lines where few bars have long names. */
export function barStep(labels: readonly string[]): number {
  const isLong = labels.length <= 8 && labels.some((label) => label.length > LONGEST_LINE);
  return Math.max(stepOf(labels.length), isLong ? TWO_LINES : 0);
}

/** A label of several words that is longer than `length` characters, with a line break in it. */
function breakLabel(label: string, length: number): string {
  if (label.length <= length) return label;
  const space = label.lastIndexOf(' ', length);
  const end = space > 0 ? space : label.indexOf(' ');
  return end <= 0 ? label : `${label.slice(0, end)}\n${label.slice(end + 1)}`;
}
