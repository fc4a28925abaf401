import pino from 'pino';
import { expect, onTestFinished, test } from 'vitest';

import { openSlack } from '../../../src/local/slack/server.ts';
import { connectSlack } from '../../../src/slack/connection/connection.ts';

/** A Slack on loopback, and what connects to it. */
async function open() {
  const slack = await openSlack();
  onTestFinished(slack.close);
  const { token, signingSecret, appToken, apiUrl } = slack;
  const options = { token, signingSecret, apiUrl, host: '127.0.0.1', port: 0, log: pino({ level: 'silent' }) };
  return { options, appToken };
}

test('over HTTP the listener is bound and there is no socket', async () => {
  const { options } = await open();
  const { identity, http, socket } = await connectSlack(options);
  onTestFinished(() => http.close(Promise.resolve()));
  expect(identity).toMatchObject({ name: 'owlpost', teamId: 'T0WLPOST1' });
  expect(new URL(http.url).hostname).toBe('127.0.0.1');
  expect(socket).toBeUndefined();
});

test('with an app token there is a socket that is not connected yet, and a listener for everything else', async () => {
  const { options, appToken } = await open();
  const { http, socket } = await connectSlack({ ...options, appToken });
  onTestFinished(() => http.close(Promise.resolve()));
  expect(socket!.lostSince()).toBeInstanceOf(Date);
  http.serve([
    async (_, response) => {
      response.end('here');
      return true;
    },
  ]);
  expect(await (await fetch(http.url)).text()).toBe('here');
});

test('a token that Slack refuses is named, and its port is free again', async () => {
  const { options } = await open();
  const { http } = await connectSlack(options);
  const port = Number(new URL(http.url).port);
  await http.close(Promise.resolve());
  await expect(connectSlack({ ...options, token: 'xoxb-wrong', port })).rejects.toThrow('SLACK_BOT_TOKEN');
  const again = await connectSlack({ ...options, port });
  await again.http.close(Promise.resolve());
});

test('a port that is taken is named', async () => {
  const { options } = await open();
  const { http } = await connectSlack(options);
  onTestFinished(() => http.close(Promise.resolve()));
  const port = Number(new URL(http.url).port);
  await expect(connectSlack({ ...options, port })).rejects.toThrow(String(port));
});
