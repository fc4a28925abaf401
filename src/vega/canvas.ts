import type { SKRSContext2D } from '@napi-rs/canvas';
import { createCanvas, GlobalFonts, Image } from '@napi-rs/canvas';

import type { FontFamily } from '../fonts/fonts.ts';

import { fontFamilies } from '../fonts/fonts.ts';

/** The drawing surface of a canvas. */
export type Context2D = SKRSContext2D;

/** How text is drawn on a canvas. */
export type CanvasOptions = {
  /** Whether the text is of a spec that others wrote. */
  readonly isGuest: boolean;
  /** The set to which characters are added that no installed font has. */
  readonly missing: readonly number[];
};

const LONGEST_TEXT = 1000;

const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g;

for (const folder of new Set([...fontFamilies().ours, ...fontFamilies().guests].flatMap((face) => face.folders)))
  GlobalFonts.loadFontsFromDir(folder);

const stacks = { ours: stackOf(fontFamilies().ours), guests: stackOf(fontFamilies().guests) };

const canvas = createCanvas(1, 1);

const pen = canvas.getContext('2d');

const { fillText, strokeText, setLineDash } = pen;

const fontOf = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(pen), 'font')!;

let families = '';

let unwritable: readonly string[] = [];

Object.assign(globalThis, { Image }); // what Vega looks for when a mark is an image

Object.defineProperties(pen, {
  font: {
    get: () => fontOf.get!.call(pen),
    set: (font: string) => fontOf.set!.call(pen, font.replace(/px .*/s, `px ${families}`)),
  },
  fillText: { value: (text: unknown, x: number, y: number) => fillText.call(pen, clean(text), x, y) },
  setLineDash: { value: (dashes: readonly number[]) => setLineDash.call(pen, isDashed(dashes) ? [...dashes] : []) },
  strokeText: { value: (text: unknown, x: number, y: number) => strokeText.call(pen, clean(text), x, y) },
});

/**
 * Returns the canvas of this process, blank and in another size; what was drawn before is lost. All text is set in
 * the installed fonts, whatever family it asks for, so that a picture is the same on every machine. Missing
 * characters are marked, and a text of more than 1,000 characters is cut.
 */
export function clearCanvas(width: number, height: number, { isGuest, missing }: CanvasOptions) {
  canvas.width = width;
  canvas.height = height;
  families = isGuest ? stacks.guests : stacks.ours;
  unwritable = missing.map((codePoint) => String.fromCodePoint(codePoint));
  return { canvas, pen };
}

/** The families as a CSS font names them, the first that has a character first. */
function stackOf(faces: readonly FontFamily[]): string {
  return faces.map(({ family }) => `"${family}"`).join(', ');
}

function clean(text: unknown): string {
  const written = String(text).toWellFormed().replace(CONTROLS, '');
  const short = written.length > LONGEST_TEXT ? `${written.slice(0, LONGEST_TEXT).toWellFormed()}…` : written;
  return unwritable.reduce((marked, character) => marked.replaceAll(character, '\ufffd'), short);
}

/** Dashes of no length are a whole line; Skia fails over them. */
function isDashed(dashes: readonly number[]): boolean {
  return dashes.every((dash) => dash >= 0) && dashes.some((dash) => dash > 0);
}
