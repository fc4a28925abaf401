import { answer } from '../../src/answer/answer.ts';
import { openEngine } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { writeChangesLake } from '../support/changes-lake.ts';

/**
 * Prints how much longer the engine works on the reasons of a change over five dimensions than on one question, in the
 * same run: `node test/bench/why.ts`. Every statement asks about other days, so that no earlier result is used again.
 */
const ROWS = Number(process.env.ROWS ?? 500_000);

const RUNS = 15;

const engine = await openEngine(readConfig(await writeChangesLake({ rows: ROWS })), { isWatching: false });

const engineTime = async (text: string) => {
  const statements: number[] = [];
  const context: typeof engine.context = {
    ...engine.context,
    run: async (statement, signal) => {
      const table = await engine.context.run(statement, signal);
      statements.push(table.elapsedMs);
      return table;
    },
    draw: async () => ({ png: new Uint8Array(), width: 1, height: 1 }),
  };
  await answer(text, context, { now: new Date('2006-01-01T12:00:00Z'), signal: new AbortController().signal });
  return statements.reduce((sum, time) => sum + time, 0);
};

const median = (times: readonly number[]) => times.toSorted((left, right) => left - right)[times.length >> 1]!;

console.log(`${ROWS.toLocaleString('en')} rows, five dimensions, median of ${RUNS} runs`);

for (const measure of ['amount', 'orders', 'rate']) {
  const times = new Map<string, number[]>();
  for (let run = 0; run < RUNS; run++) {
    const period = `2005-01-${String(run + 1).padStart(2, '0')}..2005-12-${String(run + 1).padStart(2, '0')}`;
    for (const [name, words] of [
      ['one question', 'by=country'],
      ['one that compares', 'by=country compare="last year"'],
      ['why', 'show=why compare="last year"'],
    ] as const) {
      const time = await engineTime(`deals measure=${measure} period=${period} ${words}`);
      times.set(name, [...(times.get(name) ?? []), time]);
    }
  }
  const [one, compared, why] = ['one question', 'one that compares', 'why'].map((name) => median(times.get(name)!));
  const figures = `one question ${one} ms, one that compares ${compared} ms, why ${why} ms`;
  console.log(`${measure.padEnd(10)} ${figures}: ${(why! / one!).toFixed(2)} ×`);
}

await engine.close();
