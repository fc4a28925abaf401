import { answer } from '../../src/answer/answer.ts';
import { openEngine } from '../../src/app.ts';
import { drawNothing } from '../../src/chart/chart.ts';
import { readConfig } from '../../src/config.ts';
import { writeChangesLake } from '../support/changes-lake.ts';
import { median } from '../support/quantile.ts';

/**
 * Prints how much longer the engine works on the reasons of a change over five dimensions than on one question, in the
 * same run, and how much more processor time they take, which other programs do not change: `node test/bench/why.ts`.
 * Every statement asks about other days, so that no earlier result is used again.
 */
const ROWS = Number(process.env.ROWS ?? 500_000);

const RUNS = Number(process.env.RUNS ?? 15);

const engine = await openEngine(readConfig(await writeChangesLake({ rows: ROWS })), { isWatching: false });

/** Times in milliseconds: that of the engine, and that of the processor on all threads. */
type Cost = { readonly engine: number; readonly processor: number };

const costOf = async (text: string): Promise<Cost> => {
  const statements: number[] = [];
  const context: typeof engine.context = {
    ...engine.context,
    run: async (statement, signal) => {
      const table = await engine.context.run(statement, signal);
      statements.push(table.elapsedMs);
      return table;
    },
    draw: drawNothing,
  };
  const before = process.cpuUsage();
  await answer(text, context, { now: new Date('2006-01-01T12:00:00Z'), signal: new AbortController().signal });
  const { user, system } = process.cpuUsage(before);
  return { engine: statements.reduce((sum, time) => sum + time, 0), processor: (user + system) / 1000 };
};

console.log(`${ROWS.toLocaleString('en')} rows, five dimensions, median of ${RUNS} runs`);

const show = (name: string, costs: readonly (readonly Cost[])[], kind: keyof Cost) => {
  const [one, compared, why] = costs.map((each) => median(each.map((cost) => cost[kind])));
  const times = [one, compared, why].map((time) => `${time!.toFixed(0)} ms`);
  const figures = `one question ${times[0]}, one that compares ${times[1]}, why ${times[2]}`;
  console.log(`${name.padEnd(8)} ${`${kind} time`.padEnd(15)} ${figures}: ${(why! / one!).toFixed(2)} ×`);
};

for (const measure of ['amount', 'orders', 'rate']) {
  const costs: [Cost[], Cost[], Cost[]] = [[], [], []];
  for (let run = 0; run < RUNS; run++) {
    const period = `2005-01-${String(run + 1).padStart(2, '0')}..2005-12-${String(run + 1).padStart(2, '0')}`;
    for (const [index, words] of [
      'by=country',
      'by=country compare="last year"',
      'show=why compare="last year"',
    ].entries())
      costs[index]!.push(await costOf(`deals measure=${measure} period=${period} ${words}`));
  }
  for (const kind of ['engine', 'processor'] as const) show(measure, costs, kind);
}

await engine.close();
