import type { Json } from './plot.ts';

import { BANDS, WIDTH } from './plot.ts';

/** Labels as they are written below columns, on two lines where they need them. */
export function columnLabels(labels: readonly string[]): LabelAxis {
  const room = Math.max(40, WIDTH / labels.length - 12);
  const longestWord = labels
    .flatMap((label) => label.split(' '))
    .reduce((most, word) => Math.max(most, word.length), 0);
  if (longestWord * 7.2 > room) {
    const slanted = { labelAngle: -35, labelOverlap: false };
    return labelAxis(labels, { length: 24, limit: 130, lines: 1, axis: slanted });
  }
  return labelAxis(labels, { length: room / 7, limit: room, lines: 2, axis: { labelAngle: 0, labelOverlap: true } });
}

/** Labels as they are written beside horizontal bars, on two lines where the bars are tall enough. */
export function barLabels(labels: readonly string[], step: number, colour: string): LabelAxis {
  const axis = { labelColor: colour, labelPadding: 8, labelOverlap: false };
  return labelAxis(labels, { length: LONGEST_LINE, limit: 200, lines: step >= TWO_LINES ? 2 : 1, axis });
}

export type LabelAxis = {
  /** The channel of the field `label`, whose values are `textOf` each label. */
  readonly channel: Json;
  readonly textOf: (label: string) => string;
};

type LabelOptions = { readonly length: number; readonly limit: number; readonly lines: 1 | 2; readonly axis: Json };

/** No label stands in an expression: a line break in its own text is all that Vega has to split. */
function labelAxis(labels: readonly string[], { length, limit, lines, axis }: LabelOptions): LabelAxis {
  const shorten = shortener(labels, length, lines);
  const texts = new Map(
    labels.map((label) => [label, lines === 2 ? breakLabel(shorten(label), length) : shorten(label)]),
  );
  const textOf =
    new Set(texts.values()).size === labels.length ? (label: string) => texts.get(label)! : (label: string) => label;
  return {
    channel: {
      field: 'label',
      type: 'nominal',
      sort: null,
      scale: { ...BANDS, domain: labels.map(textOf) },
      axis: { title: null, labelExpr: "split(datum.value, '\\n')", labelLimit: limit, domain: false, ...axis },
    },
    textOf,
  };
}

/** Cuts labels in their middle where they would look the same when cut at their ends. */
export function shortener(labels: readonly string[], length: number, lines = 1): (label: string) => string {
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

/** How tall a horizontal bar with its gap is when there are so many. */
export function stepOf(count: number): number {
  return count <= 4 ? 44 : count <= 6 ? 36 : count <= 8 ? 30 : count <= 11 ? 24 : 20;
}

/** The same, with room for two lines where few bars have long names. */
export function barStep(labels: readonly string[]): number {
  const isLong = labels.length <= 8 && labels.some((label) => label.length > LONGEST_LINE);
  return Math.max(stepOf(labels.length), isLong ? TWO_LINES : 0);
}

const LONGEST_LINE = 27; // characters

const TWO_LINES = 42; // pixels for two lines and a gap to the next label

/** A label of several words that is longer than `length` characters, with a line break in it. */
function breakLabel(label: string, length: number): string {
  if (label.length <= length) return label;
  const space = label.lastIndexOf(' ', length);
  const end = space > 0 ? space : label.indexOf(' ');
  return end <= 0 ? label : `${label.slice(0, end)}\n${label.slice(end + 1)}`;
}
