import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';

import { openStore } from '../../src/store/store.ts';
import { folderOf } from '../support/folder.ts';

const folder = folderOf({});

const path = join(folder, 'owlpost.db');

/** The statements of docs/data.md that delete what is kept of one person. */
const [, STATEMENTS = ''] = /```sql\n([\s\S]*?)```/.exec(readFileSync('docs/data.md', 'utf8')) ?? [];

test('the statements of docs/data.md delete what is kept of one person, and nothing of others', async () => {
  const store = await openStore(path, { log: { warn() {} } });
  for (const person of ['U0123456', 'U0999999']) {
    await store.audit.record({
      at: new Date(),
      person,
      channel: 'C1',
      question: 'sales',
      outcome: 'answered',
      reason: null,
      query: 'sales',
      executionId: null,
      scannedBytes: 1,
      dollars: 0,
      rows: 1,
      isReused: false,
      elapsedMs: 1,
    });
    await store.spending.add('2026-11-27', [`person/${person}`], { bytes: 1, dollars: 0 });
    await store.questions.begin({ user: person, channel: 'C1', text: 'sales' });
    for (const key of [`asked/C1/${person}`, `recent/${person}`, `greeted/${person}`])
      await store.memory.put(key, 'sales');
    await store.preferences.put(`person/${person}`, 'private', 'yes');
    await store.preferences.put('saved questions', `of ${person}`, JSON.stringify({ text: 'sales', person }));
  }
  await store.close();
  const database = new DatabaseSync(path);
  database.exec(STATEMENTS);
  const rowsWith = (person: string) =>
    ['audit', 'spending', 'questions', 'memory', 'preferences'].flatMap((table) =>
      database
        .prepare(`SELECT * FROM ${table}`)
        .all()
        .filter((row) => JSON.stringify(row).includes(person)),
    ).length;
  expect([rowsWith('U0123456'), rowsWith('U0999999')]).toEqual([0, 8]);
  database.close();
});
