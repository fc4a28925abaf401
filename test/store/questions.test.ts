import { describe, expect, test } from 'vitest';

import { openPostgres as connectPostgres } from '../../src/store/postgres.ts';
import { openQuestions } from '../../src/store/questions.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { openStore } from '../../src/store/store.ts';
import { storeEngines } from '../support/store-engines.ts';

const engines = await storeEngines('questions are');

describe.each(engines)('openQuestions() on %s', (name, url) => {
  test('gives the questions of a process that is gone to one other, and never those that live', async () => {
    await openStore(url, { log: { warn() {} } }).then((store) => store.close());
    const database = name === 'SQLite' ? openSqlite(url) : connectPostgres(url, { log: { warn() {} } });
    let now = 0;
    const [one, two, three] = [1, 2, 3].map(() => openQuestions(database, () => now));
    const asked = { user: 'U1', channel: 'C1', thread: undefined, text: 'sales "é"' };
    const first = await one!.begin({ ...asked, ts: undefined });
    const second = await one!.begin({ ...asked, thread: '1.0', ts: undefined, text: 'orders' });
    await one!.setMessage(second, '2.0');
    await two!.begin({ ...asked, text: 'lives' });

    now = 59_000;
    await two!.renew();
    expect(await two!.takeAbandoned()).toEqual([]);
    now = 60_001;
    expect(await one!.takeAbandoned(), 'its own are not abandoned').toEqual([]);
    await one!.end(first);
    const taken = (await Promise.all([two!.takeAbandoned(), three!.takeAbandoned()])).flat();
    expect(taken).toEqual([{ ...asked, thread: '1.0', ts: '2.0', text: 'orders', attempt: 1 }]);

    const again = await one!.begin({ ...asked, ts: '2.0', attempt: 2 });
    expect(await two!.takeAbandoned()).toEqual([]);
    await one!.leave(again);
    expect(await two!.takeAbandoned(), 'left, it is given at once').toEqual([{ ...asked, ts: '2.0', attempt: 2 }]);
    await database.destroy();
  });
});
