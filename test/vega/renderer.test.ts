import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import type { Renderer } from '../../src/vega/renderer.ts';

import { chart } from '../../src/chart/chart.ts';
import { UserError } from '../../src/error.ts';
import { openRenderer } from '../../src/vega/renderer.ts';
import * as authored from '../charts/authored.ts';
import * as easy from '../charts/easy.ts';
import * as hard from '../charts/hard.ts';
import * as hostile from '../charts/hostile.ts';
import { SPECS } from '../support/vega-specs.ts';

type Spec = Readonly<Record<string, unknown>>;

const ROWS = {
  values: [
    { a: 'A', b: 28 },
    { a: 'B', b: 55 },
  ],
};

const BARS: Spec = {
  data: ROWS,
  mark: 'bar',
  encoding: { x: { field: 'a', type: 'nominal' }, y: { field: 'b', type: 'quantitative' } },
};

const VEGA: Spec = {
  $schema: 'https://vega.github.io/schema/vega/v6.json',
  width: 100,
  height: 100,
  data: [{ name: 'rows', ...ROWS }],
  scales: [{ name: 'x', type: 'band', domain: { data: 'rows', field: 'a' }, range: 'width' }],
  axes: [{ orient: 'bottom', scale: 'x' }],
  marks: [
    {
      type: 'rect',
      from: { data: 'rows' },
      encode: {
        enter: { x: { scale: 'x', field: 'a' }, width: { value: 20 }, y: { field: 'b' }, y2: { value: 100 } },
      },
    },
  ],
};

const ANIMATION: Spec = {
  params: [{ name: 'moment', select: { type: 'point', fields: ['a'], on: 'timer' } }],
  transform: [{ filter: { param: 'moment' } }],
  encoding: { ...(BARS.encoding as object), time: { field: 'a', type: 'nominal' } },
};

const HANG: Spec = {
  ...BARS,
  transform: [{ calculate: "test(/^(a+)+$/, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!')", as: 'c' }],
};

const FLOOD: Spec = { ...BARS, data: { sequence: { start: 0, stop: 50_000_000 } } };

let renderer: Renderer;

beforeAll(() => {
  renderer = openRenderer();
});

afterAll(() => renderer.close());

describe('draw(chart)', () => {
  const cases = Object.entries({ ...easy, ...hard, ...hostile, ...authored });
  test.each(cases)('%s', async (_, makeCase) => {
    const { table, options } = makeCase();
    const { png, width, height } = await renderer.draw(chart(table, options));
    const { format, width: wide, height: high } = await sharp(png).metadata();
    expect([format, wide, high]).toEqual(['png', width, height]);
    expect(width).toBeGreaterThanOrEqual(944);
    expect(height).toBeLessThanOrEqual(width);
    expect(await inkOf(png)).toBeGreaterThan(0.005);
  });

  test('is the same to the byte each time', async () => {
    const { table, options } = easy.linesByProductLine();
    const [first, second] = await Promise.all([1, 2].map(() => renderer.draw(chart(table, options))));
    expect(Buffer.compare(first!.png, second!.png)).toBe(0);
  });
});

describe('draw(chart, { scale })', () => {
  test('draws the same picture with more pixels', async () => {
    const { table, options } = easy.linesByProductLine();
    const made = chart(table, options);
    const usual = await renderer.draw(made);
    const large = await renderer.draw(made, { scale: 6 });
    expect([large.width / usual.width, large.height / usual.height].map(Math.round)).toEqual([3, 3]);
    expect(await inkOf(large.png)).toBeCloseTo(await inkOf(usual.png), 1);
  });

  test('draws fewer pixels than were asked for where they would be too many', async () => {
    const { table, options } = easy.linesByProductLine();
    const { width, height } = await renderer.draw(chart(table, options), { scale: 60 });
    expect(width * height).toBeLessThan(41_000_000);
  });
});

describe('drawSpec(spec)', () => {
  test.each(Object.entries(SPECS).filter(([name]) => name !== 'empty'))('draws the %s of others', async (_, spec) => {
    expect(await inkOf((await renderer.drawSpec(spec)).png)).toBeGreaterThan(0.01);
  });

  test.each(['fittedRows', 'containerInColumn'])('leaves the %s of others their width', async (name) => {
    expect((await renderer.drawSpec(SPECS[name]!)).width).toBeGreaterThan(600);
  });

  test('leaves what others did not colour in the colours of Vega-Lite', async () => {
    const { data, info } = await sharp((await renderer.drawSpec(SPECS.bars!)).png)
      .raw()
      .toBuffer({ resolveWithObject: true });
    let blue = 0;
    for (let at = 0; at < data.length; at += info.channels) if (data.readUIntBE(at, 3) === 0x4c78a8) blue++;
    expect(blue / (info.width * info.height)).toBeGreaterThan(0.2);
  });

  test.each<[string, Spec]>([
    ['bars', BARS],
    [
      'NaN, infinities and strings for numbers',
      {
        ...BARS,
        data: {
          values: [
            { a: 'A', b: 'x' },
            { a: 'B', b: 1 / 0 },
            { a: 'C', b: 3 },
          ],
        },
      },
    ],
    ['a title of 10,000 characters', { ...BARS, title: 'w'.repeat(10_000) }],
    [
      'a label of 10,000 characters',
      {
        ...BARS,
        data: { values: [{ a: 'w'.repeat(10_000), b: 5 }] },
        mark: 'text',
        encoding: { text: { field: 'a' } },
      },
    ],
    ['control characters and halves of characters', { ...BARS, title: 'a\u0000b\ud800c\ufffe' }],
    ['bidirectional overrides', { ...BARS, title: '\u202egnorw\u202c' }],
    [
      'dates before 1900',
      {
        ...BARS,
        data: {
          values: [
            { a: '0099-01-01', b: 1 },
            { a: '1850-06-01', b: 2 },
          ],
        },
        encoding: { x: { field: 'a', type: 'temporal' }, y: { field: 'b', type: 'quantitative' } },
      },
    ],
    ['an image with its own bytes', { ...BARS, mark: { type: 'image', url: pixel(), width: 20, height: 20 } }],
    ['an image as WebP', { ...BARS, mark: { type: 'image', url: webp(), width: 20, height: 20 } }],
    ['dashes of no length', { ...BARS, mark: { type: 'line', strokeDash: [0, 0] } }],
    ['a spec of Vega itself', VEGA],
    ['an animation in its first state', { ...BARS, ...ANIMATION }],
    ['a link', { ...BARS, encoding: { ...(BARS.encoding as object), href: { value: 'https://example.com' } } }],
    ['a character that no font has', { ...BARS, title: 'odd \u0378 \ue000' }],
  ])('draws %s', async (_, spec) => {
    expect(await inkOf((await renderer.drawSpec(spec)).png)).toBeGreaterThan(0.0005);
  });

  test.each<[string, Spec, string]>([
    [
      'data from a URL',
      { ...BARS, data: { url: 'https://example.com/data.csv' } },
      'it loads "https://example.com/data.csv"',
    ],
    ['data from a file', { ...BARS, data: { url: 'file:///etc/passwd' } }, 'it loads "file:///etc/passwd"'],
    [
      'an image from a URL',
      { ...BARS, mark: { type: 'image', url: 'http://example.com/x.png' } },
      'it shows the image "http://example.com/x.png"',
    ],
    [
      'a map from a URL',
      { data: { url: 'world.json', format: { type: 'topojson', feature: 'x' } }, mark: 'geoshape' },
      'it loads "world.json"',
    ],
    [
      'a mark that is not there',
      { ...BARS, mark: 'sparkle' },
      '"sparkle" is no mark of Vega-Lite: use one of arc, area',
    ],
    [
      'an odd mark in a layer',
      { ...BARS, mark: undefined, layer: [{ mark: { type: 'box-plot' } }] },
      '"box-plot" is no',
    ],
    [
      'the grammar of long ago',
      {
        ...BARS,
        $schema: 'https://vega.github.io/schema/vega-lite/v2.json',
        transform: { filter: 'datum.b > 0' },
      },
      'it was written for Vega-Lite 2, and is read as 6',
    ],
    ['no mark', { data: ROWS }, 'it has no mark'],
    ['data that only has a name', { ...BARS, data: { name: 'sales' } }, 'it reads the data named "sales"'],
    [
      'an escape into JavaScript',
      { ...BARS, transform: [{ calculate: "'x'.constructor.constructor('return process')()", as: 'c' }] },
      'the chart cannot be drawn',
    ],
    [
      'a gradient to no colour',
      { ...BARS, mark: { type: 'bar', color: { gradient: 'linear', stops: [{ offset: 0, color: 'nonsense' }] } } },
      'the chart cannot be drawn',
    ],
    [
      'a drawing within the drawing',
      { ...BARS, mark: { type: 'image', url: 'data:image/svg+xml;base64,PHN2Zy8+' } },
      'put it in as base64 PNG, JPEG, GIF or WebP',
    ],
    [
      'a broken image',
      { ...BARS, mark: { type: 'image', url: 'data:image/png;base64,AAAA', width: 9, height: 9 } },
      'the chart cannot be',
    ],
    ['a picture of a square kilometre', { ...BARS, width: 1e7, height: 1e7 }, 'is too large'],
    ['Japanese without its font', { ...BARS, title: '売上' }, 'npm install @expo-google-fonts/noto-sans-'],
  ])('refuses %s', async (_, spec, message) => {
    const refused = await renderer.drawSpec(spec).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(UserError);
    expect((refused as Error).message).toContain(message);
  });
});

test.each([
  ['as they are', (base64: string) => base64],
  ['with blanks', (base64: string) => `${base64.slice(0, 20)}%20${base64.slice(20)}`],
])('an image with its bytes %s covers its place', async (_, write) => {
  const red = await sharp({ create: { width: 4, height: 4, channels: 3, background: '#f00' } })
    .png()
    .toBuffer();
  const url = `data:image/png;base64,${write(red.toString('base64'))}`;
  const mark = { type: 'image', url, width: 100, height: 100, x: 50, y: 50 };
  const spec = { data: ROWS, width: 100, height: 100, padding: 0, mark };
  const { dominant } = await sharp((await renderer.drawSpec(spec)).png).stats();
  expect([dominant.r > 200, dominant.g < 60, dominant.b < 60]).toEqual([true, true, true]);
});

describe('what hangs or floods', () => {
  test.each([
    ['takes longer than 3 seconds', HANG, { timeoutMs: 3000 }],
    ['needs more than 48 MB', FLOOD, { timeoutMs: 20_000, memoryMb: 48 }],
  ])('fails alone: it %s', async (message, spec, options) => {
    const small = openRenderer(options);
    const [before, culprit, after] = await Promise.allSettled([BARS, spec, BARS].map((each) => small.drawSpec(each)));
    await small.close();
    expect([before?.status, culprit?.status, after?.status]).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((culprit as PromiseRejectedResult).reason.message).toContain(message);
  });

  test('a worker that hangs ends when whoever started it is killed', async () => {
    const program = `
      const { openRenderer } = await import('${new URL('../../src/vega/renderer.ts', import.meta.url)}');
      openRenderer({ timeoutMs: 60_000 }).drawSpec(${JSON.stringify(HANG)}).catch(() => {});`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'ignore' });
    const worker = await vi.waitUntil(() => hungChild(parent.pid!), { timeout: 60_000 });
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    await vi.waitUntil(() => !isAlive(worker), { timeout: 30_000 });
  });

  test('close() refuses what waits', async () => {
    const small = openRenderer();
    const waiting = small.drawSpec(BARS).catch((error: Error) => error.message);
    await small.close();
    expect(await waiting).toContain('closed');
  });
});

/** The child of a process that has computed for two seconds; undefined until there is one. */
function hungChild(parent: number): number | undefined {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,cputimes=,args='], { encoding: 'utf8' }).split('\n');
  const fields = lines.map((line) => line.trim().split(/\s+/).slice(0, 3).map(Number));
  return fields.find(([, ppid, seconds]) => ppid === parent && seconds! >= 2)?.[0];
}

function isAlive(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
}

/** How much of a picture differs from its background. */
async function inkOf(png: Uint8Array): Promise<number> {
  const { data, info } = await sharp(png).greyscale().raw().toBuffer({ resolveWithObject: true });
  const background = data[0]!;
  let ink = 0;
  for (const value of data) if (Math.abs(value - background) > 20) ink++;
  return ink / (info.width * info.height);
}

function webp(): string {
  return 'data:image/webp;base64,UklGRkoAAABXRUJQVlA4ID4AAABwAwCdASooAB4APm02l0ikIyIhJWgAgA2JZwDQvoAAMavheAAA/u7T3+3Yu3Vb//TSP+NI/40j5X5oFtcAAA==';
}

function pixel(): string {
  return 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
}
