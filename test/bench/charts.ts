/**
 * Draws the same ten charts by us and by others, in turn and in one run, and prints the medians and their ratios:
 * `node test/bench/charts.ts [rounds] [charts for memory]`. Others are left out, and named, when they are not installed.
 */

import { execFileSync } from 'node:child_process';
import { monitorEventLoopDelay } from 'node:perf_hooks';

import type { Chart } from '../../src/chart/chart.ts';
import type { Case } from '../charts/demo.ts';
import type { Peer } from './peers.ts';

import { chart } from '../../src/chart/chart.ts';
import { openRenderer } from '../../src/vega/renderer.ts';
import * as easy from '../charts/easy.ts';
import * as hard from '../charts/hard.ts';
import * as hostile from '../charts/hostile.ts';
import { median } from '../support/quantile.ts';
import { openPeers } from './peers.ts';

const [ROUNDS = 7, MEMORY_CHARTS = 5000] = process.argv.slice(2).map(Number);

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

const peers = [ours, ...(await openPeers())];

await compare();

await measureLoop();

await measureMany();

await measureMemory();

await Promise.all([renderer.close(), ...peers.map((peer) => peer.close?.())]);

measureCold();

/**
 * All take turns, so that a busy machine slows all alike. Each draws a chart four times in a row: the first is not counted,
 * for it finds the processor's caches full of what another did.
 */
async function compare(): Promise<void> {
  const times = new Map(peers.map((peer) => [peer.name, charts.map(() => [] as number[])]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, { drawn }] of charts.entries()) {
      for (const peer of peers) {
        await peer.draw(drawn);
        for (let turn = 0; turn < 3; turn++) {
          times.get(peer.name)![index]!.push(await clock(() => peer.draw(drawn)));
        }
      }
    }
  }
  console.log(
    `warm medians of ${3 * ROUNDS} in ms\n${row(
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
    await import('${new URL('../../loader.mjs', import.meta.url)}'); // as owlpost.mjs does
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

async function clock(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function average(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

function row(name: string, cells: readonly string[]): string {
  return name.padEnd(22) + cells.map((cell) => cell.padStart(12)).join('');
}
