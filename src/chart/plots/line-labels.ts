import { max, mean } from 'd3-array';

import type { ChartInput } from '../chart-input.ts';
import type { Line } from './line-rows.ts';

import { textColour } from '../palette.ts';
import { writerOf } from './plot.ts';
import { HEIGHT } from './size.ts';

const LABEL_GAP = 17;

const PLOT_HEIGHT = HEIGHT - 44;

/**
 * Makes the rows that write the names of lines at their ends (or the value, for a single line), moved apart where
 * they would overlap. `domain` is that of the vertical axis.
 */
export function lineEndRows(input: ChartInput, lines: readonly Line[], [low, high]: readonly [number, number]) {
  const write = writerOf(input, input.measures[0]);
  const perPixel = (high - low) / PLOT_HEIGHT;
  const ends = lines
    .flatMap(({ name, colour, dots }) => {
      const dot = dots.findLast(({ value }) => value !== null);
      return dot ? [{ name, colour, time: dot.time, value: dot.value ?? 0 }] : [];
    })
    .sort((a, b) => a.value - b.value);
  const heights = spread(ends.map(({ value }) => (value - low) / perPixel));
  const time = max(ends, (end) => end.time);
  return ends.map(({ name, colour, value }, index) => ({
    part: 'end',
    colour: textColour(colour, input.palette),
    time,
    place: low + (heights[index] ?? 0) * perPixel,
    text: lines.length === 1 ? write(value) : name,
  }));
}

type Group = { readonly wanted: readonly number[]; readonly start: number };

/** Moves ascending heights apart, those that would touch together around their middle, inside the plot when they fit. */
function spread(heights: readonly number[]): readonly number[] {
  const groups: Group[] = [];
  for (const height of heights) {
    let group = groupOf([height]);
    for (let below = groups.at(-1); below && endOf(below) + LABEL_GAP > group.start; below = groups.at(-1)) {
      groups.pop();
      group = groupOf([...below.wanted, ...group.wanted]);
    }
    groups.push(group);
  }
  return groups.flatMap(({ wanted, start }) => wanted.map((_, index) => start + index * LABEL_GAP));
}

function groupOf(wanted: readonly number[]): Group {
  const height = (wanted.length - 1) * LABEL_GAP;
  const middle = mean(wanted) ?? 0;
  return { wanted, start: Math.max(0, Math.min(middle - height / 2, PLOT_HEIGHT - height)) };
}

function endOf({ wanted, start }: Group): number {
  return start + (wanted.length - 1) * LABEL_GAP;
}
