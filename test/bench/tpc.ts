/**
 * Prints the share of TPC-H's and TPC-DS's queries that the embedded Athena answers as Trino does, on the tiny scale,
 * and names each that it refuses or answers otherwise: `node test/bench/tpc.ts`.
 */

import { isDeepStrictEqual } from 'node:util';

import type { Case } from '../golden/golden.ts';
import type { Engine } from '../support/engine.ts';

import { readGolden } from '../golden/golden.ts';
import { expected, outcomeOf } from '../support/compare.ts';
import { openTpcds, openTpch } from '../support/engine.ts';

/** The benchmark's own queries, and those with other constants where its own find nothing on the tiny scale. */
const KINDS: readonly [kind: string, name: RegExp][] = [
  ['', /^q\d\db?$/],
  [', wider', / wider$/],
];

await compare('TPC-H', 'tpch', openTpch);

await compare('TPC-DS', 'tpcds', openTpcds);

async function compare(benchmark: string, recording: string, open: () => Promise<Engine>): Promise<void> {
  const { engine: trino, cases } = readGolden(recording);
  const engine = await open();
  for (const [kind, name] of KINDS) {
    const queries = cases.filter((one) => name.test(one.name ?? ''));
    if (queries.length === 0) continue;
    const begun = performance.now();
    const faults: string[] = [];
    for (const one of queries) {
      const fault = await faultOf(one, engine);
      if (fault) faults.push(`${one.name}: ${fault}`);
    }
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    const passed = queries.length - faults.length;
    const share = `${passed} of ${queries.length} (${((100 * passed) / queries.length).toFixed(0)} %) as ${trino} answers`;
    const refused = faults.length === 0 ? ', none refused' : '';
    console.log(`${`${benchmark}${kind}`.padEnd(36)} ${share}${refused}, ${seconds} s`);
    for (const fault of faults) console.log(`  ${fault}`);
  }
  engine.close();
}

/** Why a query is refused, or that its answer differs; undefined when it is Trino's. */
async function faultOf(one: Case, engine: Engine): Promise<string | undefined> {
  const outcome = await outcomeOf(one, engine);
  if (isDeepStrictEqual(outcome, expected(one))) return undefined;
  if (!('error' in outcome)) return one.error ? `answered, where Trino says ${one.error}` : 'answered otherwise';
  return engine.run(one.sql).then(
    () => 'answered otherwise',
    (error: Error) => `${error.name}: ${error.message}`,
  );
}
