import type { KeyEntry } from '../scene.ts';
import type { Measure } from './measure.ts';

import { wrapText } from './wrap.ts';
import { escapeXml } from './xml.ts';

export type KeyOptions = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly colour: string;
  readonly measure: Measure;
};

const STYLE = { fontSize: 13, fontWeight: 400 };
const LINE = 20;
const SYMBOL = 18;
const GAP = 18;
const MOST = 170;

/** Lays the entries of a key in lines as wide as the plot. */
export function drawKey(entries: readonly KeyEntry[], { left, top, width, colour, measure }: KeyOptions) {
  const parts: string[] = [];
  let x = left;
  let line = 0;
  for (const entry of entries) {
    const [label = ''] = wrapText(entry.label, MOST, { ...STYLE, lines: 1, measure });
    const size = SYMBOL + measure.width(STYLE, label);
    if (x > left && x + size > left + width) [x, line] = [left, line + 1];
    const middle = top + line * LINE + LINE / 2;
    parts.push(symbol(entry, x, middle));
    parts.push(
      `<text x="${x + SYMBOL}" y="${middle + 4.7}" font-family="Inter" font-size="${STYLE.fontSize}" fill="${colour}">${escapeXml(label)}</text>`,
    );
    x += label === '' ? SYMBOL - 5 : size + GAP;
  }
  return { svg: parts.join(''), height: (line + 1) * LINE };
}

function symbol({ shape, colour }: KeyEntry, x: number, middle: number): string {
  const [width, height] = { square: [12, 12], line: [13, 3], tick: [3, 15] }[shape] as [number, number];
  const left = x + (12 - width) / 2;
  return `<rect x="${left}" y="${middle - height / 2}" width="${width}" height="${height}" rx="1.5" fill="${colour}"/>`;
}
