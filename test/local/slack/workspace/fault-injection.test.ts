import { expect, test } from 'vitest';

import type { InjectedFault } from '../../../../src/local/slack/workspace/fault-injection.ts';

import { takeFault } from '../../../../src/local/slack/workspace/fault-injection.ts';

test('a fault is met as often as it says, or always', () => {
  const faults: InjectedFault[] = [{ method: 'chat.update', error: 'internal_error', times: 2 }];
  const errors = [1, 2, 3].map(() => takeFault({ faults }, 'chat.update')?.error);
  expect(errors).toEqual(['internal_error', 'internal_error', undefined]);
  expect(faults).toEqual([]);
  const always: InjectedFault[] = [{ method: 'chat.update', status: 500 }];
  for (const _ of [1, 2, 3]) expect(takeFault({ faults: always }, 'chat.update')?.status).toBe(500);
});

test('* is every method of the Web API, and nothing else', () => {
  const faults: InjectedFault[] = [{ method: '*', delay: 5 }];
  expect(takeFault({ faults }, 'chat.update')?.delay).toBe(5);
  for (const other of ['upload', 'response_url', 'image_url', 'delivery'])
    expect(takeFault({ faults }, other)).toBe(undefined);
});

test('the one that was injected first is met first', () => {
  const faults: InjectedFault[] = [
    { method: 'chat.update', error: 'first', times: 1 },
    { method: '*', error: 'second', times: 1 },
  ];
  expect([1, 2].map(() => takeFault({ faults }, 'chat.update')?.error)).toEqual(['first', 'second']);
});

test('takeFault(workspace, method, fields) leaves alone calls that do not hold what a fault is for', () => {
  const faults: InjectedFault[] = [
    { method: 'chat.postMessage', error: 'invalid_blocks', holding: 'filter/', times: 1 },
  ];
  const errors = [{ text: 'Looking up' }, { blocks: [{ action_id: 'filter/sales/by' }] }].map(
    (fields) => takeFault({ faults }, 'chat.postMessage', fields)?.error,
  );
  expect(errors).toEqual([undefined, 'invalid_blocks']);
});
