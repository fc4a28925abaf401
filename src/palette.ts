/** The colours of one look. Every text is at least 4.5:1 against the background, every mark at least 3:1. */
export type Palette = {
  readonly background: string;
  readonly text: string;
  /** Subtitles, axis labels, notes. */
  readonly muted: string;
  readonly grid: string;
  readonly axis: string;
  /** One measure alone. */
  readonly main: string;
  /** The same measure in the period compared with. */
  readonly earlier: string;
  readonly up: string;
  readonly down: string;
  /** `Other` and `Unknown`. */
  readonly rest: string;
  /** One colour a series, told apart with any kind of colour sight. */
  readonly series: readonly string[];
  /** From none to most, for heat maps. */
  readonly scale: readonly string[];
};

export const THEMES = ['light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export const PALETTES: Readonly<Record<Theme, Palette>> = {
  light: {
    background: '#ffffff',
    text: '#1b1f24',
    muted: '#5c6470',
    grid: '#e7e9ec',
    axis: '#8b929c',
    main: '#2b6cb0',
    earlier: '#8a929e',
    up: '#2b6cb0',
    down: '#c8553d',
    rest: '#8a929e',
    series: ['#2b6cb0', '#dd7418', '#17907f', '#7b3f98', '#c23b5e', '#6b7f12', '#3b9dd8', '#7a4a2b'],
    scale: ['#e8f0f8', '#b5d0ea', '#79a9d6', '#3d7fbe', '#1d5590', '#0d3360'],
  },
  dark: {
    background: '#1b1f24',
    text: '#f1f3f5',
    muted: '#aab2bd',
    grid: '#343b44',
    axis: '#7d8793',
    main: '#6aaee8',
    earlier: '#87909c',
    up: '#6aaee8',
    down: '#ef8a6f',
    rest: '#87909c',
    series: ['#6aaee8', '#f0a04b', '#46c2ac', '#b98ad6', '#ee7f9b', '#b3c24a', '#3f8fd0', '#c58e68'],
    scale: ['#22303f', '#264a6e', '#2f6ea6', '#5096d4', '#8fc0ea', '#d3e7f8'],
  },
};

/** Black or white, whichever is easier to read on a colour. */
export function inkOn(colour: string): string {
  return contrast(colour, '#ffffff') >= contrast(colour, '#101418') ? '#ffffff' : '#101418';
}

/** From 1 to 21. https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
export function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const part = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
