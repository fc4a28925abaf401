import type { ChartInput } from '../options.ts';
import type { Line } from './line-rows.ts';

import { textColour } from '../palette.ts';
import { HEIGHT, writerOf } from './plot.ts';

const LABEL_GAP = 17;

const PLOT_HEIGHT = HEIGHT - 44;

/** Names (or the value, for a line alone) at the ends of the lines, moved apart where they would touch. */
export function endRows(input: ChartInput, lines: readonly Line[], [low, high]: readonly [number, number]) {
  const write = writerOf(input, input.fields.measures[0]!);
  const perPixel = (high - low) / PLOT_HEIGHT;
  const ends = lines
    .flatMap(({ name, colour, dots }) => {
      const dot = dots.findLast(({ value }) => value !== null);
      return dot ? [{ name, colour, time: dot.time, value: dot.value! }] : [];
    })
    .sort((a, b) => a.value - b.value);
  const places = spread(ends.map(({ value }) => (value - low) / perPixel));
  const last = ends.reduce((latest, { time }) => Math.max(latest, time), -Infinity);
  return ends.map(({ name, colour, value }, index) => ({
    part: 'end',
    colour: textColour(colour, input.palette),
    time: last,
    place: low + places[index]! * perPixel,
    text: lines.length === 1 ? write(value) : name,
  }));
}

type Group = { readonly wanted: readonly number[]; readonly start: number };

/** Moves ascending places apart, those that would touch together around their middle, inside the plot when they fit. */
function spread(places: readonly number[]): readonly number[] {
  const groups: Group[] = [];
  for (const place of places) {
    let group = groupOf([place]);
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
  const middle = wanted.reduce((sum, place) => sum + place, 0) / wanted.length;
  return { wanted, start: Math.max(0, Math.min(middle - height / 2, PLOT_HEIGHT - height)) };
}

function endOf({ wanted, start }: Group): number {
  return start + (wanted.length - 1) * LABEL_GAP;
}
