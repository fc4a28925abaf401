import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';

import { openStore } from '../../src/store/store.ts';
import { openLoadBalancer } from '../storm/load-balancer.ts';
import { runClickStorm } from '../support/click-storm.ts';
import { storeEngines } from '../support/store-engines.ts';
import { tries } from '../support/thorough.ts';
import { answerTable, openWorkspace } from '../support/workspace.ts';

/** How often people click in all. */
const CLICKS = tries(40, 400);

const engines = await storeEngines('clicks of many people');

test.each(engines)(
  'on %s, whoever clicks when at which instance, every message ends as its last click asked',
  async (_, url) => {
    const store = await openStore(url, { log: { warn() {} } });
    const run: typeof answerTable = async (statement) => {
      await sleep(Math.random() < 0.1 ? 600 * Math.random() : 40 * Math.random());
      return answerTable(statement);
    };
    const { intents, questions, moves, seen } = store;
    const { slack, bot, another, close } = await openWorkspace({
      isPublic: true,
      run,
      intents,
      questions,
      moves,
      claim: seen.claim,
    });
    const balancer = await openLoadBalancer();
    for (const { eventsUrl } of [bot, await another()]) balancer.add(new URL(eventsUrl).origin);
    await slack.connect(`${balancer.url}${new URL(bot.eventsUrl).pathname}`);
    const site = { slack, disturb: () => undefined, settleMs: 60_000 };
    const { wrong, clicks } = await runClickStorm(site, { people: 8, messages: 6, clicks: CLICKS });
    expect(wrong).toEqual([]);
    expect(clicks).toBeGreaterThanOrEqual(CLICKS);
    await close();
    balancer.close();
    await store.close();
  },
);
