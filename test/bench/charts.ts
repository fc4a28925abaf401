/**
 * Draws the same ten charts by us and by others, in turn and in one run, and prints the medians and their ratios:
 * `node test/bench/charts.ts [rounds] [charts for memory]`. Others are left out, and named, when they are not installed:
 * @resvg/resvg-js and python's vl-convert are looked for in the folder OWLPOST_PEERS, Chromium at /usr/bin/chromium.
 */

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import * as vega from 'vega';
import { compile } from 'vega-lite';

import type { Chart, Picture } from '../../src/chart.ts';
import type { Case } from '../charts/demo.ts';

import { chart } from '../../src/chart.ts';
import { installedFaces } from '../../src/vega/faces.ts';
import { openRenderer } from '../../src/vega/renderer.ts';
import { guestConfig } from '../../src/vega/theme.ts';
import * as easy from '../charts/easy.ts';
import * as hard from '../charts/hard.ts';
import * as hostile from '../charts/hostile.ts';

type Peer = {
  readonly name: string;
  readonly draw: (chart: Chart) => Promise<unknown>;
  readonly close?: () => Promise<unknown>;
};

const [ROUNDS = 7, MEMORY_CHARTS = 1000] = process.argv.slice(2).map(Number);
const CHROMIUM = '/usr/bin/chromium';
const PEERS = process.env.OWLPOST_PEERS ?? process.cwd();
const CASES: readonly (() => Case)[] = [
  easy.barsByCountry,
  easy.barsCompared,
  easy.lineByMonth,
  easy.linesByProductLine,
  easy.stackedByMonth,
  easy.heatmapOfCustomers,
  easy.scatterOfOrders,
  easy.numberWithCourse,
  hard.threeYearsOfDays,
  hard.crowdOfDots,
];
const charts = CASES.map((makeCase) => {
  const { table, options } = makeCase();
  return { name: makeCase.name, drawn: chart(table, options) };
});

const renderer = openRenderer();
const ours: Peer = { name: 'ours', draw: renderer.draw };
const peers = [ours, naive(), ...[resvg(), await vlConvert(), await chromium()].filter((peer) => peer !== undefined)];

await compare();
await measureLoop();
await measureMany();
await measureMemory();
await Promise.all([renderer.close(), ...peers.map((peer) => peer.close?.())]);
measureCold();

/** Interleaved, so that a busy machine slows all alike. */
async function compare(): Promise<void> {
  const times = new Map(peers.map((peer) => [peer.name, charts.map(() => [] as number[])]));
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [index, { drawn }] of charts.entries()) {
      for (const peer of peers) {
        const spent = await clock(() => peer.draw(drawn));
        if (round > 0) times.get(peer.name)![index]!.push(spent);
      }
    }
  }
  console.log(
    `warm medians of ${ROUNDS} rounds in ms\n${row(
      'chart',
      peers.map(({ name }) => name),
    )}`,
  );
  for (const [index, { name }] of charts.entries()) {
    console.log(
      row(
        name,
        peers.map((peer) => median(times.get(peer.name)![index]!).toFixed(1)),
      ),
    );
  }
  const mean = (peer: Peer) => Math.exp(average(times.get(peer.name)!.map((each) => Math.log(median(each)))));
  console.log(
    row(
      'geometric mean',
      peers.map((peer) => mean(peer).toFixed(1)),
    ),
  );
  console.log(
    row(
      'ours in proportion',
      peers.map((peer) => (mean(ours) / mean(peer)).toFixed(2)),
    ),
  );
}

async function measureLoop(): Promise<void> {
  const loop = monitorEventLoopDelay({ resolution: 1 });
  loop.enable();
  const jobs = Array.from({ length: 80 }, (_, index) => charts[index % 8]!.drawn);
  const lane = async () => {
    for (let next = jobs.pop(); next; next = jobs.pop()) await renderer.draw(next);
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
  loop.disable();
  console.log(
    `event loop with 4 charts in flight: p99 ${(loop.percentile(99) / 1e6).toFixed(1)} ms, most ${(loop.max / 1e6).toFixed(1)} ms`,
  );
}

async function measureMany(): Promise<void> {
  const spent = await clock(() =>
    Promise.all(Array.from({ length: 120 }, (_, index) => renderer.draw(charts[index % 8]!.drawn))),
  );
  console.log(`${(120 / (spent / 1000)).toFixed(0)} charts a second`);
  const { table, options } = hostile.manyRows();
  let drawn!: Chart;
  const choosing = await clock(async () => {
    drawn = chart(table, options);
  });
  console.log(
    `50,000 rows: ${(choosing + (await clock(() => renderer.draw(drawn)))).toFixed(0)} ms, of which ${choosing.toFixed(0)} choosing`,
  );
}

async function measureMemory(): Promise<void> {
  const pause = peers.length > 1 ? ' (with the peers loaded)' : '';
  for (let index = 0; index < MEMORY_CHARTS; index++) {
    await renderer.draw(charts[index % 8]!.drawn);
    if (index === 0 || index === 99 || index === MEMORY_CHARTS - 1) {
      console.log(
        `RSS after ${index + 1} charts: ${(process.memoryUsage.rss() / 1e6).toFixed(0)} MB here${pause}, ${workerMemory()} MB in the worker`,
      );
    }
  }
}

/** Resident memory of our child processes that draw. */
function workerMemory(): string {
  const lines = execFileSync('ps', ['-o', 'rss=,args=', '--ppid', String(process.pid)], { encoding: 'utf8' }).split(
    '\n',
  );
  const workers = lines.filter((line) => line.includes('vega/worker.ts')).map((line) => Number.parseInt(line, 10));
  return (workers.reduce((a, b) => a + b, 0) / 1000).toFixed(0);
}

function measureCold(): void {
  const program = `
    (await import('node:module')).enableCompileCache(); // as owlpost.mjs does
    const { openRenderer } = await import('${new URL('../../src/vega/renderer.ts', import.meta.url)}');
    const renderer = openRenderer();
    await renderer.drawSpec({ data: { values: [{ a: 1 }] }, mark: 'bar', encoding: { x: { field: 'a' } } });
    console.log((performance.now() + performance.timeOrigin - Number(process.env.BORN)).toFixed(0));
    await renderer.close();`;
  const times = Array.from({ length: 5 }, () =>
    Number(
      execFileSync(process.execPath, ['--input-type=module', '-e', program], {
        encoding: 'utf8',
        env: { ...process.env, BORN: String(Date.now()) },
      }),
    ),
  );
  console.log(`cold process to first picture: ${median(times)} ms`);
}

/** What everyone writes first: compile, draw as SVG, hand to sharp, all in one thread. */
function naive(): Peer {
  return {
    name: 'naive',
    draw: async (drawn) =>
      sharp(Buffer.from(await plainSvg(drawn)), { density: 144 })
        .png()
        .toBuffer(),
  };
}

function resvg(): Peer | undefined {
  const Resvg = peerModule('@resvg/resvg-js')?.Resvg as
    | (new (
        svg: string,
        options: object,
      ) => { render: () => { asPng: () => Picture['png'] } })
    | undefined;
  if (!Resvg) return skip('@resvg/resvg-js');
  const fontFiles = installedFaces().flatMap(({ regular, bold }) => [regular, bold]);
  const options = {
    fitTo: { mode: 'zoom', value: 2 },
    font: { fontFiles, loadSystemFonts: false, defaultFontFamily: 'Inter' },
  };
  return { name: 'resvg', draw: async (drawn) => new Resvg(await plainSvg(drawn), options).render().asPng() };
}

async function vlConvert(): Promise<Peer | undefined> {
  const program = `
import sys, json, base64
sys.path.insert(0, ${JSON.stringify(join(PEERS, 'python'))})
import vl_convert
print("ready", flush=True)
for line in sys.stdin:
    print(len(vl_convert.vegalite_to_png(json.loads(line), scale=2)), flush=True)`;
  const python = spawn('python3', ['-c', program], { stdio: ['pipe', 'pipe', 'ignore'] });
  const answers = createInterface(python.stdout)[Symbol.asyncIterator]();
  if ((await answers.next()).value !== 'ready') return skip("python's vl-convert");
  return {
    name: 'vl-convert',
    draw: (drawn) => {
      python.stdin.write(`${JSON.stringify(withData(drawn))}\n`);
      return answers.next();
    },
    close: async () => {
      python.kill();
      await once(python, 'exit');
    },
  };
}

/** As Superset and Lightdash do it: a page that draws, and a screenshot of it. */
async function chromium(): Promise<Peer | undefined> {
  if (!existsSync(CHROMIUM)) return skip(CHROMIUM);
  const { chromium: launcher } = await import('playwright-core');
  const browser = await launcher.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  const page = await browser.newPage({ deviceScaleFactor: 2, viewport: { width: 640, height: 480 } });
  await page.setContent('<div id="chart"></div>');
  await page.addScriptTag({
    path: fileURLToPath(import.meta.resolve('vega').replace('vega.module.js', 'vega.min.js')),
  });
  return {
    name: 'chromium',
    draw: async (drawn) => {
      await page.evaluate(
        `(async () => { const view = new vega.View(vega.parse(${JSON.stringify(compile(withData(drawn)).spec)}), { renderer: 'canvas', container: '#chart' }); await view.runAsync(); })()`,
      );
      await page.locator('#chart').screenshot();
    },
    close: () => browser.close(),
  };
}

async function plainSvg(drawn: Chart): Promise<string> {
  const view = new vega.View(vega.parse(compile(withData(drawn)).spec), { renderer: 'none' });
  const svg = await view.toSVG();
  view.finalize();
  return svg;
}

/** The same chart with its rows and its words inside, as others take it. */
function withData({ spec, rows, frame }: Chart): Parameters<typeof compile>[0] {
  const { aria: _, ...config } = guestConfig('light');
  const title = { text: frame.title, subtitle: [frame.subtitle, frame.source], anchor: 'start' };
  return { ...spec, config, title, data: { values: rows } } as unknown as Parameters<typeof compile>[0];
}

function peerModule(name: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return createRequire(join(PEERS, 'package.json'))(name);
  } catch {
    return undefined;
  }
}

function skip(name: string): undefined {
  console.log(`without ${name}: not installed`);
}

async function clock(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

function average(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

function row(name: string, cells: readonly string[]): string {
  return name.padEnd(22) + cells.map((cell) => cell.padStart(12)).join('');
}
