import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';

import { openStore } from '../../src/store/store.ts';
import { runClickStorm } from '../support/click-storm.ts';
import { storeEngines } from '../support/store-engines.ts';
import { answerTable, openWorkspace } from '../support/workspace.ts';

const engines = await storeEngines('clicks of many people');

test.each(engines)('on %s, whoever clicks when, every message ends as its last click asked', async (_, url) => {
  const store = await openStore(url, { log: { warn() {} } });
  const run: typeof answerTable = async (statement) => {
    await sleep(Math.random() < 0.1 ? 600 * Math.random() : 40 * Math.random());
    return answerTable(statement);
  };
  const { slack, another, close } = await openWorkspace({ isPublic: true, run, intents: store.intents });
  const disturb = (clicks: number): undefined => {
    if (clicks === 40) void another({ run });
  };
  const site = { slack, disturb, settleMs: 60_000 };
  const { wrong, clicks } = await runClickStorm(site, { people: 8, messages: 6, clicks: 80 });
  expect(wrong).toEqual([]);
  expect(clicks).toBeGreaterThanOrEqual(80);
  await close();
  await store.close();
});
