import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import { expect, test } from 'vitest';

import { openWorkers } from '../../src/slack/workers.ts';

const requester = { user: 'U1', channel: 'C1', reply: async () => {} };

/** Serves work whose claims take so many milliseconds each, all with the given turn, and returns in which order it began. */
async function begunAfter(claims: readonly number[], turn: string | undefined): Promise<readonly number[]> {
  const begun: number[] = [];
  const claim = (id: string) => sleep(claims[Number(id)], true);
  const workers = openWorkers({ claims: { claim }, botName: 'owl', log: pino({ level: 'silent' }) });
  for (const index of claims.keys()) {
    workers.serve({ requester, id: String(index), turn, task: async () => void begun.push(index) });
  }
  await workers.finish();
  return begun;
}

test('work of one turn begins in the order in which it came, however long the store takes for each', async () => {
  expect(await begunAfter([60, 5, 30], 'C1/1.0')).toEqual([0, 1, 2]);
});

test('work without a turn waits for no other', async () => {
  expect(await begunAfter([60, 5, 30], undefined)).toEqual([1, 2, 0]);
});

test('work that was taken before is left out, and holds up nothing', async () => {
  const begun: string[] = [];
  const claim = async (id: string) => id !== 'again';
  const workers = openWorkers({ claims: { claim }, botName: 'owl', log: pino({ level: 'silent' }) });
  for (const id of ['again', 'new']) {
    workers.serve({ requester, id, turn: 'C1/1.0', task: async () => void begun.push(id) });
  }
  await workers.finish();
  expect(begun).toEqual(['new']);
});
