import { statementsAtRandom } from './statements-at-random.ts';
import { openTpch } from '../support/engine.ts';
import { ask } from './trino/client.ts';
import { inTrinosWords } from './trino/words.ts';

// Asks a real Trino and the embedded engine the same statements, made by chance, and prints where they differ; what is
// found belongs into the golden rows:
//   node test/golden/differ.ts http://127.0.0.1:<port> <seed> <how many>
const [server = '', seed = '1', count = '100'] = process.argv.slice(2);

const next = statementsAtRandom(Number(seed));

const engine = await openTpch();

let differences = 0;

for (let asked = 0; asked < Number(count); asked += 1) {
  const sql = next();
  const theirs = await ask(server, inTrinosWords(sql), { catalog: 'tpch', schema: 'tiny' });
  const wanted = 'error' in theirs ? theirs.error : comparable(theirs.rows);
  const ours = await engine.run(sql).then(({ rows }) => comparable(rows), (error) => error.name);
  if (ours === wanted) continue;
  differences += 1;
  console.log(`${sql}\n  Trino:    ${wanted.slice(0, 300)}\n  embedded: ${ours.slice(0, 300)}\n`);
}

console.log(`${count} statements from seed ${seed}: ${differences} answered differently`);

engine.close();

/** Doubles to nine digits: the engines add up in another order. */
function comparable(rows: readonly (readonly (string | null)[])[]): string {
  return JSON.stringify(rows, (_key, cell) => (/^-?\d+\.\d+(E-?\d+)?$/.test(cell) ? Number(cell).toPrecision(9) : cell));
}
