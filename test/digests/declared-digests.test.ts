import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { openDeclaredDigests } from '../../src/digests/declared-digests.ts';
import { temporaryFolder } from '../support/program.ts';

test('digests are those that their file declares, once it is read again', async () => {
  const folder = temporaryFolder();
  const declare = (text: string) => writeFileSync(join(folder, 'digests.yml'), text);
  const digests = await openDeclaredDigests(folder, { timezone: 'UTC', weekStart: 1, fiscalYearStart: 1 });
  expect(digests.current()).toEqual([]);
  declare('- name: monday\n  channel: "#sales"\n  question: sales\n  when: every Monday at 9\n');
  expect(digests.current()).toEqual([]);
  expect(await digests.read()).toEqual([]);
  expect(digests.current()).toMatchObject([{ name: 'monday', channel: '#sales', questions: ['sales'] }]);
  declare('- name: [');
  expect(await digests.read()).not.toEqual([]);
});
