import { expect, test } from 'vitest';

import { runInProcess } from '../support/in-process.ts';
import { ownLake } from '../support/own-lake.ts';
import { temporaryFolder } from '../support/program.ts';

const DATA = temporaryFolder();

const owlpost = (args: readonly string[], settings: Readonly<Record<string, string>> = {}) =>
  runInProcess(args, { OWLPOST_DATA: DATA, ...settings });

test('owlpost sql prints the statement and its parameters', async () => {
  const { code, stdout } = await owlpost(['sql', 'orders by month in France 2025'], { OWLPOST_LAKE: ownLake() });
  expect(stdout).toContain('COUNT(DISTINCT f.orderNumber) AS "Orders"');
  expect(stdout.trimEnd().split('\n').slice(-3)).toEqual(["DATE '2025-01-01'", "DATE '2026-01-01'", "'France'"]);
  expect(code).toBe(0);
});

test('owlpost sql names what it does not understand', async () => {
  const { code, stderr } = await owlpost(['sql', 'sales by warehouse'], { OWLPOST_LAKE: ownLake() });
  expect(stderr).toMatch(/^sales does not understand "warehouse"/);
  expect(code).toBe(2);
});
