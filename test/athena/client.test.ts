import { afterEach, expect, test } from 'vitest';
import type { AthenaOptions } from '../../src/athena/client.ts';
import { openAthenaClient } from '../../src/athena/client.ts';
import type { Statement } from '../../src/statement.ts';
import type { Script } from './endpoint.ts';
import { execution, openEndpoint, page } from './endpoint.ts';

const closers: (() => Promise<void>)[] = [];
const never = new AbortController().signal;
const one: Statement = { sql: 'SELECT 1 AS n', parameters: [] };

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function open(script: Script = {}, options: Partial<AthenaOptions> & { objects?: Map<string, string> } = {}) {
  const endpoint = await openEndpoint(script, options.objects);
  closers.push(endpoint.close);
  const athena = openAthenaClient({
    database: 'demo',
    region: 'eu-west-1',
    endpoint: endpoint.url,
    s3Endpoint: endpoint.url,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    log: { debug() {}, warn() {} },
    ...options,
  });
  closers.push(athena.close);
  return { athena, endpoint };
}

test('run(statement) starts, waits through every state and reads', async () => {
  const states = ['QUEUED', 'RUNNING', 'QUEUED', 'RUNNING', 'SUCCEEDED'];
  const { athena, endpoint } = await open({
    GetQueryExecution: ({ QueryExecutionId }, count) => ({
      QueryExecution: execution(QueryExecutionId, states[count] ?? 'SUCCEEDED'),
    }),
    GetQueryResults: () =>
      page(
        ['name', 'name'],
        [
          ['a', null],
          ['', 'b'],
        ],
        { isFirst: true, types: ['varchar', 'bigint'] },
      ),
  });
  const table = await athena.run({ sql: 'SELECT ?, ?', parameters: ["'a'", 'NULL'] }, never);
  expect(table).toEqual({
    columns: [
      { name: 'name', type: 'varchar', precision: 0, scale: 0 },
      { name: 'name', type: 'bigint', precision: 0, scale: 0 },
    ],
    rows: [
      ['a', null],
      ['', 'b'],
    ],
    scannedBytes: 12_345_678,
    elapsedMs: 42,
    engine: 'Athena engine version 3',
    executionId: 'query-1',
    reused: false,
  });
  expect(endpoint.bodiesOf('StartQueryExecution')).toEqual([
    {
      QueryString: 'SELECT ?, ?',
      ExecutionParameters: ["'a'", 'NULL'],
      ClientRequestToken: expect.stringMatching(/^[0-9a-f-]{36}$/),
      QueryExecutionContext: { Database: 'demo' },
      WorkGroup: 'primary',
    },
  ]);
});

test('run(statement) reads page after page and skips only the first header', async () => {
  const { athena, endpoint } = await open({
    GetQueryResults: ({ NextToken }) =>
      NextToken === undefined
        ? page(['n'], [['1']], { isFirst: true, token: 'two' })
        : NextToken === 'two'
          ? page(['n'], [['n'], ['3']], { token: 'three' })
          : page(['n'], [['4']]),
  });
  const { rows } = await athena.run(one, never);
  expect(rows).toEqual([['1'], ['n'], ['3'], ['4']]);
  expect(endpoint.bodiesOf('GetQueryResults').map((body) => body.NextToken)).toEqual([undefined, 'two', 'three']);
});

test('run(statement) keeps the first row of a statement that is no query', async () => {
  const { athena } = await open({
    GetQueryExecution: ({ QueryExecutionId }) => ({
      QueryExecution: execution(QueryExecutionId, 'SUCCEEDED', { StatementType: 'UTILITY' }),
    }),
    GetQueryResults: () => page(['tab_name'], [['orders']]),
  });
  expect((await athena.run({ sql: 'SHOW TABLES', parameters: [] }, never)).rows).toEqual([['orders']]);
});
