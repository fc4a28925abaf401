import { webApi } from '@slack/bolt';
import { expect, test } from 'vitest';

import { clientOptions, codeOf, NotInConversation, reasonOf } from '../../../src/slack/connection/clients.ts';

const refused = new webApi.WebAPIPlatformError({ ok: false, error: 'not_in_channel' });

const logger = {} as never;

test.each([
  ['http://localhost:1/api', 'http://localhost:1/api/'],
  ['http://localhost:1/api///', 'http://localhost:1/api/'],
  [undefined, undefined],
])('clientOptions(%s) reaches %s', (apiUrl, slackApiUrl) =>
  expect(clientOptions(apiUrl, logger).slackApiUrl).toBe(slackApiUrl),
);

test('codeOf() is Slack’s word, and nothing of other errors', () => {
  expect(codeOf(refused)).toBe('not_in_channel');
  expect(codeOf(new webApi.WebAPIRateLimitedError(1))).toBe(undefined);
  expect(codeOf({ data: { error: 'not_in_channel' } })).toBe(undefined);
});

test.each([
  [refused, 'not_in_channel'],
  [new Error('fetch failed', { cause: new Error('', { cause: new Error('ECONNRESET') }) }), 'ECONNRESET'],
  [new Error('plain', { cause: 'a text' }), 'plain'],
  ['a text', 'a text'],
])('reasonOf(%s) is %j', (error, reason) => expect(reasonOf(error)).toBe(reason));

test('NotInConversation says whether the conversation is archived', () => {
  expect(new NotInConversation('#sales')).toMatchObject({ message: 'the bot is not in #sales', isArchived: false });
  expect(new NotInConversation('#sales', { isArchived: true }).message).toBe('#sales is archived');
});
