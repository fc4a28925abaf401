import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';

import type { AuditEntry } from '../../src/answer/audit.ts';
import type { Chart } from '../../src/chart/chart.ts';
import type { Delivery, Outcome } from '../../src/digests/delivery.ts';
import type { Table } from '../../src/table/table.ts';

import { UserError } from '../../src/error.ts';
import { openMetrics } from '../../src/metrics/metrics.ts';

const never = new AbortController().signal;

const statement = { sql: 'SELECT 1', parameters: [] };

const entry: AuditEntry = {
  at: new Date(0),
  person: 'U1',
  channel: 'C1',
  question: 'sales customer="Ada Lovelace"',
  outcome: 'answered',
  reason: null,
  query: 'sales',
  executionId: 'e-1',
  scannedBytes: 1000,
  dollars: 0.5,
  rows: 1,
  isReused: false,
  elapsedMs: 5,
};

/** What a scraper reads, from a real listener. */
async function scrape(serve: ReturnType<typeof openMetrics>['serve'], headers: Record<string, string> = {}) {
  const server = createServer(async (request, response) => {
    if (!(await serve(request, response))) response.writeHead(418).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const response = await fetch(`${url}/metrics`, { headers });
  const [text, other] = [await response.text(), await fetch(`${url}/elsewhere`)];
  await new Promise((resolve) => server.close(resolve).closeAllConnections());
  return { status: response.status, type: response.headers.get('content-type'), text, other: other.status };
}

test('openMetrics() counts questions, bytes, reuse, requests, runs, pictures, deliveries and faults, and shows no value', async () => {
  const metrics = openMetrics();
  metrics.queue(() => 7);
  metrics.ack('block_actions', 40);
  const recorded: AuditEntry[] = [];
  const { audit, deliveries } = metrics.store({
    audit: { record: async (given: AuditEntry) => void recorded.push(given) },
    deliveries: { finish: async ({ id }: Delivery, _: Outcome) => id === 'ours' },
  });
  await audit.record(entry);
  await audit.record({ ...entry, isReused: true, scannedBytes: 0, dollars: 0 });
  await audit.record({ ...entry, outcome: 'failed', query: null });
  expect(recorded).toHaveLength(3);
  const run = metrics.run(async ({ sql }) => {
    if (sql === 'bug') throw new Error('bug');
    if (sql === 'refused') throw new UserError('refused');
    return { rows: [] } as unknown as Table;
  });
  await run(statement, never);
  await expect(run({ ...statement, sql: 'bug' }, never)).rejects.toThrow('bug');
  await expect(run({ ...statement, sql: 'refused' }, never)).rejects.toThrow('refused');
  const draw = metrics.draw(() => Promise.reject(new Error('no picture')));
  await expect(draw({} as Chart)).rejects.toThrow('no picture');
  const outcome = { state: 'failed', reason: 'no' } as const;
  expect(await deliveries.finish({ id: 'ours' } as Delivery, outcome)).toBe(true);
  expect(await deliveries.finish({ id: 'theirs' } as Delivery, outcome)).toBe(false);
  const { status, type, text, other } = await scrape(metrics.serve);
  expect([status, other]).toEqual([200, 418]);
  expect(type).toContain('text/plain');
  for (const line of [
    'owlpost_questions_total{outcome="answered"} 2',
    'owlpost_questions_total{outcome="failed"} 1',
    'owlpost_reused_results_total{dataset="sales"} 1',
    'owlpost_scanned_bytes_total{dataset="sales"} 1000',
    'owlpost_cost_dollars_total{dataset="sales"} 0.5',
    'owlpost_slack_requests_total{type="block_actions"} 1',
    'owlpost_slack_ack_seconds_bucket{le="0.025"} 0',
    'owlpost_slack_ack_seconds_bucket{le="0.05"} 1',
    'owlpost_run_seconds_count 3',
    'owlpost_render_seconds_count 1',
    'owlpost_runs 0',
    'owlpost_queue_waiting 7',
    'owlpost_deliveries_total{state="failed"} 1',
    ...['athena', 'athena refused', 'picture', 'delivery', 'question'].map(
      (kind) => `owlpost_errors_total{kind="${kind}"} 1`,
    ),
  ])
    expect(text.split('\n')).toContain(line);
  expect(text).not.toContain('Ada');
});

test.each([
  ['10.0.0.5', 200],
  ['::ffff:192.168.1.9, 172.20.0.1', 200],
  ['203.0.113.9', 404],
  ['203.0.113.9, 10.0.0.1', 404],
  ['unknown', 404],
])('/metrics for whom a proxy calls %s answers %d', async (forwardedFor, expected) => {
  const { status } = await scrape(openMetrics().serve, { 'x-forwarded-for': forwardedFor });
  expect(status).toBe(expected);
});

test('docs/deployment.md names every metric of its own, and no other', async () => {
  const metrics = openMetrics();
  metrics.queue(() => 0);
  const { text } = await scrape(metrics.serve);
  const served = [...text.matchAll(/^# TYPE (owlpost_\w+) /gm)].map(([, name]) => name!);
  const table = readFileSync('docs/deployment.md', 'utf8').split('| metric | counts |')[1] ?? '';
  const named = [...table.matchAll(/`(owlpost_\w+)`/g)].map(([, name]) => name!);
  expect(named.toSorted()).toEqual(served.toSorted());
});
