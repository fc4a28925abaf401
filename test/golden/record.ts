import type { Case } from './golden.ts';
import { readGolden, writeGolden } from './golden.ts';
import type { Database } from './tables.ts';
import { PLACES } from './tables.ts';
import { inTrinosWords } from './trino/words.ts';
import { join } from 'node:path';
import { ask } from './trino/client.ts';
import { readFileSync } from 'node:fs';

// Asks a real Trino for the answer to every case and writes it down:
//   mvn -f test/golden/trino/pom.xml dependency:copy-dependencies -DoutputDirectory=lib
//   java -cp 'lib/*' test/golden/trino/Server.java tpcds
//   node test/golden/record.ts http://127.0.0.1:<port> functions statements …
async function record(server: string, one: Case, database: Database): Promise<Case> {
  const { rows: _rows, types: _types, error: _error, ...kept } = one;
  const sql = inTrinosWords(one.sql);
  const using = one.parameters?.map(inTrinosWords).join(', ');
  const statement = using ? `EXECUTE IMMEDIATE '${sql.replaceAll("'", "''")}' USING ${using}` : sql;
  const answer = await ask(server, statement, PLACES[database]);
  if (one.differs) return one;
  return 'error' in answer ? { ...kept, error: answer.error } : { ...kept, rows: answer.rows, types: answer.types };
}

/** The test runner calls itself `testversion`; the project file says which one it is. */
const engine = `Trino ${/<version>(\d{2,})<\/version>/.exec(readFileSync(join(import.meta.dirname, 'trino/pom.xml'), 'utf8'))?.[1]}`;

const [server, ...names] = process.argv.slice(2);

if (!server || names.length === 0) throw new Error('usage: node test/golden/record.ts <server> <name of a golden file> …');

for (const name of names) {
  const cases: Case[] = [];
  const { source, cases: asked } = readGolden(name);
  for (const one of asked) cases.push(await record(server, one, name === 'tpcds' ? 'tpcds' : 'tpch'));
  writeGolden(name, { engine, recorded: new Date().toISOString().slice(0, 10), ...(source && { source }), cases });
  console.log(`${name}: ${cases.length} cases, ${cases.filter(({ error }) => error).length} of them errors`);
}
