import { describe, expect, test } from 'vitest';

import {
  describeChannel,
  findChannel,
  findPerson,
  readChannel,
  readJoinedChannel,
  readWritableChannel,
  refusalToWrite,
  requireScopeFor,
} from '../../../../src/local/slack/workspace/channel.ts';
import { wallClock } from '../../../../src/local/slack/workspace/clock.ts';
import { BOT } from '../../../../src/local/slack/workspace/demo-people.ts';
import { readManifest } from '../../../../src/local/slack/workspace/manifest.ts';
import { openWorkspace } from '../../../../src/local/slack/workspace/workspace.ts';

const manifest = await readManifest();

const open = (scopes = manifest.scopes) =>
  openWorkspace({
    clock: wallClock,
    origin: 'http://127.0.0.1:1',
    fileDelay: 0,
    manifest: { ...manifest, scopes },
    hasRateLimits: false,
    channels: [],
  });

describe('findChannel()', () => {
  test.each([
    ['#sales', 'C0SALES001'],
    ['sales', 'C0SALES001'],
    ['C0SALES001', 'C0SALES001'],
    ['directmessage', undefined],
    ['nowhere', undefined],
  ])('of %j', (reference, id) => expect(findChannel(open(), reference)?.id).toBe(id));

  test('of a person is their conversation with the bot', () => {
    const workspace = open();
    expect(findChannel(workspace, 'U0MIRA0001')).toBe(findChannel(workspace, 'U0MIRA0001'));
    expect([...findChannel(workspace, 'U0MIRA0001')!.members]).toEqual(['U0MIRA0001', BOT.id]);
    expect(findChannel(workspace, BOT.id)).toBe(undefined);
  });
});

test.each([
  ['#lounge', undefined, 'not_in_channel'],
  ['#ops', 'channel_not_found', 'channel_not_found'], // a private one by its name
  ['C0OPS00001', undefined, undefined],
  ['C0BOARD001', 'channel_not_found', 'channel_not_found'],
  ['C0NOWHERE1', 'channel_not_found', 'channel_not_found'],
])('of %s the bot knows: %s, and has joined: %s', (reference, known, joined) => {
  const errorOf = (read: () => unknown) => {
    try {
      read();
      return undefined;
    } catch (error) {
      return (error as Error).message;
    }
  };
  expect(errorOf(() => readChannel(open(), reference))).toBe(known);
  expect(errorOf(() => readJoinedChannel(open(), reference))).toBe(joined);
});

test('chat:write.public opens public channels, but not those that are archived or for administrators', () => {
  const workspace = open([...manifest.scopes, 'chat:write.public']);
  expect(readWritableChannel(workspace, '#lounge').name).toBe('lounge');
  expect(() => readWritableChannel(workspace, '#spring-launch')).toThrow('is_archived');
  expect(() => readWritableChannel(workspace, '#announcements')).toThrow('restricted_action_read_only_channel');
  const announcements = findChannel(workspace, '#announcements')!;
  expect(refusalToWrite(announcements, findPerson(workspace, '@jonas')!)).toBe(undefined);
});

test('requireScopeFor() names the scope that is missing', () => {
  const workspace = open(['channels:read']);
  requireScopeFor(workspace, 'public', 'read');
  expect(() => requireScopeFor(workspace, 'direct', 'history')).toThrow('missing_scope');
});

test('describeChannel() has the shape of its kind', () => {
  const workspace = open();
  expect(describeChannel(findChannel(workspace, '#sales')!)).toMatchObject({
    name: 'sales',
    is_channel: true,
    is_private: false,
    is_member: true,
  });
  const direct = describeChannel(findChannel(workspace, 'U0MIRA0001')!);
  expect(direct).toMatchObject({ is_im: true, is_private: true, user: 'U0MIRA0001' });
  expect(direct).not.toHaveProperty('name');
});
