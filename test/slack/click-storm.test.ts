import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';

import { openStore } from '../../src/store/store.ts';
import { runClickStorm } from '../support/click-storm.ts';
import { answerTable, openWorkspace } from '../support/workspace.ts';

test('whoever clicks when, every message ends as its last click asked', async () => {
  const store = await openStore(':memory:', { log: { warn() {} } });
  const run: typeof answerTable = async (statement) => {
    await sleep(Math.random() < 0.1 ? 600 * Math.random() : 40 * Math.random());
    return answerTable(statement);
  };
  const { slack, another, close } = await openWorkspace({ isPublic: true, run, intents: store.intents });
  const takeOver = (clicks: number) => {
    if (clicks === 40) void another({ run });
    return false;
  };
  const site = { slack, disturb: takeOver, settleMs: 60_000 };
  const { wrong, clicks } = await runClickStorm(site, { people: 8, messages: 6, clicks: 80 });
  expect(wrong).toEqual([]);
  expect(clicks).toBeGreaterThanOrEqual(80);
  await close();
  await store.close();
});
