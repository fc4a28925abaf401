import { afterEach, expect, test } from 'vitest';

import type { HealthOptions } from '../../../src/slack/connection/health-routes.ts';
import type { HttpListener } from '../../../src/slack/connection/http.ts';
import type { Socket } from '../../../src/slack/connection/socket.ts';

import { healthRoute, openSlackCheck, readyRoute } from '../../../src/slack/connection/health-routes.ts';
import { openHttpListener } from '../../../src/slack/connection/http.ts';
import { openSlackClients } from '../../support/slack-clients.ts';

const FULL = 'the store cannot be written (database or disk is full)';

const SILENT = 'the store is silent';

const LOST = new Date('2026-11-27T09:00:00Z');

const fine = async () => undefined;

const says = (reason: string) => async () => reason;

let listener: HttpListener | undefined;

afterEach(() => listener?.close(Promise.resolve()));

/** What /health and /ready answer, over HTTP. */
async function statesOf(
  options: HealthOptions,
  {
    lostSince,
    checkSlack = fine,
  }: { lostSince?: () => Date | undefined; checkSlack?: () => Promise<string | undefined> } = {},
) {
  const socket = lostSince && ({ lostSince } as Socket);
  listener = await openHttpListener({ host: '127.0.0.1', port: 0, onFault: () => {} });
  listener.serve([healthRoute(options), readyRoute({ socket, checkSlack }, options)]);
  return Promise.all(
    ['/health', '/ready?full'].map(async (path) => {
      const response = await fetch(`${listener!.url}${path}`);
      const { ok, reason } = (await response.json()) as { ok: boolean; reason?: string };
      expect(ok).toBe(response.status === 200);
      return reason ?? response.status;
    }),
  );
}

test.each<[string, HealthOptions, Parameters<typeof statesOf>[1], readonly [unknown, unknown]]>([
  ['all is well', { checkStore: fine, checkReady: fine }, { lostSince: () => undefined }, [200, 200]],
  ['nothing is checked', {}, {}, [200, 200]],
  ['the disk is full', { checkStore: says(FULL) }, {}, [FULL, FULL]],
  ['the database is silent', { checkStore: says(SILENT), checkReady: fine }, {}, [SILENT, SILENT]],
  ['Athena does not answer', { checkStore: fine, checkReady: says('Athena is away') }, {}, [200, 'Athena is away']],
  [
    'the socket is closed',
    { checkStore: fine },
    { lostSince: () => LOST, checkSlack: says('not asked of a bot with a socket') },
    [200, 'no connection to Slack since 2026-11-27T09:00:00.000Z'],
  ],
  ['Slack is away', {}, { checkSlack: says('Slack is away') }, [200, 'Slack is away']],
])('/health and /ready when %s', async (_, options, slack, expected) => {
  expect(await statesOf(options, slack)).toEqual(expected);
});

test('openSlackCheck() tells that Slack refuses, and asks it again after half a minute', async () => {
  const { clients, fault, calls } = await openSlackClients();
  let now = 0;
  const check = openSlackCheck(clients, () => now);
  await fault({ method: 'auth.test', error: 'internal_error', times: 1 });
  expect(await check()).toBe('Slack cannot be reached (internal_error)');
  expect(await check()).toBe('Slack cannot be reached (internal_error)');
  now += 30_000;
  expect(await check()).toBeUndefined();
  expect((await calls()).filter(({ method }) => method === 'auth.test')).toHaveLength(2);
});
