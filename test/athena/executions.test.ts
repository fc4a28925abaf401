import type { AthenaClient, WorkGroupConfiguration } from '@aws-sdk/client-athena';
import { expect, test } from 'vitest';

import { openExecutions } from '../../src/athena/executions.ts';

const STATEMENT = { sql: 'SELECT ?', parameters: ['1'] };

const never = new AbortController().signal;

type Call = { readonly name: string; readonly input: Record<string, unknown> };

/** Executions over an Athena whose queries go through these states, one at each look; the last one stays. */
function open(states: readonly object[], configuration: WorkGroupConfiguration = {}) {
  const calls: Call[] = [];
  const logged: string[] = [];
  let looks = 0;
  const answers: Readonly<Record<string, () => object>> = {
    GetWorkGroupCommand: () => ({ WorkGroup: { Configuration: configuration } }),
    StartQueryExecutionCommand: () => ({ QueryExecutionId: 'run-1' }),
    GetQueryExecutionCommand: () => ({
      QueryExecution: { QueryExecutionId: 'run-1', Status: states[Math.min(looks++, states.length - 1)] },
    }),
    StopQueryExecutionCommand: () => ({}),
  };
  const send = async (command: { readonly input: Call['input'] }) => {
    const { name } = command.constructor;
    calls.push({ name: name.replace('Command', ''), input: command.input });
    return answers[name]!();
  };
  const executions = openExecutions({ send } as unknown as AthenaClient, {
    database: 'shop',
    workgroup: 'primary',
    output: 's3://owlpost/results/',
    firstPollMs: 1,
    log: { debug() {}, warn: (_: unknown, text?: string) => void logged.push(text ?? '') } as never,
  });
  const inputOf = (name: string) => calls.find((call) => call.name === name)?.input;
  return { executions, inputOf, logged, names: () => calls.map(({ name }) => name) };
}

const RUNNING = { State: 'RUNNING' };

const SUCCEEDED = { State: 'SUCCEEDED' };

test('execute() starts a statement with its parameters, and waits until it has succeeded', async () => {
  const { executions, inputOf } = open([{ State: 'QUEUED' }, RUNNING, SUCCEEDED]);
  const progress: boolean[] = [];
  const onProgress = ({ isQueued }: { isQueued: boolean }) => void progress.push(isQueued);
  expect((await executions.execute(STATEMENT, never, { onProgress })).Status).toEqual(SUCCEEDED);
  expect(progress).toEqual([true, false]);
  expect(inputOf('StartQueryExecution')).toMatchObject({
    QueryString: 'SELECT ?',
    ExecutionParameters: ['1'],
    QueryExecutionContext: { Database: 'shop' },
    ResultConfiguration: { OutputLocation: 's3://owlpost/results/' },
    ResultReuseConfiguration: undefined,
  });
});

test('execute() lets Athena reuse a result, but not where the workgroup manages its results', async () => {
  const plain = open([SUCCEEDED]);
  await plain.executions.execute({ sql: 'SELECT 1', parameters: [] }, never, { reuseMinutes: 5 });
  expect(plain.inputOf('StartQueryExecution')).toMatchObject({
    ExecutionParameters: undefined,
    ResultReuseConfiguration: { ResultReuseByAgeConfiguration: { Enabled: true, MaxAgeInMinutes: 5 } },
  });
  const managed = open([SUCCEEDED], { ManagedQueryResultsConfiguration: { Enabled: true } });
  await managed.executions.execute(STATEMENT, never, { reuseMinutes: 5 });
  expect(managed.inputOf('StartQueryExecution')).toMatchObject({
    ResultConfiguration: undefined,
    ResultReuseConfiguration: undefined,
  });
});

test('execute() rejects with what a person can do, and does not repeat what stays wrong', async () => {
  const refused = { State: 'FAILED', StateChangeReason: 'COLUMN_NOT_FOUND', AthenaError: { ErrorCategory: 2 } };
  const { executions, names, logged } = open([refused]);
  await expect(executions.execute(STATEMENT, never)).rejects.toThrow('Athena refuses the query (COLUMN_NOT_FOUND)');
  expect(names().filter((name) => name === 'StartQueryExecution')).toHaveLength(1);
  expect(logged).toEqual(['a query did not succeed']);
});

test('a query is stopped when nobody waits for it any more, unless another instance does', async () => {
  for (const isLast of [true, false]) {
    const { executions, names } = open([RUNNING]);
    const asker = new AbortController();
    const announcement = {
      begin: async () => undefined,
      started: () => void setImmediate(() => asker.abort(new Error('gone'))),
      leave: async () => isLast,
    };
    await expect(executions.execute(STATEMENT, asker.signal, { announcement })).rejects.toThrow('gone');
    await executions.settle();
    expect(names().includes('StopQueryExecution')).toBe(isLast);
  }
});

test('execute() starts nothing for who has left already', async () => {
  const { executions, names } = open([SUCCEEDED]);
  await expect(executions.execute(STATEMENT, AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
  expect(names()).not.toContain('StartQueryExecution');
});
