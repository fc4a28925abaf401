import { afterEach, expect, test } from 'vitest';

import type { Statement } from '../../src/answer/statement.ts';
import type { AthenaOptions } from '../../src/athena/client.ts';
import type { Query } from '../../src/catalogue/query.ts';
import type { Reply, Script } from '../support/athena-endpoint.ts';

import { openAthenaClient } from '../../src/athena/client.ts';
import { UserError } from '../../src/error.ts';
import { execution, openEndpoint, page } from '../support/athena-endpoint.ts';

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

test.each([
  ['a narrow one', 2, 'x', [250, 1000, 1000]],
  ['a wide one', 100, 'x', [250, 250, 250]],
  ['one of long texts', 2, 'x'.repeat(10_000), [250, 100, 100]],
])('run(statement) asks for pages that are decoded soon: %s', async (_, width, text, sizes) => {
  const names = Array.from({ length: width }, (__, index) => `c${index}`);
  const row = names.map(() => text);
  const { athena, endpoint } = await open({
    GetQueryResults: ({ MaxResults, NextToken }) => {
      const number = Number(NextToken ?? 1);
      const rows = Array.from({ length: Number(MaxResults) - (number === 1 ? 1 : 0) }, () => row);
      return page(names, rows, { isFirst: number === 1, token: number < 3 ? String(number + 1) : undefined });
    },
  });
  await athena.run(one, never);
  expect(endpoint.bodiesOf('GetQueryResults').map(({ MaxResults }) => MaxResults)).toEqual(sizes);
});

test('run(statement) counts empty cells, too', async () => {
  const names = Array.from({ length: 50 }, (_, index) => `c${index}`);
  const rows = Array.from({ length: 100 }, () => names.map(() => null));
  const { athena } = await open({ GetQueryResults: () => page(names, rows, { isFirst: true }) }, { byteLimit: 40_000 });
  await expect(athena.run(one, never)).rejects.toThrow('the answer has more than 0 MB');
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

test('run(statement) streams a long result from its object', async () => {
  const rows = Array.from({ length: 7000 }, (_, index) => [`row "${index}"`, index % 2 ? null : '']);
  const object = [['a', 'b'], ...rows]
    .map((row) => row.map((cell) => (cell === null ? '' : `"${cell?.replaceAll('"', '""')}"`)).join(','))
    .join('\n');
  const script: Script = {
    GetQueryExecution: ({ QueryExecutionId }) => ({
      QueryExecution: execution(QueryExecutionId, 'SUCCEEDED', {
        ResultConfiguration: { OutputLocation: 's3://results/one.csv' },
      }),
    }),
    GetQueryResults: ({ NextToken }) => {
      const from = Number(NextToken ?? 0);
      const isFirst = from === 0;
      const until = from + (isFirst ? 999 : 1000);
      return page(['a', 'b'], rows.slice(from, until), { isFirst, token: until < 7000 ? `${until}` : undefined });
    },
  };

  const { athena, endpoint } = await open(script, { objects: new Map([['/results/one.csv', `${object}\n`]]) });
  expect((await athena.run(one, never)).rows).toEqual(rows);
  expect(endpoint.bodiesOf('GetObject')).toEqual([{ path: '/results/one.csv' }]);
  expect(endpoint.bodiesOf('GetQueryResults').length).toBe(6);

  const lost = await open(script);
  expect((await lost.athena.run(one, never)).rows).toEqual(rows);
  expect(lost.endpoint.bodiesOf('GetQueryResults').length).toBe(8);

  const encrypted = await open(
    {
      ...script,
      GetQueryExecution: ({ QueryExecutionId }) => ({
        QueryExecution: execution(QueryExecutionId, 'SUCCEEDED', {
          ResultConfiguration: {
            OutputLocation: 's3://results/one.csv',
            EncryptionConfiguration: { EncryptionOption: 'CSE_KMS' },
          },
        }),
      }),
    },
    { objects: new Map([['/results/one.csv', 'ciphertext']]) },
  );
  expect((await encrypted.athena.run(one, never)).rows).toEqual(rows);
  expect(encrypted.endpoint.bodiesOf('GetObject')).toEqual([]);

  const large = await open(script, { byteLimit: 20_000 });
  await expect(large.athena.run(one, never)).rejects.toThrow('the answer has more than 0 MB; ask for less');

  const strict = await open(script, { rowLimit: 900 });
  await expect(strict.athena.run(one, never)).rejects.toThrow(
    'the answer has more than 900 rows; ask for less with `top`, a filter or a coarser `by`',
  );
  expect((await strict.athena.run(one, never, { rowLimit: 100_000 })).rows).toEqual(rows);
});

test('run(statement) tells why a query failed', async () => {
  const outcomes: [name: string, state: string, status: object, message: string | RegExp][] = [
    [
      'an unknown column',
      'FAILED',
      {
        StateChangeReason: "COLUMN_NOT_FOUND: line 1:8: Column 'x' cannot be resolved",
        AthenaError: { ErrorCategory: 2, ErrorType: 1006, Retryable: false },
      },
      "Athena refuses the query (COLUMN_NOT_FOUND: line 1:8: Column 'x' cannot be resolved); its author has to mend it",
    ],
    [
      'the byte limit',
      'CANCELLED',
      { StateChangeReason: 'Bytes scanned limit was exceeded' },
      'the question reads too much data: its workgroup stopped it at its limit of 20 MB; ask for a shorter period or add a filter',
    ],
    [
      'a cancel by someone else',
      'CANCELLED',
      { StateChangeReason: 'Query cancelled by user' },
      'the query was cancelled in Athena; ask again to run it anew',
    ],
    [
      'a permission',
      'FAILED',
      { StateChangeReason: 'Access Denied', AthenaError: { ErrorCategory: 2, ErrorType: 1500 } },
      'AWS does not let Owlpost do this; ask whoever runs Owlpost to grant its AWS role the permission that the log names',
    ],
    [
      'a fault of the service',
      'FAILED',
      { StateChangeReason: 'INTERNAL_ERROR', AthenaError: { ErrorCategory: 1, ErrorType: 233 } },
      'Athena failed (INTERNAL_ERROR); ask again in a minute',
    ],
  ];
  for (const [name, state, Status, message] of outcomes) {
    const { athena, endpoint } = await open({
      GetWorkGroup: () => ({ WorkGroup: { Name: 'w', Configuration: { BytesScannedCutoffPerQuery: 20_000_000 } } }),
      GetQueryExecution: ({ QueryExecutionId }) => ({ QueryExecution: execution(QueryExecutionId, state, { Status }) }),
    });
    const error = await athena.run(one, never).catch((reason) => reason);
    expect(error, name).toBeInstanceOf(UserError);
    expect(error.message, name).toBe(message);
    expect(endpoint.bodiesOf('StopQueryExecution'), name).toEqual([]);
  }
});

test('run(statement) tries a failure anew that Athena calls retryable, with a new token', async () => {
  const { athena, endpoint } = await open({
    GetQueryExecution: ({ QueryExecutionId }) => ({
      QueryExecution:
        QueryExecutionId === 'query-1'
          ? execution(QueryExecutionId, 'FAILED', {
              Status: { StateChangeReason: 'slow down', AthenaError: { ErrorCategory: 1, Retryable: true } },
            })
          : execution(QueryExecutionId, 'SUCCEEDED'),
    }),
  });
  expect((await athena.run(one, never)).executionId).toBe('query-2');
  const tokens = endpoint.bodiesOf('StartQueryExecution').map((body) => body.ClientRequestToken);
  expect(new Set(tokens).size).toBe(2);
});

test('run(statement) tells what went wrong with a call', async () => {
  const outcomes: [reply: Reply, message: string][] = [
    [
      { error: 'InvalidRequestException', detail: { AthenaErrorCode: 'MALFORMED_QUERY', Message: 'line 1:1: no' } },
      'Athena cannot parse the query (line 1:1: no); its author has to mend it',
    ],
    [
      { error: 'InvalidRequestException', detail: { Message: 'No output location provided.' } },
      'Athena has nowhere to put results (No output location provided); set ATHENA_OUTPUT, like s3://bucket/folder/',
    ],
    [
      { error: 'AccessDeniedException', detail: { Message: 'You are not authorized to perform: athena:Start.' } },
      'Athena does not let Owlpost do this; ask whoever runs Owlpost to grant its AWS role athena:Start',
    ],
    [
      { error: 'UnrecognizedClientException', detail: { Message: 'The security token is invalid.' } },
      'Athena does not accept the AWS credentials (The security token is invalid); check AWS_PROFILE or the AWS_* settings',
    ],
  ];
  for (const [reply, message] of outcomes) {
    const { athena } = await open({ StartQueryExecution: () => reply });
    const error = await athena.run(one, never).catch((reason) => reason);
    expect(error).toBeInstanceOf(UserError);
    expect(error.message).toBe(message);
  }

  const away = await open();
  await away.endpoint.close();
  await expect(away.athena.run(one, never)).rejects.toThrow(
    /^Athena cannot be reached \(.*ECONNREFUSED.*\); ask again/,
  );
});

test('run(statement) waits out throttling', async () => {
  const { athena, endpoint } = await open({
    StartQueryExecution: (_, count) =>
      count < 4
        ? { error: 'TooManyRequestsException', detail: { Reason: 'CONCURRENT_QUERY_LIMIT_EXCEEDED' } }
        : { QueryExecutionId: 'query-1' },
    GetQueryExecution: ({ QueryExecutionId }, count) =>
      count === 0 ? { error: 'ThrottlingException' } : { QueryExecution: execution(QueryExecutionId, 'SUCCEEDED') },
  });
  expect((await athena.run(one, never)).rows).toEqual([['1']]);
  const tokens = endpoint.bodiesOf('StartQueryExecution').map((body) => body.ClientRequestToken);
  expect(tokens.length).toBe(5);
  expect(new Set(tokens).size).toBe(2); // the SDK repeats one three times, then comes a new attempt
});

test('run(statement) sends an output location only where one may be sent', async () => {
  const output = 's3://bucket/results/';
  const plain = await open({}, { output });
  await plain.athena.run(one, never);
  expect(plain.endpoint.bodiesOf('StartQueryExecution')[0]?.ResultConfiguration).toEqual({ OutputLocation: output });

  const Configuration = { ManagedQueryResultsConfiguration: { Enabled: true } };
  const managed = await open({ GetWorkGroup: () => ({ WorkGroup: { Name: 'w', Configuration } }) }, { output });
  await managed.athena.run(one, never);
  expect(managed.endpoint.bodiesOf('StartQueryExecution')[0]).not.toHaveProperty('ResultConfiguration');

  const denied = await open({ GetWorkGroup: () => ({ error: 'AccessDeniedException' }) }, { output });
  await denied.athena.run(one, never);
  expect(denied.endpoint.bodiesOf('StartQueryExecution')[0]?.ResultConfiguration).toEqual({ OutputLocation: output });
});

test('run(statement) refuses what Athena cannot take, before asking it', async () => {
  const { athena, endpoint } = await open();
  const outcomes: [statement: Statement, message: RegExp][] = [
    [{ sql: '', parameters: [] }, /the query is empty/],
    [
      { sql: `SELECT '${'é'.repeat(131_072)}'`, parameters: [] },
      /the query is 262153 bytes long and Athena takes 262144/,
    ],
    [{ sql: 'SELECT ?', parameters: [''] }, /is 0 characters long and Athena takes 1 to 1024/],
    [{ sql: 'SELECT ?', parameters: [`'${'x'.repeat(1023)}'`] }, /is 1025 characters long and Athena takes 1 to 1024/],
  ];
  for (const [statement, message] of outcomes) {
    await expect(athena.run(statement, never)).rejects.toThrow(message);
  }
  expect(endpoint.calls).toEqual([]);
});

test('run(statement, signal) stops the query when the asker leaves while it runs', async () => {
  const asker = new AbortController();
  const { athena, endpoint } = await open({
    GetQueryExecution: ({ QueryExecutionId }) => {
      asker.abort(new Error('changed my mind'));
      return { QueryExecution: execution(QueryExecutionId, 'RUNNING') };
    },
  });
  await expect(athena.run(one, asker.signal)).rejects.toThrow('changed my mind');
  await athena.close();
  expect(endpoint.bodiesOf('StopQueryExecution')).toEqual([{ QueryExecutionId: 'query-1' }]);
});

test('run(statement, signal) stops the query when the asker leaves while it is being started', async () => {
  const asker = new AbortController();
  const { athena, endpoint } = await open({
    StartQueryExecution: () => {
      asker.abort(new Error('changed my mind'));
      return { QueryExecutionId: 'query-1' };
    },
  });
  await expect(athena.run(one, asker.signal)).rejects.toThrow('changed my mind');
  await athena.close();
  expect(endpoint.bodiesOf('StopQueryExecution')).toEqual([{ QueryExecutionId: 'query-1' }]);
  await expect(athena.run(one, never)).rejects.toThrow('Owlpost is stopping; ask again in a moment');
});

test('run(statement, signal) does not keep the asker waiting for a call that hangs', async () => {
  const asker = new AbortController();
  const { athena, endpoint } = await open({
    StartQueryExecution: () => {
      asker.abort(new Error('changed my mind'));
      return 'hang';
    },
  });
  await expect(athena.run(one, asker.signal)).rejects.toThrow('changed my mind');
  await endpoint.close();
  await athena.close();
});

test('run(statement) stops the query at its deadline', async () => {
  const { athena, endpoint } = await open(
    { GetQueryExecution: ({ QueryExecutionId }) => ({ QueryExecution: execution(QueryExecutionId, 'RUNNING') }) },
    { deadlineMs: 50 },
  );
  await expect(athena.run(one, never)).rejects.toThrow(
    'the query was stopped after a minute; ask for a shorter period',
  );
  await athena.close();
  expect(endpoint.bodiesOf('StopQueryExecution')).toEqual([{ QueryExecutionId: 'query-1' }]);
});

test('close() stops every query in flight', async () => {
  const seen = new Set<unknown>();
  const all = Promise.withResolvers<void>();
  const { athena, endpoint } = await open({
    GetQueryExecution: ({ QueryExecutionId }) => {
      seen.add(QueryExecutionId);
      if (seen.size === 3) all.resolve();
      return { QueryExecution: execution(QueryExecutionId, 'RUNNING') };
    },
  });
  const runs = Promise.allSettled([1, 2, 3].map(() => athena.run(one, never)));
  await all.promise;
  await athena.close();
  expect((await runs).map((run) => run.status === 'rejected' && run.reason.message)).toEqual(
    Array(3).fill('Owlpost is stopping; ask again in a moment'),
  );
  expect(
    endpoint
      .bodiesOf('StopQueryExecution')
      .map((body) => body.QueryExecutionId)
      .sort(),
  ).toEqual(['query-1', 'query-2', 'query-3']);
});

test('explain(sql) is what Athena objects to', async () => {
  const { athena, endpoint } = await open({
    StartQueryExecution: ({ QueryString }, count) =>
      String(QueryString).includes('nonsense')
        ? { error: 'InvalidRequestException', detail: { AthenaErrorCode: 'MALFORMED_QUERY', Message: 'line 1:9: no' } }
        : { QueryExecutionId: `query-${count}` },
  });
  expect(await athena.explain('SELECT 1')).toBeUndefined();
  expect(await athena.explain('nonsense')).toMatch('Athena cannot parse the query (line 1:1: no)');
  expect(endpoint.bodiesOf('StartQueryExecution')[0]?.QueryString).toBe('EXPLAIN SELECT 1');
  expect(await athena.explain('SELECT 1\n, ?, nonsense', ["'a ? b'"])).toMatch(
    'Athena cannot parse the query (line 1:1: no)',
  );
  expect(endpoint.bodiesOf('StartQueryExecution').at(-1)).toMatchObject({
    QueryString: "EXPLAIN SELECT 1\n, 'a ? b', nonsense",
  });
  expect(endpoint.bodiesOf('StartQueryExecution').at(-1)).not.toHaveProperty('ExecutionParameters');
  expect(endpoint.bodiesOf('GetQueryResults')).toEqual([]);
});

test('run(statement, signal, { query }) lets Athena reuse its own result, but none from before a moment', async () => {
  const { athena, endpoint } = await open({}, { reuseMinutes: 60 });
  const query = { name: 'sales', version: 'abc1234' } as Query;
  await athena.run(one, never, { query });
  await athena.run(one, never, { query, notBefore: new Date(Date.now() - 30 * 60_000) });
  await athena.run(one, never, { query, notBefore: new Date() });
  const started = endpoint.bodiesOf('StartQueryExecution');
  const ages = started.map(({ ResultReuseConfiguration: reuse }) => reuse);
  const upTo = (minutes: number) => ({ ResultReuseByAgeConfiguration: { Enabled: true, MaxAgeInMinutes: minutes } });
  expect(ages).toEqual([upTo(60), upTo(30), undefined]);
  expect(new Set(started.map(({ QueryString }) => QueryString))).toEqual(
    new Set([expect.stringMatching(/^SELECT 1 AS n\n\/\* owlpost sales@abc1234 [0-9a-f]{16} \*\/$/)]),
  );
});

test('run() asks no reuse of a workgroup that manages its results', async () => {
  const { athena, endpoint } = await open(
    {
      GetWorkGroup: () => ({
        WorkGroup: { Name: 'primary', Configuration: { ManagedQueryResultsConfiguration: { Enabled: true } } },
      }),
    },
    { reuseMinutes: 60 },
  );
  await athena.run(one, never);
  expect(endpoint.bodiesOf('StartQueryExecution')[0]).not.toHaveProperty('ResultReuseConfiguration');
});

test('run(statement) tells the reserved capacity that ran it, and what Athena reused', async () => {
  const table = async (Statistics: object) => {
    const { athena } = await open({
      GetQueryExecution: ({ QueryExecutionId }) => ({
        QueryExecution: execution(QueryExecutionId, 'SUCCEEDED', { Statistics }),
      }),
    });
    return athena.run(one, never);
  };
  expect(await table({ DataScannedInBytes: 5, DpuCount: 24 })).toMatchObject({ scannedBytes: 5, reservedDpus: 24 });
  expect(await table({ ResultReuseInformation: { ReusedPreviousResult: true } })).toMatchObject({ reused: true });
  expect(await table({})).not.toHaveProperty('reservedDpus');
});
