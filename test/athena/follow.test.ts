import type { QueryExecution } from '@aws-sdk/client-athena';
import { expect, test } from 'vitest';

import type { FollowOptions } from '../../src/athena/follow.ts';

import { openFollow } from '../../src/athena/follow.ts';
import { openInFlight } from '../../src/athena/in-flight.ts';
import { tableOf } from '../charts/demo.ts';

const TABLE = tableOf(['Sales: bigint'], [[5]]);

const leave = async () => true;

const never = new AbortController().signal;

function open({ state = 'SUCCEEDED', ...given }: { state?: string } & Partial<Pick<FollowOptions, 'read'>> = {}) {
  const abandoned: string[] = [];
  const execution = { Status: { State: state } } as QueryExecution;
  const follow = openFollow({
    executions: { follow: async () => execution, abandon: (id) => void abandoned.push(id) },
    inFlight: openInFlight(60_000),
    read: async () => TABLE,
    log: { debug() {} } as never,
    ...given,
  });
  return { follow, abandoned };
}

test('a run that succeeded has its rows', async () => expect(await open().follow('run', never, leave)).toBe(TABLE));

test.each(['FAILED', 'CANCELLED'])('a run that is %s has none', async (state) =>
  expect(await open({ state }).follow('run', never, leave)).toBe(undefined),
);

test('a result that is not there any more is none, but who leaves gets the reason', async () => {
  const read = () => Promise.reject(new Error('NoSuchKey'));
  expect(await open({ read }).follow('run', never, leave)).toBe(undefined);
  const asker = new AbortController();
  const { follow } = open({
    read: async () => {
      asker.abort(new Error('changed my mind'));
      throw new Error('NoSuchKey');
    },
  });
  await expect(follow('run', asker.signal, leave)).rejects.toThrow('changed my mind');
});

test('a run whose asker had left already is abandoned', async () => {
  const { follow, abandoned } = open();
  await expect(follow('run', AbortSignal.abort(new Error('gone')), leave)).rejects.toThrow('gone');
  expect(abandoned).toEqual(['run']);
});
