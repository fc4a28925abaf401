import { expect, test } from 'vitest';

import type { Store } from '../../src/store/store.ts';

import { openStore } from '../../src/store/store.ts';
import { storeEngines } from '../support/store-engines.ts';

const engines = await storeEngines('intentions are');

test.each(engines)('each intention follows exactly one other, by however many instances: %s', async (_, url) => {
  const stores: Store[] = [];
  for (let count = 0; count < 3; count++) stores.push(await openStore(url, { log: { warn() {} } }));
  const add = async ({ intents }: Store, word: string): Promise<void> => {
    for (;;) {
      const last = await intents.find('C1/1');
      if (await intents.claim('C1/1', { after: last?.token, text: [last?.text, word].filter(Boolean).join(' ') }))
        return;
    }
  };
  const words = Array.from({ length: 30 }, (_, index) => `w${index}`);
  await Promise.all(words.map((word, index) => add(stores[index % 3]!, word)));
  const { token, text } = (await stores[0]!.intents.find('C1/1'))!;
  expect(text.split(' ').sort()).toEqual([...words].sort());

  await stores[1]!.intents.withdraw('C1/1', 'another');
  expect(await stores[0]!.intents.find('C1/1')).toMatchObject({ token });
  await stores[1]!.intents.withdraw('C1/1', token);
  expect(await stores[0]!.intents.find('C1/1')).toBeUndefined();
  for (const store of stores) await store.close();
});

test.each(engines)(
  'what is asked of a message that was posted anew follows what was asked where it stands now: %s',
  async (_, url) => {
    const [one, two] = [await openStore(url, { log: { warn() {} } }), await openStore(url, { log: { warn() {} } })];
    const first = (await one.intents.claim('C2/1', { after: undefined, text: 'of the first' }))!;
    const early = (await two.intents.claim('C2/2', {
      after: undefined,
      text: 'of the second, which nobody knew yet',
    }))!;
    await one.moves.replace('C2/1', 'C2/2');
    for (const message of ['C2/1', 'C2/2']) expect(await two.intents.find(message)).toEqual(early);
    expect(await one.intents.claim('C2/1', { after: first.token, text: 'too late' })).toBeUndefined();
    const next = (await two.intents.claim('C2/2', { after: early.token, text: 'of the second' }))!;
    await two.moves.replace('C2/2', 'C2/3');
    for (const message of ['C2/1', 'C2/2', 'C2/3']) expect(await one.intents.find(message)).toEqual(next);
    await one.intents.withdraw('C2/3', next.token);
    expect(await two.intents.find('C2/1')).toBeUndefined();
    const anew = await one.intents.claim('C2/3', { after: undefined, text: 'anew' });
    expect(await two.intents.find('C2/1')).toEqual(anew);
    await one.close();
    await two.close();
  },
);
