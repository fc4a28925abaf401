import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Engine } from '../../../src/engine/engine.ts';
import type { Seen, Workspace } from '../../support/workspace.ts';

import { openEngine } from '../../../src/app.ts';
import { readConfig } from '../../../src/config.ts';
import { temporaryFolder } from '../../support/program.ts';
import { filledModal, find, isAnswer, openWorkspace, wordsOf } from '../../support/workspace.ts';

let engine: Engine;
let workspace: Workspace;

beforeAll(async () => {
  engine = await openEngine(readConfig({ OWLPOST_DATA: temporaryFolder() }), { isWatching: false });
  workspace = await openWorkspace({ own: engine.context });
}, 60_000);

afterAll(async () => {
  await workspace.close();
  await engine.close();
});

const shows = (words: RegExp) => (message: Seen) => isAnswer(message) && words.test(wordsOf(message));

const seen = (words: RegExp) => workspace.until(({ messages }) => messages.findLast(shows(words)));

test('a row that is looked into takes the place of the answer, filtered by its value', async () => {
  await workspace.type('/owl sales by country 2024');
  await workspace.use(await seen(/Sales by country · 2024/), 'drill/', '=France');
  expect(wordsOf(await seen(/Sales by city · 2024 · Country: France/))).not.toContain('Sales by country');
});

test('a row of another query than that of the message is refused', async () => {
  await workspace.type('/owl sales by vendor 2024');
  const answer = await seen(/Sales by vendor · 2024/);
  const [block, { action_id }] = find(answer, 'drill/');
  const place = { channel: answer.channel, ts: answer.ts, block: block.block_id };
  const forged = await workspace.post('act', {
    ...place,
    action: action_id.replace('/sales/', '/orders/'),
    value: '=France',
  });
  expect(forged.ok).toBe(false);
});

test('Why answers with a new message, which follows the one that was asked about', async () => {
  await workspace.type('/owl sales by country 2024 vs last year');
  const before = await seen(/Sales by country · 2024 · vs last year/);
  await workspace.use(before, 'why');
  const reasons = await seen(/Why sales \w+ · 2024/);
  expect(reasons.ts).not.toBe(before.ts);
});

test('a number is explained in a modal, by how it is computed and by its rows', async () => {
  await workspace.type('/owl average order 2024');
  await workspace.use(await seen(/Average order · 2024/), 'more', 'explain');
  const modal = JSON.stringify(await workspace.until(filledModal));
  expect(modal).toMatch(/Average order = sales ÷ orders/);
  expect(modal).toContain('Rows behind it');
});
