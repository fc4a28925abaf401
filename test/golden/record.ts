import type { Case } from './golden.ts';

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CharStreams, CommonTokenStream } from 'antlr4ng';

import '../../src/local/trino/resolution.ts';
import { readGolden, writeGolden } from './golden.ts';
import { ask } from './trino/client.ts';

// Asks a real Trino for the answer to every case and writes it down:
//   mvn -f test/golden/trino/pom.xml dependency:copy-dependencies -DoutputDirectory=lib
//   java -cp 'lib/*' test/golden/trino/Server.java
//   node test/golden/record.ts http://127.0.0.1:<port> functions statements …
const { TrinoSqlLexer } = await import('dt-sql-parser/dist/lib/trino/TrinoSqlLexer.js');

/** Athena reads `1.5` as a double and shows timestamps with milliseconds; said in words that Trino reads the same. */
export function inTrinosWords(sql: string): string {
  const stream = new CommonTokenStream(new TrinoSqlLexer(CharStreams.fromString(sql)));
  stream.fill();
  const tokens = stream.getTokens().filter(({ channel }) => channel === 0);
  let text = '';
  let end = 0;
  tokens.forEach((token, index) => {
    if (token.type === -1) return;
    text += [...sql].slice(end, token.start).join('');
    const written = token.text ?? '';
    const before = tokens[index - 1]?.text?.toLowerCase();
    if (token.type === TrinoSqlLexer.DECIMAL_VALUE) text += `${written}E0`;
    else if (token.type === TrinoSqlLexer.STRING && (before === 'timestamp' || before === 'time')) text += withMilliseconds(written);
    else text += written;
    end = token.stop + 1;
  });
  return text + [...sql].slice(end).join('');
}

const withMilliseconds = (literal: string): string =>
  literal.replace(/(\d:\d{2}:\d{2})(?:\.(\d+))?(?![\d:])/, (_, clock, fraction = '') => `${clock}.${fraction.padEnd(3, '0')}`);

async function record(server: string, one: Case): Promise<Case> {
  const { rows: _rows, types: _types, error: _error, ...kept } = one;
  const sql = inTrinosWords(one.sql);
  const using = one.parameters?.map(inTrinosWords).join(', ');
  const statement = using ? `EXECUTE IMMEDIATE '${sql.replaceAll("'", "''")}' USING ${using}` : sql;
  const answer = await ask(server, statement, { catalog: 'tpch', schema: 'tiny' });
  if (one.differs) return one;
  return 'error' in answer ? { ...kept, error: answer.error } : { ...kept, rows: answer.rows, types: answer.types };
}

/** The test runner calls itself `testversion`; the project file says which one it is. */
const engine = `Trino ${/<version>(\d{2,})<\/version>/.exec(readFileSync(join(import.meta.dirname, 'trino/pom.xml'), 'utf8'))?.[1]}`;
const [server, ...names] = process.argv.slice(2);
if (!server || names.length === 0) throw new Error('usage: node test/golden/record.ts <server> <name of a golden file> …');
for (const name of names) {
  const cases: Case[] = [];
  for (const one of readGolden(name).cases) cases.push(await record(server, one));
  writeGolden(name, { engine, recorded: new Date().toISOString().slice(0, 10), cases });
  console.log(`${name}: ${cases.length} cases, ${cases.filter(({ error }) => error).length} of them errors`);
}
