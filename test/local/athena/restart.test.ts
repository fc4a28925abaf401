import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetQueryResultsCommand } from '@aws-sdk/client-athena';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { openBench } from '../../support/ask.ts';

let state: string;

beforeAll(async () => {
  state = await mkdtemp(join(tmpdir(), 'state-'));
});

afterAll(() => rm(state, { recursive: true, force: true }));

describe('a server with a state folder', () => {
  test('knows its queries and results again, and fails what was cut off', async () => {
    const first = await openBench({ 't/a.csv': 'n\n1\n' }, { state });
    const id = await first.start('SELECT n FROM t', { ClientRequestToken: 'one-token-that-outlives-the-process' });
    await first.finish(id);
    await first.close();
    const cut = {
      id: 'cut-off',
      token: 'x',
      state: 'RUNNING',
      submittedMs: 0,
      output: { bucket: 'b', key: 'k' },
      kind: {},
    };
    await appendFile(join(state, 'queries.jsonl'), `${JSON.stringify(cut)}\n{"id": "torn`);

    const second = await openBench({ 't/a.csv': 'n\n1\n' }, { state });
    expect(await second.start('SELECT n FROM t', { ClientRequestToken: 'one-token-that-outlives-the-process' })).toBe(
      id,
    );
    const { ResultSet } = await second.athena.send(new GetQueryResultsCommand({ QueryExecutionId: id }));
    expect(ResultSet?.Rows?.map(({ Data }) => Data?.[0]?.VarCharValue)).toEqual(['n', '1']);
    expect((await second.finish('cut-off')).Status).toMatchObject({
      State: 'FAILED',
      AthenaError: { ErrorCategory: 1, Retryable: true },
    });
    await second.close();
    expect((await readdir(state)).sort()).toEqual(['objects', 'queries.jsonl']);
  });
});

describe('result reuse', () => {
  const reuse = (MaxAgeInMinutes: number) => ({
    ResultReuseConfiguration: { ResultReuseByAgeConfiguration: { Enabled: true, MaxAgeInMinutes } },
  });

  test('serves an earlier result of the same question, and scans nothing', async () => {
    const bench = await openBench({ 't/a.csv': 'n\n1\n2\n' });
    const sql = 'SELECT n FROM t WHERE n = ?';
    const ask = async (value: string, minutes = 60) => {
      const { rows, execution } = await bench.ask(sql, { ExecutionParameters: [value], ...reuse(minutes) });
      const { DataScannedInBytes, ResultReuseInformation } = execution.Statistics!;
      return [rows[1]?.[0], DataScannedInBytes, ResultReuseInformation?.ReusedPreviousResult];
    };
    expect(await ask('1')).toEqual(['1', 6, false]);
    expect(await ask('1')).toEqual(['1', 0, true]);
    expect(await ask('2')).toEqual(['2', 6, false]);
    expect(await ask('1', 0)).toEqual(['1', 6, false]);
    await bench.close();
  });

  test('does not serve again what changes by itself', async () => {
    const bench = await openBench({});
    const ask = () => bench.ask('SELECT current_date', reuse(60));
    await ask();
    expect((await ask()).execution.Statistics?.ResultReuseInformation?.ReusedPreviousResult).toBe(false);
    await bench.close();
  });
});
