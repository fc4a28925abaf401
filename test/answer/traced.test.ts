import { afterEach, expect, test } from 'vitest';

import { TRACED_WORK, traced } from '../../src/answer/traced.ts';

const said: string[] = [];

const subscribers = {
  start: ({ name, attributes }: { name: string; attributes: object }) =>
    said.push(`start ${name} ${JSON.stringify(attributes)}`),
  end: () => undefined,
  asyncStart: () => undefined,
  asyncEnd: ({ name }: { name: string }) => said.push(`end ${name}`),
  error: ({ name }: { name: string }) => said.push(`error ${name}`),
} as unknown as Parameters<typeof TRACED_WORK.subscribe>[0];

afterEach(() => {
  TRACED_WORK.unsubscribe(subscribers as Parameters<typeof TRACED_WORK.unsubscribe>[0]);
  said.length = 0;
});

test('traced() resolves as the work does, whether anybody listens or not', async () => {
  expect(await traced('run', async () => 7)).toBe(7);
  expect(said).toEqual([]);
  TRACED_WORK.subscribe(subscribers);
  expect(await traced('run', async () => 8, { query: 'sales' })).toBe(8);
  expect(said).toEqual(['start run {"query":"sales"}', 'end run']);
});

test('traced() rejects as the work does, and tells of the error', async () => {
  TRACED_WORK.subscribe(subscribers);
  await expect(traced('draw', async () => Promise.reject(new Error('no ink')))).rejects.toThrow('no ink');
  expect(said).toEqual(['start draw {}', 'error draw', 'end draw']);
});

test('work within work has a name of its own', async () => {
  TRACED_WORK.subscribe(subscribers);
  await traced('answer', () => traced('run', async () => undefined));
  expect(said).toEqual(['start answer {}', 'start run {}', 'end run', 'end answer']);
});
