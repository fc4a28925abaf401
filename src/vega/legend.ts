import type { LegendEntry } from '../chart/picture.ts';
import type { TextMeasure } from '../fonts/text-width.ts';
import type { Context2D } from './canvas.ts';

import { wrapText } from './wrap.ts';

/** The position of a legend, in pixels, and its look. */
export type LegendOptions = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly colour: string;
  readonly measure: TextMeasure;
};

type Placed = LegendEntry & { readonly x: number; readonly middle: number };

const STYLE = { fontSize: 13, fontWeight: 400 };

const LINE = 20;

const SYMBOL = 18;

const GAP = 18;

const MOST = 170;

/** Lays the entries of a legend out in lines as wide as the plot. */
export function layoutLegend(entries: readonly LegendEntry[], { left, top, width, colour, measure }: LegendOptions) {
  const placed: Placed[] = [];
  let x = left;
  let line = 0;
  for (const entry of entries) {
    const [label = ''] = wrapText(entry.label, MOST, { ...STYLE, lines: 1, measure });
    const size = SYMBOL + measure.width(STYLE, label);
    if (x > left && x + size > left + width) [x, line] = [left, line + 1];
    placed.push({ ...entry, label, x, middle: top + line * LINE + LINE / 2 });
    x += label === '' ? SYMBOL - 5 : size + GAP;
  }
  return {
    height: (line + 1) * LINE,
    draw(pen: Context2D) {
      for (const entry of placed) drawEntry(pen, entry, colour);
    },
  };
}

function drawEntry(pen: Context2D, { shape, colour, label, x, middle }: Placed, textColour: string): void {
  const [width, height] = { square: [12, 12], line: [13, 3], tick: [3, 15] }[shape] as [number, number];
  pen.fillStyle = colour;
  pen.beginPath();
  pen.roundRect(x + (12 - width) / 2, middle - height / 2, width, height, 1.5);
  pen.fill();
  pen.font = `${STYLE.fontSize}px Inter`;
  pen.fillStyle = textColour;
  pen.fillText(label, x + SYMBOL, middle + 4.7);
}
