import { expect, test } from 'vitest';

import type { Store } from '../../src/store/store.ts';

import { openStore } from '../../src/store/store.ts';
import { storeEngines } from '../support/store-engines.ts';

const engines = await storeEngines('moves are');

test.each(engines)(
  'a message is replaced once, by however many instances, and found wherever it went: %s',
  async (_, url) => {
    const stores: Store[] = [];
    for (let count = 0; count < 3; count++) stores.push(await openStore(url, { log: { warn() {} } }));
    const [one, two] = stores.map(({ moves }) => moves);
    expect(await one!.find('C1/1')).toBeUndefined();

    const tried = await Promise.all(stores.map(({ moves }, index) => moves.replace('C1/1', `C1/2${index}`)));
    expect(tried.filter(Boolean)).toHaveLength(1);
    const second = `C1/2${tried.indexOf(true)}`;
    for (const message of ['C1/1', second]) expect(await two!.find(message)).toEqual({ first: 'C1/1', last: second });

    expect(await two!.replace(second, 'C1/3')).toBe(true);
    expect(await one!.replace(second, 'C1/4'), 'it was replaced before').toBe(false);
    for (const message of ['C1/1', second, 'C1/3'])
      expect(await one!.find(message)).toEqual({ first: 'C1/1', last: 'C1/3' });
    expect(await one!.find('C1/4')).toBeUndefined();

    expect(await two!.replace('C1/6', 'C1/7'), 'it moved on before it was known where it came from').toBe(true);
    expect(await one!.replace('C1/5', 'C1/6')).toBe(true);
    for (const message of ['C1/5', 'C1/6', 'C1/7'])
      expect(await one!.find(message)).toEqual({ first: 'C1/5', last: 'C1/7' });
    for (const store of stores) await store.close();
  },
);
