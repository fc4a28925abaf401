import {
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  ListWorkGroupsCommand,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

import type { Bench } from '../../../support/ask.ts';

import { openBench } from '../../../support/ask.ts';
import { refusal } from '../../../support/refusal.ts';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench({ 't/a.csv': 'n\n1\n' });
});

afterEach(() => setFaults({}));

afterAll(() => bench.close());

describe('PUT /_faults', () => {
  test('throttle refuses so many calls', async () => {
    await setFaults({ throttle: 2 });
    const call = () => bench.athena.send(new ListWorkGroupsCommand({}));
    expect(await refusal(call())).toMatchObject({ name: 'ThrottlingException', message: 'Rate exceeded' });
    expect((await refusal(call())).name).toBe('ThrottlingException');
    expect((await call()).WorkGroups).toHaveLength(1);
  });

  test('busy refuses so many queries, as a full queue does', async () => {
    await setFaults({ busy: 1 });
    expect((await refusal(bench.start('SELECT 1'))).name).toBe('TooManyRequestsException');
    expect((await bench.ask('SELECT 1')).rows[1]).toEqual(['1']);
  });

  test.each([
    ['system', 1, true],
    ['user', 2, false],
    ['other', 3, false],
  ])('fail: %s ends queries with category %i', async (fail, ErrorCategory, Retryable) => {
    await setFaults({ fail });
    const { execution } = await bench.ask('SELECT 1');
    expect(execution.Status).toMatchObject({ State: 'FAILED', AthenaError: { ErrorCategory, Retryable } });
  });

  test('loseResults leaves a query that succeeded without its result', async () => {
    await setFaults({ loseResults: true });
    const id = await bench.start('SELECT 1');
    expect((await bench.finish(id)).Status?.State).toBe('SUCCEEDED');
    const call = bench.athena.send(new GetQueryResultsCommand({ QueryExecutionId: id }));
    expect((await refusal(call)).code).toBe('RESULT_NOT_FOUND');
  });

  test('queueMs and slowMs make queries wait, and they can be stopped there', async () => {
    await setFaults({ queueMs: 20, slowMs: 20 });
    const { execution } = await bench.ask('SELECT 1');
    expect(execution.Statistics?.QueryQueueTimeInMillis).toBeGreaterThanOrEqual(19);
    expect(execution.Statistics?.EngineExecutionTimeInMillis).toBeGreaterThanOrEqual(19);

    await setFaults({ slowMs: 600_000 });
    const id = await bench.start('SELECT 1');
    await bench.athena.send(new StopQueryExecutionCommand({ QueryExecutionId: id }));
    expect((await bench.finish(id)).Status?.State).toBe('CANCELLED');
  });

  test('a full queue is told, and what waits can be stopped', async () => {
    const narrow = await openBench({}, { concurrency: 1, queueLength: 1, faults: { slowMs: 600_000 } });
    const running = await narrow.start('SELECT 1');
    for (;;) {
      const { QueryExecution } = await narrow.athena.send(new GetQueryExecutionCommand({ QueryExecutionId: running }));
      if (QueryExecution?.Status?.State === 'RUNNING') break;
    }
    await narrow.start('SELECT 2');
    expect(await refusal(narrow.start('SELECT 3'))).toMatchObject({ name: 'TooManyRequestsException' });
    await narrow.close();
  });

  test.each([
    ['{"slow": 1}', 400],
    ['{"throttle": -1}', 400],
    ['nonsense', 400],
    ['{"throttle": 0}', 200],
  ])('%s is answered with %i', async (body, status) => {
    expect((await fetch(`${bench.url}/_faults`, { method: 'PUT', body })).status).toBe(status);
  });
});

async function setFaults(faults: object): Promise<void> {
  const response = await fetch(`${bench.url}/_faults`, { method: 'PUT', body: JSON.stringify(faults) });
  expect(response.status).toBe(200);
}
