import { join } from 'node:path';
import { expect, test } from 'vitest';

import { openEngine } from '../../../../src/local/athena/lake/engine.ts';
import { writeLake } from '../../../support/ask.ts';
import { temporaryFolder } from '../../../support/program.ts';

test('a lake that is being looked at is closed when the look has ended', async () => {
  const lake = temporaryFolder();
  await writeLake(lake, { 'orders/a.csv': 'day\n2026-11-01\n', 'visits/a.csv': 'n\n1\n' });
  const engine = await openEngine(lake, { memory: '128MB', scratch: join(temporaryFolder(), 'scratch') });
  const ended: string[] = [];
  const looked = engine.refresh().then(() => ended.push('looked'));
  await Promise.all([looked, engine.close().then(() => ended.push('closed'))]);
  expect(ended).toEqual(['looked', 'closed']);
});
