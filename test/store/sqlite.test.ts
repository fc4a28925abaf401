import { statSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';

import { openSqlite } from '../../src/store/sqlite.ts';
import { temporaryFolder } from '../support/program.ts';

test('openSqlite(path) makes a file that its owner alone can read', async () => {
  const file = join(temporaryFolder(), 'state.db');
  const database = openSqlite(file);
  await sql`create table names (name text)`.execute(database);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  await database.destroy();
});
