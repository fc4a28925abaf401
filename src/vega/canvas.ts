import type { Canvas, SKRSContext2D } from '@napi-rs/canvas';
import { createCanvas, GlobalFonts, Image } from '@napi-rs/canvas';

import { installedFaces } from './faces.ts';

export type Pen = SKRSContext2D;

const LONGEST_TEXT = 1000;
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g;

const faces = installedFaces();
for (const folder of faces.flatMap((face) => face.folders)) GlobalFonts.loadFontsFromDir(folder);
const families = faces.map(({ family }) => `"${family}"`).join(', ');
const canvas = createCanvas(1, 1);
const pen = canvas.getContext('2d');
const { fillText, strokeText } = pen;
const fontOf = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(pen), 'font')!;
let unwritable: readonly string[] = [];

Object.assign(globalThis, { Image }); // what Vega looks for when a mark is an image
Object.defineProperties(pen, {
  font: {
    get: () => fontOf.get!.call(pen),
    set: (font: string) => fontOf.set!.call(pen, font.replace(/px .*/s, `px ${families}`)),
  },
  fillText: { value: (text: unknown, x: number, y: number) => fillText.call(pen, clean(text), x, y) },
  strokeText: { value: (text: unknown, x: number, y: number) => strokeText.call(pen, clean(text), x, y) },
});

/**
 * The canvas of this process, blank and in another size: what was drawn before is gone. Every text on it is set in the
 * installed fonts, whatever family it asks for, so that a picture is the same on every machine. The characters that are
 * missing are marked, for an empty box says nothing, and a text of more than 1,000 characters is cut.
 */
export function clearCanvas(width: number, height: number, missing: readonly number[]): { canvas: Canvas; pen: Pen } {
  canvas.width = width;
  canvas.height = height;
  unwritable = missing.map((codePoint) => String.fromCodePoint(codePoint));
  return { canvas, pen };
}

function clean(text: unknown): string {
  const written = String(text).toWellFormed().replace(CONTROLS, '');
  const short = written.length > LONGEST_TEXT ? `${written.slice(0, LONGEST_TEXT).toWellFormed()}…` : written;
  return unwritable.reduce((marked, character) => marked.replaceAll(character, '\ufffd'), short);
}
