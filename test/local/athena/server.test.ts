import { request } from 'node:http';
import {
  BatchGetQueryExecutionCommand,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  ListQueryExecutionsCommand,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Bench } from '../../support/ask.ts';

import { openBench } from '../../support/ask.ts';
import { refusal } from '../../support/refusal.ts';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench({
    'orders/a.parquet': `SELECT range AS orderNumber, CASE WHEN range % 3 = 0 THEN NULL ELSE 'n"' || range END AS Name,
      (range * 0.25)::DECIMAL(10,2) AS amount, DATE '2026-01-01' + (range % 31)::INTEGER AS orderDate FROM range(1500)`,
  });
});

afterAll(() => bench.close());

describe('a query', () => {
  test('is answered with a header row, types and exact text', async () => {
    const { rows, types, execution } = await bench.ask(
      `SELECT orderNumber, name, amount, orderDate FROM orders WHERE orderNumber < 2 ORDER BY 1`,
    );
    expect(rows.slice(1)).toEqual([
      ['0', null, '0.00', '2026-01-01'],
      ['1', 'n"1', '0.25', '2026-01-02'],
    ]);
    expect(rows[0]!.map((name) => name!.toLowerCase())).toEqual(['ordernumber', 'name', 'amount', 'orderdate']);
    expect(types).toEqual(['bigint', 'varchar', 'decimal', 'date']);
    expect(execution).toMatchObject({
      StatementType: 'DML',
      SubstatementType: 'SELECT',
      WorkGroup: 'primary',
      EngineVersion: { EffectiveEngineVersion: expect.stringContaining('embedded engine') },
    });
    expect(execution.Status?.SubmissionDateTime?.getTime()).toBeGreaterThan(Date.now() - 60_000);
  });

  test('leaves its result in S3 as Athena writes it, and its types beside it', async () => {
    const { execution } = await bench.ask(
      `SELECT orderNumber AS n, name FROM orders WHERE orderNumber < 2 ORDER BY 1`,
      {
        ResultConfiguration: { OutputLocation: 's3://mine/some/folder/' },
      },
    );
    const address = execution.ResultConfiguration!.OutputLocation!;
    expect(address).toBe(`s3://mine/some/folder/${execution.QueryExecutionId}.csv`);
    expect(await bench.read(address)).toBe('"n","name"\n"0",\n"1","n""1"\n');
    expect(await bench.read(`${address}.metadata`)).toContain('varchar');
  });

  test('takes parameters as values, never as SQL', async () => {
    const sql = 'SELECT count(*) FROM orders WHERE name = ?';
    const count = async (value: string) => (await bench.ask(sql, { ExecutionParameters: [value] })).rows[1]![0];
    expect(await count(`'n"1'`)).toBe('1');
    expect(await count(`it's n"1`)).toBe('0');
    expect(await count(`'n"1') OR (1 = 1`)).toBe('0');
  });

  test.each([
    ['SELECT', 'MALFORMED_QUERY', /^line 1:\d+: /],
    ['SELECT 1 FRM orders x y', 'MALFORMED_QUERY', /^line 1:/],
    ['SELECT 1; SELECT 2', 'MALFORMED_QUERY', /Only one sql statement/],
    ['DESCRIBE nowhere', 'INVALID_INPUT', /^Entity Not Found/],
  ])('%s is refused at once with %s', async (sql, code, message) => {
    expect(await refusal(bench.start(sql))).toMatchObject({
      name: 'InvalidRequestException',
      code,
      message: expect.stringMatching(message),
    });
  });

  test.each([
    ['SELECT nope FROM orders', 'COLUMN_NOT_FOUND: line 1:8: ', 2, 1006],
    ['SELECT 1 FROM nowhere', 'TABLE_NOT_FOUND: line 1:15: ', 2, 1301],
    ['SELECT orderNumber / 0 FROM orders', 'DIVISION_BY_ZERO: ', 2, 1001],
    ['DROP TABLE orders', 'NOT_SUPPORTED: line 1:1: ', 2, 1200],
    ['SELECT ?', 'INVALID_PARAMETER_USAGE: ', 2, 1100],
  ])('%s fails later', async (sql, reason, category, type) => {
    const { execution } = await bench.ask(sql);
    expect(execution.Status).toMatchObject({
      State: 'FAILED',
      StateChangeReason: expect.stringContaining(reason),
      AthenaError: { ErrorCategory: category, ErrorType: type, Retryable: false },
    });
    const results = bench.athena.send(new GetQueryResultsCommand({ QueryExecutionId: execution.QueryExecutionId! }));
    expect(await refusal(results)).toMatchObject({
      code: 'INVALID_QUERY_EXECUTION_STATE',
      message: 'Query did not finish successfully. Final query state: FAILED',
    });
  });
});

describe('GetQueryResults', () => {
  test('pages count the header row, which is on the first one only', async () => {
    const { results } = await bench.ask('SELECT orderNumber FROM orders ORDER BY 1');
    expect(results!.ResultSet!.Rows).toHaveLength(1000);
    const { execution } = await bench.ask('SELECT orderNumber, name FROM orders ORDER BY 1');
    const values: string[] = [];
    let NextToken: string | undefined;
    let pages = 0;
    do {
      const page = await bench.athena.send(
        new GetQueryResultsCommand({ QueryExecutionId: execution.QueryExecutionId!, MaxResults: 700, NextToken }),
      );
      values.push(...page.ResultSet!.Rows!.map(({ Data }) => Data![0]!.VarCharValue!));
      NextToken = page.NextToken;
      pages++;
    } while (NextToken);
    expect(pages).toBe(3);
    expect(values.slice(1)).toEqual(Array.from({ length: 1500 }, (_, at) => String(at)));
  });

  test('a whole number of pages ends without an empty one', async () => {
    const { execution } = await bench.ask('SELECT orderNumber FROM orders WHERE orderNumber < 9');
    const page = await bench.athena.send(
      new GetQueryResultsCommand({ QueryExecutionId: execution.QueryExecutionId!, MaxResults: 10 }),
    );
    expect(page.ResultSet!.Rows).toHaveLength(10);
    expect(page.NextToken).toBeUndefined();
  });

  test.each([
    [{ MaxResults: 1001 }, 'MaxResults is more than maximum allowed length 1000'],
    [{ MaxResults: 0 }, /Value at 'maxResults' failed to satisfy constraint/],
    [{ NextToken: 'nonsense' }, 'Malformed nextPageToken nonsense'],
  ])('%j is refused', async (input, message) => {
    const { execution } = await bench.ask('SELECT 1');
    const call = bench.athena.send(
      new GetQueryResultsCommand({ QueryExecutionId: execution.QueryExecutionId!, ...input }),
    );
    expect((await refusal(call)).message).toMatch(message);
  });

  test('a result that holds line ends, quotes, nothing and NULL is read back as it is', async () => {
    const { rows } = await bench.ask(`SELECT * FROM (VALUES (U&'a\\000ab', 'x"",'), ('', NULL), (NULL, NULL)) t(a, b)`);
    expect(rows.slice(1)).toEqual([
      ['a\nb', 'x"",'],
      ['', null],
      [null, null],
    ]);
  });
});

describe('ClientRequestToken', () => {
  const token = 'the-same-token-for-the-same-question';

  test('gives the same query again, and does not compare parameters', async () => {
    const first = await bench.start('SELECT ?', { ClientRequestToken: token, ExecutionParameters: ['1'] });
    expect(await bench.start('SELECT ?', { ClientRequestToken: token, ExecutionParameters: ['2'] })).toBe(first);
    expect(await refusal(bench.start('SELECT 2', { ClientRequestToken: token }))).toMatchObject({
      code: 'IDEMPOTENT_PARAMETER_MISMATCH',
      message: 'Idempotent parameters do not match',
    });
  });

  test('must be 32 to 128 long', async () => {
    expect((await refusal(bench.start('SELECT 1', { ClientRequestToken: 'short' }))).message).toContain(
      'greater than or equal to 32',
    );
  });
});

describe('other operations on queries', () => {
  test('BatchGetQueryExecution tells which ids it does not know', async () => {
    const { execution } = await bench.ask('SELECT 1');
    const { QueryExecutions, UnprocessedQueryExecutionIds } = await bench.athena.send(
      new BatchGetQueryExecutionCommand({ QueryExecutionIds: [execution.QueryExecutionId!, 'nobody'] }),
    );
    expect(QueryExecutions).toHaveLength(1);
    expect(UnprocessedQueryExecutionIds).toMatchObject([{ QueryExecutionId: 'nobody' }]);
  });

  test('ListQueryExecutions has the newest first, page by page', async () => {
    const { execution } = await bench.ask('SELECT 1');
    const { QueryExecutionIds, NextToken } = await bench.athena.send(new ListQueryExecutionsCommand({ MaxResults: 1 }));
    expect(QueryExecutionIds).toEqual([execution.QueryExecutionId]);
    expect(NextToken).toBeDefined();
  });

  test('StopQueryExecution ends a running query, and leaves an ended one as it is', async () => {
    const id = await bench.start(
      'SELECT count(*) FROM orders a, orders b, orders c WHERE a.amount + b.amount > c.amount',
    );
    await bench.athena.send(new StopQueryExecutionCommand({ QueryExecutionId: id }));
    expect((await bench.finish(id)).Status).toMatchObject({
      State: 'CANCELLED',
      StateChangeReason: 'Query cancelled by user',
    });
    const call = bench.athena.send(new GetQueryResultsCommand({ QueryExecutionId: id }));
    expect(await refusal(call)).toMatchObject({ code: 'RESULT_NOT_FOUND', message: 'Could not find results' });

    const { execution } = await bench.ask('SELECT 1');
    await bench.athena.send(new StopQueryExecutionCommand({ QueryExecutionId: execution.QueryExecutionId! }));
    expect((await bench.finish(execution.QueryExecutionId!)).Status?.State).toBe('SUCCEEDED');
  });

  test('an id that nobody has is told so', async () => {
    const call = bench.athena.send(new GetQueryExecutionCommand({ QueryExecutionId: 'nobody' }));
    expect(await refusal(call)).toMatchObject({
      code: 'QUERY_EXECUTION_NOT_FOUND',
      message: 'QueryExecution nobody was not found',
    });
  });

  test('30 queries at once all get their own answer', async () => {
    const asked = await Promise.all(
      Array.from({ length: 30 }, (_, at) =>
        bench.ask('SELECT sum(orderNumber) + ? FROM orders', { ExecutionParameters: [String(at)] }),
      ),
    );
    expect(asked.map(({ rows }) => rows[1]?.[0])).toEqual(asked.map((_, at) => String((1500 * 1499) / 2 + at)));
  });
});

describe('the wire', () => {
  test.each([
    [{ host: 'evil.example' }, 403, 'only this machine may ask'],
    [{ host: '127.0.0.1', origin: 'https://evil.example' }, 403, 'only this machine may ask'],
    [{ host: 'localhost:1', 'x-amz-target': 'AmazonAthena.Nothing' }, 400, '{"__type":"UnknownOperationException"}'],
    [
      { host: '127.0.0.1', 'x-amz-target': 'AmazonAthena.GetQueryExecution' },
      400,
      '{"__type":"SerializationException"}',
    ],
  ])('%j is answered with %i', async (headers, status, text) => {
    expect(await post(bench.url, headers, 'no JSON')).toEqual({ status, text: expect.stringContaining(text) });
  });

  test('a missing member is named as AWS names it', async () => {
    const headers = { host: '127.0.0.1', 'x-amz-target': 'AmazonAthena.GetQueryExecution' };
    const { text } = await post(bench.url, headers, '{}');
    expect(JSON.parse(text)).toEqual({
      __type: 'InvalidRequestException',
      AthenaErrorCode: 'INVALID_INPUT',
      ErrorCode: 'INVALID_INPUT',
      Message:
        "1 validation error detected: Value null at 'queryExecutionId' failed to satisfy constraint: Member must not be null",
    });
  });

  test('a lost result is told as Athena tells it', async () => {
    const { execution } = await bench.ask('SELECT 1');
    const missing = bench.s3.send(new GetObjectCommand({ Bucket: 'nowhere', Key: 'nothing' }));
    expect((await refusal(missing)).name).toBe('NoSuchKey');
    expect(execution.Status?.State).toBe('SUCCEEDED');
  });
});

function post(url: string, headers: Record<string, string>, body: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers }, async (response) => {
      const chunks = await response.toArray();
      resolve({ status: response.statusCode!, text: Buffer.concat(chunks).toString() });
    });
    sent.on('error', reject).end(body);
  });
}
