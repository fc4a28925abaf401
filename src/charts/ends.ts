import type { Scene } from '../scene.ts';
import type { Line } from './dots.ts';

import { textColour } from '../palette.ts';
import { HEIGHT, writerOf } from './plot.ts';

const LABEL_GAP = 17;
const PLOT_HEIGHT = HEIGHT - 44;

/** Names (or the value, for a line alone) at the ends of the lines, moved apart where they would touch. */
export function endRows(scene: Scene, lines: readonly Line[], [low, high]: readonly [number, number]) {
  const write = writerOf(scene, scene.shape.measures[0]!);
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
    colour: textColour(colour, scene.palette),
    time: last,
    place: low + places[index]! * perPixel,
    text: lines.length === 1 ? write(value) : name,
  }));
}

/** Moves ascending places apart, inside the plot when they fit. */
function spread(places: readonly number[]): readonly number[] {
  const moved = [...places];
  for (let index = 1; index < moved.length; index++)
    moved[index] = Math.max(moved[index]!, moved[index - 1]! + LABEL_GAP);
  let ceiling = Math.max(PLOT_HEIGHT, (moved.length - 1) * LABEL_GAP);
  for (let index = moved.length - 1; index >= 0; index--) {
    moved[index] = Math.min(moved[index]!, ceiling);
    ceiling = moved[index]! - LABEL_GAP;
  }
  return moved;
}
