import type { Canvas, SKRSContext2D } from '@napi-rs/canvas';
import { createCanvas, GlobalFonts, Image } from '@napi-rs/canvas';

import { installedFaces } from './faces.ts';

export type Pen = SKRSContext2D;

const LONGEST_TEXT = 1000;
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g;

const faces = installedFaces();
for (const folder of faces.flatMap((face) => face.folders)) GlobalFonts.loadFontsFromDir(folder);
const families = faces.map(({ family }) => `"${family}"`).join(', ');
const fontOf = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(createCanvas(1, 1).getContext('2d')), 'font')!;

Object.assign(globalThis, { Image }); // what Vega looks for when a mark is an image

/**
 * A canvas on which every text is set in the installed fonts, whatever family it asks for, so that a picture is the same on
 * every machine. The characters that are missing are marked, for an empty box says nothing, and a text of more than 1,000
 * characters is cut.
 */
export function openCanvas(width: number, height: number, missing: readonly number[]): { canvas: Canvas; pen: Pen } {
  const canvas = createCanvas(width, height);
  const pen = canvas.getContext('2d');
  const unknown = missing.map((codePoint) => String.fromCodePoint(codePoint));
  const clean = (text: unknown) => {
    const written = String(text).toWellFormed().replace(UNWRITABLE, '');
    const short = written.length > LONGEST_TEXT ? `${written.slice(0, LONGEST_TEXT).toWellFormed()}…` : written;
    return unknown.reduce((marked, character) => marked.replaceAll(character, '\ufffd'), short);
  };
  const { fillText, strokeText } = pen;
  return {
    canvas,
    pen: Object.defineProperties(pen, {
      font: {
        get: () => fontOf.get!.call(pen),
        set: (font: string) => fontOf.set!.call(pen, font.replace(/px .*/s, `px ${families}`)),
      },
      fillText: { value: (text: unknown, x: number, y: number) => fillText.call(pen, clean(text), x, y) },
      strokeText: { value: (text: unknown, x: number, y: number) => strokeText.call(pen, clean(text), x, y) },
    }),
  };
}
