import type { TextMeasure } from '../fonts/text-width.ts';

import { longestFit } from '../fonts/text-width.ts';

/** How text is set when it is broken into lines. */
export type TextStyle = {
  readonly fontSize: number;
  readonly fontWeight: number;
  /** The most lines; text that does not fit is cut with an ellipsis. */
  readonly lines: number;
  readonly measure: TextMeasure;
};

const LONGEST = 1000;

/** Breaks a text into lines no wider than `width` pixels, between words where there are words. */
export function wrapText(text: string, width: number, { lines, measure, ...style }: TextStyle): readonly string[] {
  const fits = (line: string) => measure.width(style, line) <= width;
  const wrapped: string[] = [];
  let rest = text.replace(/\s+/g, ' ').trim().slice(0, LONGEST);
  while (rest !== '' && wrapped.length < lines) {
    const isLast = wrapped.length === lines - 1;
    const shortened = isLast ? cut : firstLine;
    const line = fits(rest) ? rest : shortened(rest, fits);
    wrapped.push(line.trim());
    rest = rest === line || isLast ? '' : rest.slice(line.length).trim();
  }
  return wrapped;
}

function firstLine(text: string, fits: (line: string) => boolean): string {
  const longest = longestFit(text, fits);
  const space = longest.lastIndexOf(' ');
  return space > longest.length / 2 ? longest.slice(0, space) : longest;
}

function cut(text: string, fits: (line: string) => boolean): string {
  return `${longestFit(text, (line) => fits(`${line}…`)).trim()}…`;
}
