import { describe, expect, test } from 'vitest';

import { openStore } from '../../src/store/store.ts';
import { storeEngines } from '../support/store-engines.ts';

const engines = await storeEngines('spending is');

const open = (url: string) => openStore(url, { log: { warn() {} } });

describe.each(engines)('on %s', (_, url) => {
  test('openSpending() adds up what each owner uses in a day, in all instances', async () => {
    const [one, other] = [await open(url), await open(url)];
    const use = (store: typeof one, bytes: number) =>
      store.spending.add('2026-11-27', ['person/U1', 'everybody'], { bytes, dollars: bytes / 1000 });
    await Promise.all(Array.from({ length: 20 }, (_, index) => use(index % 2 ? one : other, 100)));
    await use(one, -50);
    await one.spending.add('2026-11-27', ['everybody'], { bytes: 3_000_000_000_000, dollars: 15 });
    await one.spending.add('2026-11-28', ['person/U1'], { bytes: 7, dollars: 0 });
    expect(await other.spending.read('2026-11-27', 'person/U1')).toEqual({
      bytes: 1950,
      dollars: expect.closeTo(1.95),
    });
    expect((await other.spending.read('2026-11-27', 'everybody')).bytes).toBe(3_000_000_001_950);
    expect(await other.spending.read('2026-11-27', 'person/U2')).toEqual({ bytes: 0, dollars: 0 });
    expect(await other.spending.read('2026-11-28', 'person/U1')).toEqual({ bytes: 7, dollars: 0 });
    await one.trim(new Date('2026-11-28T00:00:00Z'));
    expect((await one.spending.read('2026-11-27', 'person/U1')).bytes).toBe(0);
    expect((await one.spending.read('2026-11-28', 'person/U1')).bytes).toBe(7);
    await Promise.all([one.close(), other.close()]);
  });

  test('openRunSizes() keeps what each shape of statement read last', async () => {
    const store = await open(url);
    const size = { shape: 'a', days: 30, bytes: 100, isBilled: true };
    await store.runSizes.note('sales', size);
    await store.runSizes.note('sales', { ...size, bytes: 120 });
    await store.runSizes.note('sales', { ...size, days: null, isBilled: false });
    await store.runSizes.note('orders', { ...size, bytes: 5_000_000_000_000 });
    const found = await store.runSizes.find('sales');
    expect(new Set(found)).toEqual(
      new Set([
        { ...size, bytes: 120 },
        { ...size, days: null, isBilled: false },
      ]),
    );
    expect(await store.runSizes.find('orders')).toEqual([{ ...size, bytes: 5_000_000_000_000 }]);
    await store.trim(new Date(Date.now() + 1000));
    expect(await store.runSizes.find('sales')).toEqual([]);
    await store.close();
  });
});
