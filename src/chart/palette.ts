import { rgb } from 'd3-color';
import { interpolateRgb, piecewise } from 'd3-interpolate';

/** The colours of one look, each as `#rrggbb`. Every text is at least 4.5:1 against the background, every mark at least 3:1. */
export type Palette = {
  readonly background: string;
  readonly text: string;
  /** Subtitles, axis labels, notes. */
  readonly muted: string;
  readonly grid: string;
  readonly axis: string;
  /** The only measure. */
  readonly main: string;
  /** The baseline of the measure. */
  readonly baseline: string;
  readonly up: string;
  readonly down: string;
  /** `Other` and `Unknown`. */
  readonly other: string;
  /** The colours of series, the first the main one; distinguishable with any kind of colour vision. */
  readonly series: readonly string[];
  /** The colours of heat maps, from the lowest to the highest value. */
  readonly scale: readonly string[];
};

/** The themes that a setting may name. */
export const THEMES = ['light', 'dark'] as const;

/** The name of a theme. */
export type Theme = (typeof THEMES)[number];

/** The palette of each theme. */
export const PALETTES: Readonly<Record<Theme, Palette>> = {
  light: {
    background: '#ffffff',
    text: '#1b1f24',
    muted: '#5c6470',
    grid: '#e7e9ec',
    axis: '#8b929c',
    main: '#1152b2',
    baseline: '#8a929e',
    up: '#1152b2',
    down: '#c8553d',
    other: '#8a929e',
    series: ['#1152b2', '#d17d23', '#007f6c', '#b47bea', '#843222', '#826800', '#185565', '#6e6daf'],
    scale: ['#e9f0fa', '#bad2f0', '#82abe2', '#467fcd', '#1d57ad', '#0b3371'],
  },
  dark: {
    background: '#1b1f24',
    text: '#f1f3f5',
    muted: '#aab2bd',
    grid: '#343b44',
    axis: '#7d8793',
    main: '#00a4ff',
    baseline: '#87909c',
    up: '#00a4ff',
    down: '#ef8a6f',
    other: '#87909c',
    series: ['#00a4ff', '#e28a1d', '#56e3b1', '#7b53c6', '#bb412d', '#e6cb0f', '#3c737e', '#a4c5fe'],
    scale: ['#22303f', '#264a6e', '#2f6ea6', '#5096d4', '#8fc0ea', '#d3e7f8'],
  },
};

/** Returns black or white, whichever is easier to read on a colour. */
export function readableOn(colour: string): string {
  return contrast(colour, '#ffffff') >= contrast(colour, '#000000') ? '#ffffff' : '#000000';
}

/** Returns the colour itself where text in it can be read on the background, else the nearest mix with the text's colour that can. */
export function textColour(colour: string, { background, text }: Palette): string {
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = mixColours(colour, text, share);
    if (contrast(mixed, background) >= 4.5) return mixed;
  }
  return text;
}

/** Mixes two colours; `share` from 0 to 1 is that of the second. */
export function mixColours(from: string, to: string, share: number): string {
  return rgb(interpolateRgb(from, to)(share)).formatHex();
}

/** Returns the colour of a scale at a share from 0 to 1. */
export function scaleColour(scale: readonly string[], share: number): string {
  return rgb(piecewise(interpolateRgb, [...scale])(share)).formatHex();
}

/** Returns the contrast ratio of two colours, from 1 to 21. https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
export function contrast(a: string, b: string): number {
  const [first, second] = [luminance(a), luminance(b)];
  return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
}

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(colour: string): number {
  const { r, g, b } = rgb(colour);
  const linear = (channel: number) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}
