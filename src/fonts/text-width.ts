import type { GlyphAdvances } from './font-file.ts';
import type { FontFamily } from './fonts.ts';

import { readFont } from './font-file.ts';
import { fontFamilies } from './fonts.ts';

/** How a text is set, as Vega describes it; every field may be missing. `limit` is the greatest width in pixels. */
export type TextItem = {
  readonly fontSize?: number | string;
  readonly fontWeight?: number | string;
  readonly limit?: number | string;
};

/** Measures text with the fonts that it will be drawn with. */
export type TextMeasure = {
  /** The width in pixels of one line as it will be drawn, `limit` respected. */
  readonly width: (item: TextItem, text: unknown) => number;
  /** The characters measured since the last call that no installed font can draw. */
  readonly takeMissing: () => readonly number[];
};

const DEFAULT_SIZE = 11;

const LONGEST = 2000;

/** What only joins or colours its neighbour, and what is taken out before drawing. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}]|\p{Variation_Selector}|\p{Emoji_Modifier}/u;

/** Creates a measure that reads the tables of the fonts. Widths are right within 2 %, but too large for kerning pairs and joined Arabic. */
export function openTextMeasure(faces: readonly FontFamily[]): TextMeasure {
  const missing = new Set<number>();
  const weight = (files: readonly string[]) => advances(files, (codePoint) => missing.add(codePoint));
  const regular = weight(faces.map((face) => face.regular));
  const bold = weight(faces.map((face) => face.bold));
  return {
    width(item, text) {
      const size = item.fontSize === undefined ? DEFAULT_SIZE : Number(item.fontSize) || 0;
      if (size <= 0 || text === null || text === undefined) return 0;
      const advance = isBold(item.fontWeight) ? bold : regular;
      let ems = 0;
      for (const character of String(text).trim().slice(0, LONGEST)) ems += advance(character.codePointAt(0)!);
      const limit = Number(item.limit);
      return limit > 0 ? Math.min(limit, ems * size) : ems * size;
    },
    takeMissing() {
      const taken = [...missing];
      missing.clear();
      return taken;
    },
  };
}

let own: TextMeasure | undefined;

/** How a text in a chart of our own look is set, as its marks say unless they say otherwise. */
const OWN_STYLE = { fontSize: 13, fontWeight: 400 };

/** Measures a line of text in a chart of our own look: its width in pixels, in regular letters 13 pixels tall by default. */
export function textWidth(text: string, { fontSize, fontWeight }: Partial<typeof OWN_STYLE> = OWN_STYLE): number {
  own ??= openTextMeasure(fontFamilies().ours);
  return own.width({ fontSize: fontSize ?? OWN_STYLE.fontSize, fontWeight: fontWeight ?? OWN_STYLE.fontWeight }, text);
}

/** Returns the width in pixels of the widest of some texts as `textWidth` measures them; 0 of none. */
export function widestOf(texts: Iterable<string>, style?: Partial<typeof OWN_STYLE>): number {
  let widest = 0;
  for (const text of texts) widest = Math.max(widest, textWidth(text, style));
  return widest;
}

/** Returns the longest beginning of a text that `fits`, at least its first character. A longer beginning must not fit where a shorter one does not. */
export function longestFit(text: string, fits: (beginning: string) => boolean): string {
  const characters = Array.from(text);
  let [low, high] = [1, characters.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(characters.slice(0, middle).join(''))) low = middle;
    else high = middle - 1;
  }
  return characters.slice(0, low).join('');
}

/** The advance in ems from the first font that has the character; zero for what only joins or colours its neighbour. */
function advances(files: readonly string[], onMissing: (codePoint: number) => unknown): (codePoint: number) => number {
  const fonts: GlyphAdvances[] = [];
  const known = new Map<number, number>();
  const find = (codePoint: number): number => {
    if (UNSEEN.test(String.fromCodePoint(codePoint))) return 0;
    for (let index = 0; index < files.length; index++) {
      fonts[index] ??= readFont(files[index]!);
      const advance = fonts[index]!.get(codePoint);
      if (advance !== undefined) return advance;
    }
    return Number.NaN;
  };
  return (codePoint) => {
    const advance = known.get(codePoint) ?? find(codePoint);
    known.set(codePoint, advance);
    if (!Number.isNaN(advance)) return advance;
    onMissing(codePoint);
    return 1;
  };
}

function isBold(weight: number | string | undefined): boolean {
  return weight === 'bold' || weight === 'bolder' || Number(weight) >= 600;
}
