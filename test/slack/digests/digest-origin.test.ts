import { afterEach, expect, test } from 'vitest';

import type { Workspace } from '../../support/workspace.ts';

import { originOf } from '../../../src/slack/digests/digest-origin.ts';
import { MONDAY } from '../../support/claimed-delivery.ts';
import { FINANCE_CATALOGUE } from '../../support/finance-catalogue.ts';
import { openWorkspace, wordsOf } from '../../support/workspace.ts';

let workspace: Workspace | undefined;

afterEach(async () => {
  await workspace?.close();
  workspace = undefined;
});

test('originOf() says when and where a declared digest stands; a subscription has buttons for that', () => {
  expect(originOf(MONDAY, undefined)).toEqual(['It comes every Monday at 09:00 (UTC): monday in digests.yml.']);
  const own = { ...MONDAY, owner: 'U1', when: 'every Monday at 09:00', isPaused: false };
  expect(originOf(own, undefined)).toEqual([]);
});

test.each([
  ['where there are access rules', { catalogue: () => FINANCE_CATALOGUE }, true],
  ['but not where there are none', {}, false],
])('a message says whose rights it is asked with, %s', async (_, own, isSaid) => {
  const digest = { ...MONDAY, owner: 'U0JONAS004' };
  workspace = await openWorkspace({ own, digests: [digest] });
  const { digests } = workspace.bot;
  const asked = await digests.answer(digest, { now: new Date(), signal: new AbortController().signal });
  for (const several of [false, true]) {
    const answers = several ? [...asked.answers, ...asked.answers] : asked.answers;
    const { ts } = await digests.post(digest, { ...asked, answers }, { runId: `run-${several}`, notes: [] });
    const posted = await workspace.until(({ messages }) => messages.find((message) => message.ts === ts), 'jonas');
    expect(wordsOf(posted)).toContain('It comes every Monday at 09:00 (UTC): monday in digests.yml.');
    expect(wordsOf(posted).includes('It shows what Jonas Adeyemi may see.')).toBe(isSaid);
    expect(wordsOf(posted), 'it does not call its owner each time').not.toContain('<@');
  }
});
