import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

import { readCatalogue } from '../../src/catalogue/catalogue.ts';

/** How long a large catalogue takes to load, against reading its files alone. */
const folder = mkdtempSync(join(tmpdir(), 'owlpost-bench-'));

const sources = ['sales', 'products', 'customers', 'growth'].map((name) =>
  readFileSync(`queries/${name}.sql`, 'utf8').replace(/^aliases: .*\n/m, ''),
);

writeFileSync(join(folder, '_shared.yml'), readFileSync('queries/_shared.yml'));

for (let index = 0; index < 500; index++)
  writeFileSync(join(folder, `query-${index}.sql`), sources[index % sources.length]!);

const time = async (work: () => unknown) => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

const reading = await time(() =>
  Array.from({ length: 500 }, (_, index) => readFileSync(join(folder, `query-${index}.sql`), 'utf8')),
);

const loads: number[] = [];

for (let round = 0; round < 5; round++) loads.push(await time(() => readCatalogue(folder)));

const { queries, diagnostics } = await readCatalogue(folder);

console.log(
  `${queries.length} queries, ${diagnostics.length} diagnostics: first load ${loads[0]!.toFixed(0)} ms, then ${Math.min(...loads).toFixed(0)} ms, ${(loads[0]! / reading).toFixed(0)}× reading the files alone`,
);

rmSync(folder, { recursive: true });
