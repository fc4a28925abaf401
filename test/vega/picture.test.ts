import sharp from 'sharp';
import { expect, test } from 'vitest';

import type { RenderJob } from '../../src/vega/job.ts';

import { PALETTES } from '../../src/chart/palette.ts';
import { UserError } from '../../src/error.ts';
import { drawPicture } from '../../src/vega/picture.ts';

const BARS = {
  width: 100,
  height: 50,
  autosize: 'none',
  data: { values: [{ a: 'A', b: 1 }] },
  mark: 'bar',
  encoding: { x: { field: 'a', type: 'nominal', axis: null }, y: { field: 'b', type: 'quantitative', axis: null } },
};

const JOB: RenderJob = { spec: BARS, theme: 'light', isGuest: true };

/** A spec of Owlpost's own, which takes its rows beside it. */
const OWN: RenderJob = { ...JOB, spec: { ...BARS, data: { name: 'table' } }, rows: [{ a: 'A', b: 1 }], isGuest: false };

/** The red, green and blue of a picture's first pixel, and its alpha where it has one. */
async function firstPixel(png: Uint8Array): Promise<readonly number[]> {
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  return [...data.subarray(0, info.channels)];
}

const hexOf = (parts: readonly number[]) => `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;

test('drawPicture(job) is a PNG of two pixels for each of the spec, or as many as the job says', async () => {
  const picture = await drawPicture(JOB);
  expect(await sharp(picture.png).metadata()).toMatchObject({ format: 'png', width: picture.width });
  const half = await drawPicture({ ...JOB, scale: 1 });
  expect([picture.width, picture.height]).toEqual([half.width * 2, half.height * 2]);
});

test.each(['light', 'dark'] as const)(
  'a picture has the background of the theme %s and is never transparent',
  async (theme) => {
    const [red, green, blue, alpha = 255] = await firstPixel((await drawPicture({ ...OWN, theme })).png);
    expect(hexOf([red!, green!, blue!])).toBe(PALETTES[theme].background.toLowerCase());
    expect(alpha).toBe(255);
  },
);

test('a frame makes a picture larger, and what stands in it can be drawn', async () => {
  const frame = { title: 'Sales by country', subtitle: 'Last quarter', legend: [], source: 'Data to 31 Oct 2026' };
  const [bare, framed] = [await drawPicture(OWN), await drawPicture({ ...OWN, frame })];
  expect(framed.height).toBeGreaterThan(bare.height);
});

test('a picture that would be too large has fewer pixels, in the same proportion', async () => {
  const { width, height } = await drawPicture({ ...JOB, spec: { ...BARS, width: 4000, height: 4000 }, scale: 4 });
  expect(width * height).toBeLessThanOrEqual(41_000_000);
  expect(width).toBe(height);
});

test.each([
  ['a mark that does not exist', { ...BARS, mark: 'no such mark' }],
  ['data from elsewhere', { ...BARS, data: { url: 'http://127.0.0.1:1/rows.json' } }],
])('%s is a UserError, and the next picture is drawn', async (_, spec) => {
  await expect(drawPicture({ ...JOB, spec })).rejects.toThrow(UserError);
  expect((await drawPicture(JOB)).png.length).toBeGreaterThan(100);
});
