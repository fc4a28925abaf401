import { describe, expect, test } from 'vitest';

import { openStore } from '../../src/store/store.ts';
import { storeEngines } from '../support/store-engines.ts';

const engines = await storeEngines('preferences are');

describe.each(engines)('openPreferences() on %s', (_, url) => {
  test('keeps the last choice of each owner, for a process that comes later, too', async () => {
    const first = await openStore(url, { log: { warn() {} } });
    await first.preferences.put('channel/C1', 'filters', 'country=France');
    await first.preferences.put('channel/C1', 'filters', 'country="Türkiye"');
    await first.preferences.put('channel/C1', 'private', 'yes');
    await first.preferences.put('person/U1', 'private', 'yes');
    await first.close();

    const { preferences, close } = await openStore(url, { log: { warn() {} } });
    expect(await preferences.get('channel/C1', 'filters')).toBe('country="Türkiye"');
    expect(await preferences.get('channel/C2', 'filters')).toBeUndefined();
    await preferences.remove('channel/C1', 'private');
    await preferences.remove('channel/C1', 'private');
    expect([...(await preferences.list('channel/C1'))]).toEqual([['filters', 'country="Türkiye"']]);
    expect([...(await preferences.list('person/U1'))]).toEqual([['private', 'yes']]);
    await close();
  });
});
