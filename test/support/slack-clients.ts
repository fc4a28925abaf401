import pino from 'pino';
import { onTestFinished } from 'vitest';

import { openSlack } from '../../src/local/slack/server.ts';
import { clientOptions, openClients } from '../../src/slack/connection/clients.ts';
import { slackLog } from '../../src/slack/connection/log.ts';

/** The bot's own clients of a Slack on loopback, which is closed when the test has finished. */
export async function openSlackClients(options: Parameters<typeof openSlack>[0] = {}) {
  const slack = await openSlack({ fileDelay: 20, ...options });
  onTestFinished(slack.close);
  const logged: Record<string, unknown>[] = [];
  const log = pino({ level: 'debug', errorKey: 'error' }, { write: (line) => void logged.push(JSON.parse(line)) });
  const shared = clientOptions(slack.apiUrl, slackLog(log));
  const post = async (name: string, body: object) => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${slack.url}/playground/${name}`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ person: 'mira', ...body }),
    });
    return (await response.json()) as Record<string, unknown>;
  };
  return {
    slack,
    log,
    logged,
    options: shared,
    clients: openClients(slack.token, shared),
    post,
    fault: (fault: object) => post('faults', fault),
    calls: async () => {
      const response = await fetch(`${slack.url}/playground/calls`);
      return ((await response.json()) as { calls: { method: string; ok: boolean; error?: string }[] }).calls;
    },
  };
}
