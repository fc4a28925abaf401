import { expect, test } from 'vitest';

import { QUIET } from '../../src/digests/alert-state.ts';
import { openAlerts } from '../../src/store/alerts.ts';
import { openMemoryDatabase } from '../support/memory-database.ts';

test('an alert that was never stored is quiet, with version 0', async () => {
  const alerts = openAlerts(await openMemoryDatabase());
  expect(await alerts.read('sales')).toEqual({ kept: { state: QUIET }, version: 0 });
});

test('write() refuses what was written since the version that it read', async () => {
  const alerts = openAlerts(await openMemoryDatabase());
  expect(await alerts.write('sales', 0, { state: QUIET, checked: 1 })).toBe(true);
  expect(await alerts.write('sales', 0, { state: QUIET, checked: 2 })).toBe(false);
  expect(await alerts.write('sales', 1, { state: QUIET, checked: 3 })).toBe(true);
  expect(await alerts.write('sales', 1, { state: QUIET, checked: 4 })).toBe(false);
  expect(await alerts.read('sales')).toEqual({ kept: { state: QUIET, checked: 3 }, version: 2 });
});

test('write() after remove() refuses the version from before', async () => {
  const alerts = openAlerts(await openMemoryDatabase());
  await alerts.write('sales', 0, { state: QUIET });
  await alerts.remove('sales');
  expect(await alerts.write('sales', 1, { state: QUIET })).toBe(false);
  expect((await alerts.read('sales')).version).toBe(0);
});
