import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { pointedAt, runCommand, temporaryFolder } from '../support/program.ts';

/**
 * Asks a question of moto, an Athena and S3 that others made, at the address of the first argument. moto runs no SQL: its
 * answer is given to it beforehand, and what comes back must be that, without its header row. Exit code 1 when it is not.
 */
const [url = ''] = process.argv.slice(2);

const QUERY = `/*---
title: Customers
params:
  country: { type: string, default: "O'Brien & Söhne" }
---*/
SELECT country AS "Country", count(*) AS "Customers" FROM dim_customers WHERE country <> {{country}} GROUP BY 1
`;

const ANSWER = [
  ['Country', 'Customers'],
  ['France', '12'],
  ['Côte d’Ivoire, "CI"', '3'],
];

const column = (Name: string, Type: string) => ({ Name, Label: Name, Type, Precision: 19, Scale: 0 });

/** moto gives each statement the next of these, whatever it asks: the bot may have asked for a plan before. */
const results = Array.from({ length: 5 }, () => ({
  rows: ANSWER.map((row) => ({ Data: row.map((VarCharValue) => ({ VarCharValue })) })),
  column_info: [column('Country', 'varchar'), column('Customers', 'bigint')],
}));

const queries = join(temporaryFolder(), 'queries');

mkdirSync(queries);

writeFileSync(join(queries, 'customers.sql'), QUERY);

await fetch(`${url}/moto-api/static/athena/query-results`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ results }),
});

const { code, stdout, stderr } = await runCommand(['ask', 'customers', '--json'], {
  ...pointedAt(url),
  OWLPOST_QUERIES: queries,
  OWLPOST_DATA: temporaryFolder(),
});

const answered = code === 0 ? (JSON.parse(stdout) as { rows: unknown; parameters: unknown }) : undefined;

const isRight =
  JSON.stringify(answered?.rows) === JSON.stringify(ANSWER.slice(1)) &&
  JSON.stringify(answered?.parameters) === JSON.stringify(["'O''Brien & Söhne'"]);

console.log(isRight ? 'moto: the question is answered' : `moto: exit code ${code}\n${stdout}\n${stderr}`);

process.exitCode = isRight ? 0 : 1;
