import { expect, test } from 'vitest';

import { clientOptions, openClients } from '../../../src/slack/connection/clients.ts';
import { readIdentity } from '../../../src/slack/connection/identity.ts';
import { openSlackClients } from '../../support/slack-clients.ts';

test('readIdentity() tells whose the token is', async () => {
  const { clients } = await openSlackClients();
  expect(await readIdentity(clients)).toEqual({
    name: 'owlpost',
    userId: 'U0WLPOST1',
    botId: 'B0WLPOST1',
    teamId: 'T0WLPOST1',
  });
});

test('a token that Slack does not take is named', async () => {
  const { options } = await openSlackClients();
  await expect(readIdentity(openClients('xoxb-wrong', options))).rejects.toThrow(
    'Slack does not take SLACK_BOT_TOKEN (invalid_auth): copy the Bot User OAuth Token again',
  );
});

test('a Slack that cannot be reached is named with its address and the reason', async () => {
  const { options } = await openSlackClients();
  const apiUrl = 'http://127.0.0.1:1/api/'; // nothing listens there
  const { logger } = options;
  const clients = openClients('xoxb-1', { ...clientOptions(apiUrl, logger!), retryConfig: { retries: 0 } });
  await expect(readIdentity({ background: clients.posting }, apiUrl)).rejects.toThrow(
    /^Slack cannot be reached at http:\/\/127\.0\.0\.1:1\/api\/ \(.+\): check the network/,
  );
});
