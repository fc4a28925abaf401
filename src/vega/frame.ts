import type { Palette } from '../chart/palette.ts';
import type { Frame } from '../chart/picture.ts';
import type { TextMeasure } from '../fonts/text-width.ts';
import type { Context2D } from './canvas.ts';

import { layoutLegend } from './legend.ts';
import { wrapText } from './wrap.ts';

/** A width and a height in logical pixels. */
export type Size = { readonly width: number; readonly height: number };

/** The positions of the parts of a picture, and a function that draws its frame. */
export type Layout = Size & {
  /** The position of the plot. */
  readonly left: number;
  readonly top: number;
  /** Draws everything but the plot. */
  readonly draw: (pen: Context2D) => void;
};

type Line = { readonly text: string; readonly y: number; readonly font: string; readonly colour: string };

const MARGIN = 16;

const NARROWEST = 440;

const TITLE = { fontSize: 18, fontWeight: 600, lineHeight: 23, lines: 2 };

const SUBTITLE = { fontSize: 13, fontWeight: 400, lineHeight: 18, lines: 2 };

const SOURCE = { fontSize: 13, fontWeight: 400, lineHeight: 17, lines: 2 };

/** Lays out title and subtitle above a plot and its source below, all on the picture's left margin and as wide as the plot. */
export function layoutFrame(
  plot: Size,
  frame: Frame,
  { palette, measure }: { palette: Palette; measure: TextMeasure },
): Layout {
  const inside = Math.max(plot.width, NARROWEST);
  const lines: Line[] = [];
  let y = MARGIN - 2;
  const write = (text: string | undefined, style: typeof TITLE, colour: string) => {
    const font = `${style.fontWeight} ${style.fontSize}px Inter`;
    for (const line of wrapText(text ?? '', inside, { ...style, measure })) {
      const base = y + style.lineHeight - (style.lineHeight - style.fontSize * 0.72) / 2;
      lines.push({ text: line, y: base, font, colour });
      y += style.lineHeight;
    }
  };
  write(frame.title, TITLE, palette.text);
  if (frame.subtitle) y += 2;
  write(frame.subtitle, SUBTITLE, palette.muted);
  const legend = layoutLegend(frame.legend, { left: MARGIN, top: y + 8, width: inside, colour: palette.text, measure });
  if (frame.legend.length > 0) y += 8 + legend.height;
  y += 12;
  const top = y;
  y += plot.height;
  if (frame.source) y += 8;
  write(frame.source, SOURCE, palette.muted);
  return {
    width: inside + 2 * MARGIN,
    height: Math.ceil(y + MARGIN - 4),
    left: MARGIN,
    top,
    draw(pen) {
      for (const line of lines) {
        pen.font = line.font;
        pen.fillStyle = line.colour;
        pen.fillText(line.text, MARGIN, line.y);
      }
      legend.draw(pen);
    },
  };
}
