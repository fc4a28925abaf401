import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';

import { openSlack } from '../../src/local/slack/server.ts';
import { PEOPLE } from '../../src/local/slack/workspace/demo-people.ts';
import { openForge } from '../support/forged.ts';
import { startProgram, temporaryFolder } from '../support/program.ts';

const slack = await openSlack();

afterAll(() => slack.close());

type Mood = 'well' | 'silent' | 'limited';

/** A Slack in front of the one on loopback that takes every call, and answers none or puts all off for ten minutes. */
async function openMoody() {
  let mood: Mood = 'well';
  let held = 0;
  const server = createServer((incoming, outgoing) => {
    if (mood !== 'well') held += 1;
    if (mood === 'silent') return;
    if (mood === 'limited') {
      outgoing.writeHead(429, { 'retry-after': '600' }).end();
      return;
    }
    const { method, headers, url = '/' } = incoming;
    const target = new URL(url, slack.apiUrl);
    const passed = request(target, { method, headers: { ...headers, host: target.host } }, (answer) => {
      outgoing.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(outgoing);
    });
    passed.on('error', () => outgoing.destroy());
    incoming.pipe(passed);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${new URL(slack.apiUrl).pathname}`,
    become: (next: Mood) => {
      mood = next;
    },
    /** How many calls it has left without an answer that helps. */
    held: () => held,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

test.each<Mood>(['silent', 'limited'])(
  'SIGTERM ends the bot within its setting while Slack is %s and a question waits for it',
  async (mood) => {
    const moody = await openMoody();
    const program = await startProgram(
      ['start'],
      {
        OWLPOST_DATA: temporaryFolder(),
        PORT: '0',
        OWLPOST_STOP_SECONDS: '2',
        SLACK_API_URL: moody.url,
        SLACK_BOT_TOKEN: slack.token,
        SLACK_SIGNING_SECRET: slack.signingSecret,
      },
      /^Owlpost listens on (\S+)$/,
    );
    moody.become(mood);
    const { command } = openForge({
      eventsUrl: () => `${program.url}/slack/events`,
      signingSecret: slack.signingSecret,
    });
    await command({ user: PEOPLE[0]!.id, channel: 'C0SALES001' }, 'sales by country');
    await expect.poll(moody.held).toBeGreaterThan(0);
    const since = performance.now();
    await program.stop();
    expect(performance.now() - since).toBeLessThan(20_000);
    moody.close();
  },
);
