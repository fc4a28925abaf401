import { describe, expect, test } from 'vitest';

import type { Palette } from '../../src/chart/palette.ts';

import { contrast, mixColours, PALETTES, readableOn, textColour } from '../../src/chart/palette.ts';

/** How a colour looks without red, green or blue cones. Machado, Oliveira and Fernandes, 2009, at full severity. */
const SIGHTS: Readonly<Record<string, readonly (readonly number[])[]>> = {
  full: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

describe.each(Object.entries(PALETTES))('%s', (_, palette) => {
  test('texts have a contrast of at least 4.5', () => {
    for (const colour of [
      palette.text,
      palette.muted,
      ...palette.series.map((series) => textColour(series, palette)),
    ]) {
      expect(contrast(colour, palette.background)).toBeGreaterThanOrEqual(4.5);
    }
  });

  test('marks have a contrast of at least 3', () => {
    for (const colour of marksOf(palette)) expect(contrast(colour, palette.background)).toBeGreaterThanOrEqual(3);
  });

  test('what is written inside marks has a contrast of at least 4.5', () => {
    for (const colour of [...marksOf(palette), ...palette.scale]) {
      expect(contrast(readableOn(colour), colour)).toBeGreaterThanOrEqual(4.5);
    }
  });

  test.each(Object.keys(SIGHTS))('series are told apart with %s sight', (sight) => {
    const colours = [...palette.series, palette.other];
    const distances = colours.flatMap((a, index) => colours.slice(0, index).map((b) => distance(a, b, SIGHTS[sight]!)));
    expect(Math.min(...distances)).toBeGreaterThan(0.06);
  });
});

test('mixColours(from, to, share)', () => {
  expect(mixColours('#000000', '#ffffff', 0.5)).toBe('#808080');
});

function marksOf({ main, baseline, up, down, other, series }: Palette): readonly string[] {
  return [main, baseline, up, down, other, ...series];
}

/** In OKLab, where 0.02 is just noticeable. */
function distance(a: string, b: string, sight: readonly (readonly number[])[]): number {
  const [first, second] = [labOf(a, sight), labOf(b, sight)];
  return Math.hypot(...first.map((value, index) => value - second[index]!));
}

function labOf(colour: string, sight: readonly (readonly number[])[]): readonly number[] {
  const light = [1, 3, 5].map((start) => {
    const part = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  const seen = times(sight, light).map((value) => Math.min(1, Math.max(0, value)));
  const cones = [
    [0.4122214708, 0.5363325363, 0.0514459929],
    [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
  ];
  const lab = [
    [0.2104542553, 0.793617785, -0.0040720468],
    [1.9779984951, -2.428592205, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.808675766],
  ];
  return times(lab, times(cones, seen).map(Math.cbrt));
}

function times(matrix: readonly (readonly number[])[], vector: readonly number[]): readonly number[] {
  return matrix.map((row) => row.reduce((sum, weight, index) => sum + weight * vector[index]!, 0));
}
