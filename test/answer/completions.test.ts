import { afterAll, expect, test } from 'vitest';

import { openCompletions } from '../../src/answer/completions.ts';
import { GUARDED, openGuardedEngine } from '../support/guarded.ts';

const engine = await openGuardedEngine();

afterAll(() => engine.close());

const completions = openCompletions(engine.context, async (user) =>
  user === 'U0NOBODY99' ? undefined : { person: user, userGroups: user === 'U0JONAS004' ? ['S0FINANCE1'] : [] },
);

test('what may follow is what the person may see', async () => {
  const told = async (user: string) =>
    JSON.stringify(await Promise.all(['', 'v', 'vista ', 'vista by '].map((text) => completions(text, user))));
  const guarded = new RegExp(
    GUARDED.filter(({ rule }) => rule !== 'external')
      .map(({ mark }) => mark)
      .join('|'),
  );
  expect(await told('U0JONAS004')).toMatch(/kberyllq/);
  expect(await told('U0MIRA0001')).not.toMatch(guarded);
  expect(await told('U0NOBODY99')).not.toMatch(guarded);
  expect(await told('U0MIRA0001')).toContain('vista');
});
