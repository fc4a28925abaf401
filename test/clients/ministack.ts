import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AthenaClient, GetQueryExecutionCommand, StartQueryExecutionCommand } from '@aws-sdk/client-athena';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

import { pointedAt, runCommand, temporaryFolder } from '../support/program.ts';

/**
 * Asks questions of ministack, an Athena, Glue and S3 that others made, at the address of the first argument. It runs SQL with
 * DuckDB over a table that is put there first, but knows no ExecutionParameters: the questions have choices alone. Exit
 * code 1 when the rows are not those of the table.
 */
const [url = ''] = process.argv.slice(2);

const ROWS = ['code,country,people', '1,France,12', '2,"Côte d’Ivoire, ""CI""",3', '3,,5', '4,France,30'];

const QUERY = `/*---
title: Customers
params:
  measure: { type: choice, default: people, choices: {
    people: { sql: "sum(people)", label: People },
    places: { sql: "count(*)", label: Places } } }
---*/
SELECT country AS "Country", {{measure}} AS "{{measure.label}}" FROM customers GROUP BY 1 ORDER BY 2 DESC, 1
`;

const EXPECTED = new Map<string, unknown>([
  [
    'customers',
    [
      ['France', '42'],
      [null, '5'],
      ['Côte d’Ivoire, "CI"', '3'],
    ],
  ],
  [
    'customers places',
    [
      ['France', '2'],
      ['Côte d’Ivoire, "CI"', '1'],
      [null, '1'],
    ],
  ],
]);

const client = {
  endpoint: url,
  region: 'us-east-1',
  credentials: { accessKeyId: 'owlpost', secretAccessKey: 'owlpost' },
};

const s3 = new S3Client({ ...client, forcePathStyle: true });

const athena = new AthenaClient(client);

await s3.send(new CreateBucketCommand({ Bucket: 'owlpost' }));

await s3.send(new PutObjectCommand({ Bucket: 'owlpost', Key: 'customers/a.csv', Body: `${ROWS.join('\n')}\n` }));

await fetch(url, {
  method: 'POST',
  headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AWSGlue.CreateDatabase' },
  body: JSON.stringify({ DatabaseInput: { Name: 'default' } }),
});

await execute(`CREATE EXTERNAL TABLE customers (code bigint, country string, people bigint)
ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde'
LOCATION 's3://owlpost/customers/' TBLPROPERTIES ('skip.header.line.count' = '1')`);

const queries = join(temporaryFolder(), 'queries');

mkdirSync(queries);

writeFileSync(join(queries, 'customers.sql'), QUERY);

const settings = { ...pointedAt(url), OWLPOST_QUERIES: queries, OWLPOST_DATA: temporaryFolder() };

for (const [question, rows] of EXPECTED) {
  const { code, stdout, stderr } = await runCommand(['ask', question, '--json'], settings);
  const answered = code === 0 ? (JSON.parse(stdout) as { rows: unknown }).rows : undefined;
  const isRight = JSON.stringify(answered) === JSON.stringify(rows);
  console.log(
    isRight ? `ministack: "${question}" is answered` : `ministack: "${question}": ${code}\n${stdout}\n${stderr}`,
  );
  if (!isRight) process.exitCode = 1;
}

/** Runs a statement to its end. Throws an Error when it fails. */
async function execute(sql: string): Promise<void> {
  const { QueryExecutionId } = await athena.send(
    new StartQueryExecutionCommand({
      QueryString: sql,
      QueryExecutionContext: { Database: 'default' },
      ResultConfiguration: { OutputLocation: 's3://owlpost/results/' },
    }),
  );
  for (;;) {
    const { QueryExecution } = await athena.send(new GetQueryExecutionCommand({ QueryExecutionId }));
    const { State, StateChangeReason } = QueryExecution?.Status ?? {};
    if (State === 'SUCCEEDED') return;
    if (State === 'FAILED' || State === 'CANCELLED') throw new Error(`${sql}: ${StateChangeReason}`);
  }
}
