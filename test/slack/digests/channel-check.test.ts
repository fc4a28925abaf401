import pino from 'pino';
import { afterEach, expect, test } from 'vitest';

import type { LocalSlack } from '../../../src/local/slack/server.ts';

import { openSlack } from '../../../src/local/slack/server.ts';
import { openChannelCheck } from '../../../src/slack/digests/channel-check.ts';

let slack: LocalSlack | undefined;

afterEach(async () => {
  await slack?.close();
  slack = undefined;
});

const digest = (channel: string) => ({
  name: 'monday',
  questions: ['sales'] as const,
  channel,
  cron: '0 9 * * 1',
  timezone: 'UTC',
  onlyIf: [],
});

const log = pino({ level: 'silent' });

test('openChannelCheck() takes the channels that the bot is in, and says what to do of others', async () => {
  slack = await openSlack({ port: 0 });
  const check = openChannelCheck(slack, { log });
  await check(digest('#sales'));
  await expect(check(digest('#nowhere'))).rejects.toThrow(/^the bot is not in #nowhere: invite it there/);
  await expect(check(digest('C0NOWHERE1'))).rejects.toThrow(/^the bot is not in its channel: invite it there with /);
});

test('openChannelCheck() says when Slack does not tell', async () => {
  slack = await openSlack({ port: 0 });
  const check = openChannelCheck({ ...slack, token: 'xoxb-wrong' }, { log });
  await expect(check(digest('#sales'))).rejects.toThrow('Slack did not tell whether the bot is there (invalid_auth)');
});
