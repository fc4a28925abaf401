import { afterEach, expect, test } from 'vitest';

import type { Digest } from '../../../src/digests/digest.ts';
import type { Workspace } from '../../support/workspace.ts';

import { FINANCE_CATALOGUE } from '../../support/finance-catalogue.ts';
import { openWorkspace } from '../../support/workspace.ts';

const JONAS = 'U0JONAS004';

const monday: Digest = {
  name: 'monday',
  questions: ['sales by country'],
  channel: '#sales',
  cron: '0 9 * * 1',
  timezone: 'UTC',
  onlyIf: [],
  owner: JONAS,
};

let workspace: Workspace;

afterEach(() => workspace.close());

async function open(): Promise<void> {
  workspace = await openWorkspace({ own: { catalogue: () => FINANCE_CATALOGUE } });
}

const answer = (digest: Digest) =>
  workspace.bot.digests.answer(digest, { now: new Date(), signal: new AbortController().signal });

test('a digest is answered with what its owner may see, in its channel', async () => {
  await open();
  const { answers } = await answer(monday);
  expect(answers[0]!.table.rows).not.toEqual([]);
  expect(workspace.audit).toMatchObject([{ person: 'digest monday', outcome: 'answered' }]);
});

test.each<[string, Digest, RegExp]>([
  [
    'somebody who may not ask',
    { ...monday, owner: 'U0MIRA0001' },
    /^its owner may not ask this in #sales, as the person is not among its people: /,
  ],
  ['a channel, where people are named', { ...monday, owner: '#sales' }, /the person is not among its people/],
  ['nobody, where people are named', { ...monday, owner: undefined } as unknown as Digest, /not among its people/],
])('a digest of %s is refused, and its owner is told why', async (_, digest, sentence) => {
  await open();
  await expect(answer(digest)).rejects.toThrow(sentence);
});

test.each<[string, string, object, RegExp]>([
  ['whose owner was deactivated', 'deactivate', { person: 'jonas' }, /as the account is deactivated/],
  ['whose channel was shared', 'connect', { channel: 'sales' }, /as people of another company are in the channel/],
])('a digest %s since it was last sent is stopped at once', async (_, change, what, sentence) => {
  await open();
  await answer(monday);
  await workspace.post(change, { ...what });
  await expect(answer({ ...monday, name: 'again' })).rejects.toThrow(sentence);
});

test('a digest is no refusal while Slack does not tell of its owner: it is tried again', async () => {
  await open();
  await workspace.fault({ method: 'users.info', error: 'fatal_error', times: 1 });
  await expect(answer(monday)).rejects.toMatchObject({ isTemporary: true });
  await expect(answer(monday)).resolves.toBeDefined();
});

test('a subscription of somebody who has left its channel is stopped, a declared digest is not', async () => {
  await open();
  const subscription = { ...monday, when: 'every Monday at 09:00', isPaused: false };
  await answer(subscription);
  await workspace.post('leave', { person: 'jonas', channel: 'sales' });
  await expect(answer({ ...subscription, name: 'again' })).rejects.toThrow('its owner may not ask this in #sales');
  await expect(answer({ ...monday, name: 'declared' })).resolves.toBeDefined();
});

test('a question that nobody could ask is refused as such', async () => {
  await open();
  await expect(answer({ ...monday, questions: ['sales by colour'] })).rejects.toThrow('colour');
});
