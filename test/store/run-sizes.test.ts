import { expect, test } from 'vitest';

import { openRunSizes } from '../../src/store/run-sizes.ts';
import { openMemoryDatabase } from '../support/memory-database.ts';

const SIZE = { shape: 'a', days: 7, bytes: 100, isBilled: true };

async function open() {
  const clock = { at: 0 };
  return { clock, sizes: openRunSizes(await openMemoryDatabase(), () => clock.at) };
}

test('note() replaces the size of the same shape and days, also of none', async () => {
  const { sizes, clock } = await open();
  await sizes.note('sales', SIZE);
  await sizes.note('sales', { ...SIZE, days: null, isBilled: false });
  clock.at = 1;
  await sizes.note('sales', { ...SIZE, bytes: 300 });
  clock.at = 2;
  await sizes.note('sales', { ...SIZE, days: null, bytes: 5 });
  expect(await sizes.find('sales')).toEqual([
    { ...SIZE, days: null, bytes: 5 },
    { ...SIZE, bytes: 300 },
  ]);
});

test('find() is of one query alone', async () => {
  const { sizes } = await open();
  await sizes.note('sales', SIZE);
  expect(await sizes.find('customers')).toEqual([]);
});

test('find() has the 200 that were noted last', async () => {
  const { sizes, clock } = await open();
  for (const days of Array(201).keys()) {
    clock.at = days;
    await sizes.note('sales', { ...SIZE, days });
  }
  const found = await sizes.find('sales');
  expect([found.length, found[0]?.days, found.at(-1)?.days]).toEqual([200, 200, 1]);
});
