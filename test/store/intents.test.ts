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
