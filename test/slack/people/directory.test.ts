import { describe, expect, test } from 'vitest';

import type { SlackClients } from '../../../src/slack/connection/clients.ts';
import type { Directory } from '../../../src/slack/people/directory.ts';

import { openDirectory } from '../../../src/slack/people/directory.ts';
import { openSlackClients } from '../../support/slack-clients.ts';

const TEAM = 'T0WLPOST1';

async function open(options: Parameters<typeof openSlackClients>[0] = {}) {
  const world = await openSlackClients(options);
  return { ...world, directory: openDirectory(world.clients, { teamId: TEAM, log: world.log }) };
}

describe('a person', () => {
  test.each<[string, string, object]>([
    ['a member', 'U0MIRA0001', { email: 'mira@owlpost.example.com', isExternal: false }],
    ['a guest', 'U0GUEST005', { isExternal: true }],
    ['somebody of another company', 'U0PARTNR06', { email: undefined, isExternal: true }],
    ['somebody whom Slack does not know', 'U0NOBODY99', { isExternal: true }],
  ])('%s', async (_, user, told) => {
    const { directory } = await open();
    expect(await directory.personOf(user)).toMatchObject(told);
  });

  test('whose account was deactivated is known to be so when Slack is asked again', async () => {
    const { directory, post } = await open();
    expect(await directory.personOf('U0MIRA0001')).not.toHaveProperty('isRemoved');
    await post('deactivate', { person: 'mira' });
    expect(await directory.personOf('U0MIRA0001')).not.toHaveProperty('isRemoved');
    expect(await directory.personOf('U0MIRA0001', { isFresh: true })).toMatchObject({ isRemoved: true });
    expect(await directory.personOf('U0MIRA0001')).toMatchObject({ isRemoved: true });
  });
});

test.each([
  ['U0MIRA0001', 'en-GB'],
  ['U0GUEST005', 'de-DE'],
  ['U0NOBODY99', undefined],
])('localeOf(%s) is %s', async (user, locale) => {
  const { directory } = await open();
  expect(await directory.localeOf(user)).toBe(locale);
});

test.each([
  ['es-LA', 'es-419'],
  ['pt-br', 'pt-BR'],
  ['not a tag', undefined],
  [undefined, undefined],
])('the tag %s of Slack is the locale %s', async (tag, locale) => {
  const { log } = await open();
  const users = { info: async () => ({ ok: true, user: { id: 'U1', locale: tag } }) };
  const directory = openDirectory(
    { interactive: { users } as unknown as SlackClients['interactive'] },
    { teamId: TEAM, log },
  );
  expect(await directory.localeOf('U1')).toBe(locale);
});

describe('a channel', () => {
  test.each<[string, string, object]>([
    ['has a name', 'C0SALES001', { channelName: 'sales' }],
    ['is shared with another company', 'C0NORTHW01', { channelName: 'northwind', isShared: true }],
    ['that the bot does not see is taken for a shared one', 'C0BOARD001', { isShared: true, isHidden: true }],
    ['of the bot and a person has nothing to tell', 'D0MIRA0001', {}],
  ])('%s', async (_, channel, told) => {
    const { directory } = await open();
    expect(await directory.channelOf(channel)).toEqual(told);
  });

  test('is seen as soon as the bot is invited', async () => {
    const { directory, post } = await open();
    expect(await directory.channelOf('C0BOARD001')).toMatchObject({ isHidden: true });
    await post('type', { person: 'jonas', channel: 'board', text: '/invite @owlpost' });
    expect(await directory.channelOf('C0BOARD001')).toEqual({ channelName: 'board' });
  });

  test('is known to be shared since, when Slack is asked again', async () => {
    const { directory, post } = await open();
    expect(await directory.channelOf('C0SALES001')).toEqual({ channelName: 'sales' });
    await post('connect', { channel: 'sales' });
    expect(await directory.channelOf('C0SALES001', { isFresh: true })).toMatchObject({ isShared: true });
  });

  test('has its people', async () => {
    const { directory } = await open();
    expect(await directory.isIn('U0PRIYA003', 'C0OPS00001')).toBe(true);
    expect(await directory.isIn('U0TOMAS002', 'C0OPS00001')).toBe(false);
    expect(await directory.isIn('U0NOBODY99', 'C0OPS00001')).toBe(false);
  });
});

describe('user groups', () => {
  const groups = ['S0FINANCE1', 'S0NOTHING1'];

  test('are those that a person is in, and none that Slack does not know', async () => {
    const { directory, logged } = await open();
    expect(await directory.userGroupsOf('U0JONAS004', groups)).toEqual({ userGroups: ['S0FINANCE1'] });
    expect(await directory.userGroupsOf('U0MIRA0001', groups)).toEqual({ userGroups: [] });
    expect(JSON.stringify(logged)).toContain('no_such_subteam');
  });

  test('are asked for once in a while, not for each question', async () => {
    const { directory, calls } = await open();
    for (const user of ['U0JONAS004', 'U0MIRA0001']) await directory.userGroupsOf(user, ['S0FINANCE1']);
    const asked = (await calls()).filter(({ method }) => method === 'usergroups.users.list');
    expect(asked).toHaveLength(1);
  });

  test('are unknown without the permission to read them', async () => {
    const { directory, logged } = await open({ manifest: { scopes: ['users:read'] } });
    expect(await directory.userGroupsOf('U0JONAS004', groups)).toEqual({ isUnknown: true });
    expect(JSON.stringify(logged)).toContain('missing_scope');
  });
});

describe('what Slack does not tell', () => {
  test.each<[string, string, (directory: Directory) => Promise<object>]>([
    ['a person', 'users.info', ({ personOf }) => personOf('U0MIRA0001')],
    ['a channel', 'conversations.info', ({ channelOf }) => channelOf('C0SALES001')],
    ['the members of a user group', 'usergroups.users.list', ({ userGroupsOf }) => userGroupsOf('U1', ['S0FINANCE1'])],
  ])('of %s is unknown, and asked again', async (_, method, look) => {
    const { directory, fault } = await open();
    await fault({ method, error: 'fatal_error', times: 1 });
    expect(await look(directory)).toEqual({ isUnknown: true });
    expect(await look(directory)).not.toHaveProperty('isUnknown');
  });

  test('is waited for as long as Slack’s three seconds allow, and known afterwards', async () => {
    const { directory, fault } = await open();
    await fault({ method: 'users.info', delay: 5000, times: 1 });
    expect(await directory.personOf('U0MIRA0001')).toEqual({ isUnknown: true });
    await expect.poll(() => directory.personOf('U0MIRA0001')).toMatchObject({ isExternal: false });
  });

  test('is asked once for all who wait for it', async () => {
    const { directory, calls } = await open();
    const told = await Promise.all(Array.from({ length: 500 }, () => directory.personOf('U0MIRA0001')));
    expect(new Set(told.map(({ isUnknown }) => isUnknown))).toEqual(new Set([undefined]));
    expect((await calls()).filter(({ method }) => method === 'users.info')).toHaveLength(1);
  });
});
