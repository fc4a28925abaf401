import { AthenaClient } from '@aws-sdk/client-athena';
import { expect, test } from 'vitest';

import type { Poller } from '../../src/athena/poller.ts';
import type { Script } from '../support/athena-endpoint.ts';

import { earlyBy, openPoller, pollDelay } from '../../src/athena/poller.ts';
import { execution, openEndpoint } from '../support/athena-endpoint.ts';

test.each([
  [{ age: 0, firstPollMs: 250, random: 0.5 }, 250],
  [{ age: 200, firstPollMs: 250, random: 0.5 }, 50],
  [{ age: 250, firstPollMs: 250, random: 0.5 }, 100],
  [{ age: 1000, firstPollMs: 250, random: 0.5 }, 200],
  [{ age: 1000, firstPollMs: 250, random: 0 }, 180],
  [{ age: 1000, firstPollMs: 250, random: 0.999 }, 219.96],
  [{ age: 60_000, firstPollMs: 250, random: 0.5 }, 2000],
  [{ age: 5, firstPollMs: 5, random: 0.5 }, 5],
  [{ age: 100, firstPollMs: 5, random: 0.5 }, 20],
])('pollDelay(%o) is %d ms', ({ age, ...options }, delay) => {
  expect(pollDelay(age, options)).toBeCloseTo(delay);
});

test.each([
  [{ delay: 400, failures: 0 }, 200],
  [{ delay: 400, failures: 1 }, 0],
])('earlyBy(%o) is %d ms', ({ delay, failures }, early) => {
  expect(earlyBy(delay, { failures })).toBe(early);
});

async function poll(script: Script, ids: readonly string[], onState?: Parameters<Poller['wait']>[2]) {
  const endpoint = await openEndpoint(script);
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new AthenaClient({ region: 'eu-west-1', endpoint: endpoint.url, credentials, maxAttempts: 1 });
  const poller = openPoller(client, { firstPollMs: 5, log: { debug() {}, warn() {} } });
  const { signal } = new AbortController();
  const outcomes = await Promise.allSettled(ids.map((id) => poller.wait(id, signal, onState)));
  client.destroy();
  await endpoint.close();
  return { outcomes, endpoint };
}

const ids = (count: number) => Array.from({ length: count }, (_, index) => `query-${index}`);

test('wait(id) asks for many queries in one call', async () => {
  const { outcomes, endpoint } = await poll({}, ids(60));
  expect(outcomes.map((one) => one.status === 'fulfilled' && one.value.QueryExecutionId)).toEqual(ids(60));
  expect(endpoint.bodiesOf('BatchGetQueryExecution').map((body) => (body.QueryExecutionIds as []).length)).toEqual([
    50, 10,
  ]);
  expect(endpoint.bodiesOf('GetQueryExecution')).toEqual([]);
});

test('wait(id) asks one by one when batches are not permitted', async () => {
  const { outcomes, endpoint } = await poll(
    {
      BatchGetQueryExecution: () => ({ error: 'AccessDeniedException' }),
      GetQueryExecution: ({ QueryExecutionId }, count) => ({
        QueryExecution: execution(QueryExecutionId, count < 7 ? 'RUNNING' : 'SUCCEEDED'),
      }),
    },
    ids(7),
  );
  expect(outcomes.every((one) => one.status === 'fulfilled')).toBe(true);
  expect(endpoint.bodiesOf('BatchGetQueryExecution').length).toBe(1);
});

test('wait(id) tells what Athena says of a query until it has ended', async () => {
  const heard: (number | undefined)[] = [];
  const states = ['QUEUED', 'RUNNING', 'SUCCEEDED'] as const;
  await poll(
    {
      GetQueryExecution: ({ QueryExecutionId }, count) => ({
        QueryExecution: {
          ...execution(QueryExecutionId, states[count]!),
          Statistics: { DataScannedInBytes: 1000 * count },
        },
      }),
    },
    ids(1),
    ({ Statistics }) => heard.push(Statistics?.DataScannedInBytes),
  );
  expect(heard).toEqual([0, 1000]);
});

test('wait(id) bears trouble on the way, but no refusal', async () => {
  const { outcomes, endpoint } = await poll(
    {
      GetQueryExecution: ({ QueryExecutionId }, count) => {
        if (QueryExecutionId === 'denied') return { error: 'AccessDeniedException' };
        if (count < 2) return 'lose';
        if (count < 4) return { error: 'InternalServerException', status: 500 };
        return { QueryExecution: execution(QueryExecutionId, 'FAILED') };
      },
    },
    ['query-0', 'denied'],
  );
  expect(outcomes.map((one) => one.status)).toEqual(['fulfilled', 'rejected']);
  expect(endpoint.bodiesOf('GetQueryExecution').length).toBeGreaterThanOrEqual(5);
});
