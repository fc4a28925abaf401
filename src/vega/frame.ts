import type { Frame } from '../chart.ts';
import type { Palette } from '../palette.ts';
import type { Drawing } from './job.ts';
import type { Measure } from './measure.ts';

import { drawKey } from './key.ts';
import { wrapText } from './wrap.ts';
import { escapeXml } from './xml.ts';

const MARGIN = 16;
const NARROWEST = 440;
const TITLE = { fontSize: 18, fontWeight: 600, lineHeight: 23, lines: 2 };
const SUBTITLE = { fontSize: 13, fontWeight: 400, lineHeight: 18, lines: 2 };
const SOURCE = { fontSize: 13, fontWeight: 400, lineHeight: 17, lines: 2 };

/** Sets title and subtitle above a plot and its source below, all on the picture's left margin and as wide as the plot. */
export function drawFrame(
  plot: Drawing,
  frame: Frame,
  { palette, measure }: { palette: Palette; measure: Measure },
): Drawing {
  const inside = Math.max(plot.width, NARROWEST);
  const width = inside + 2 * MARGIN;
  const parts: string[] = [];
  let y = MARGIN - 2;
  const write = (text: string | undefined, style: typeof TITLE, colour: string) => {
    for (const line of wrapText(text ?? '', inside, { ...style, measure })) {
      const base = y + style.lineHeight - (style.lineHeight - style.fontSize * 0.72) / 2;
      parts.push(
        `<text x="${MARGIN}" y="${base}" font-family="Inter" font-size="${style.fontSize}" font-weight="${style.fontWeight}" fill="${colour}">${escapeXml(line)}</text>`,
      );
      y += style.lineHeight;
    }
  };
  write(frame.title, TITLE, palette.text);
  if (frame.subtitle) y += 2;
  write(frame.subtitle, SUBTITLE, palette.muted);
  if (frame.key.length > 0) {
    const key = drawKey(frame.key, { left: MARGIN, top: y + 8, width: inside, colour: palette.text, measure });
    parts.push(key.svg);
    y += 8 + key.height;
  }
  y += 12;
  parts.push(`<svg x="${MARGIN}" y="${y}" overflow="visible" ${plot.svg.slice(plot.svg.indexOf('<svg') + 4)}`);
  y += plot.height;
  if (frame.source) y += 8;
  write(frame.source, SOURCE, palette.muted);
  const height = Math.ceil(y + MARGIN - 4);
  const background = `<rect width="${width}" height="${height}" fill="${palette.background}"/>`;
  const open = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`;
  return { svg: `${open}${background}${parts.join('')}</svg>`, width, height };
}
