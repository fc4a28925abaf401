import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { openStore } from '../../src/store/store.ts';
import { runInProcess } from '../support/in-process.ts';
import { temporaryFolder } from '../support/program.ts';

const QUERIES = temporaryFolder();

writeFileSync(
  join(QUERIES, 'digests.yml'),
  `- name: week
  questions: [sales last week, orders last week]
  channel: "#sales"
  when: every Monday at 09:00
  timezone: Europe/Paris
  owner: U0123456
  only if: fresh
- name: broken
  channel: "#sales"
- name: month
  question: sales last month
  channel: "#sales"
  cron: "0 9 31 * *"
  timezone: UTC
`,
);

const owlpost = (args: readonly string[], data = temporaryFolder()) =>
  runInProcess(args, { OWLPOST_DATA: data, OWLPOST_QUERIES: QUERIES });

test('owlpost digests --json prints the next due times, and names what is wrong on stderr', async () => {
  const { code, stdout, stderr } = await owlpost([
    'digests',
    '--json',
    '--next',
    '2',
    '--from',
    '2027-03-20T00:00:00Z',
  ]);
  expect(JSON.parse(stdout)).toEqual([
    { name: 'week', due: ['2027-03-22T08:00:00.000Z', '2027-03-29T07:00:00.000Z'] },
    { name: 'month', due: ['2027-03-31T09:00:00.000Z', '2027-05-31T09:00:00.000Z'] },
  ]);
  expect(stderr).toContain('digests.yml:8:3: question is needed, like sales by country last week\n');
  expect(code).toBe(2);
});

test('owlpost digests tells who gets what, and when', async () => {
  const { stdout } = await owlpost(['digests', '--next', '1', '--from', '2027-03-20T00:00:00Z']);
  expect(stdout).toBe(
    `week to #sales, owner U0123456
  asks sales last week
  asks orders last week
  when 0 9 * * 1 (Europe/Paris), only if fresh
  due  2027-03-22T08:00:00.000Z
month to #sales
  asks sales last month
  when 0 9 31 * * (UTC)
  due  2027-03-31T09:00:00.000Z
`,
  );
});

test.each([
  [['digests', '--next', 'many'], '--next takes a number from 1 to 1000, like --next 5\n'],
  [['digests', '--from', 'soon'], '--from cannot be "soon": write a moment such as 2025-06-01T12:00:00Z\n'],
  [['deliveries', '--limit', '0'], '--limit takes a number from 1 to 9999999, like --limit 20\n'],
])('%j is one clear line and exit code 2', async (args, line) => {
  expect(await owlpost(args)).toEqual({ code: 2, stdout: '', stderr: line });
});

test('owlpost deliveries prints the ledger', async () => {
  const data = temporaryFolder();
  mkdirSync(data, { recursive: true });
  const store = await openStore(join(data, 'owlpost.db'), { log: { warn() {} } });
  const [monday, tuesday] = [new Date('2026-11-23T09:00:00Z'), new Date('2026-11-24T09:00:00Z')];
  const schedule = { digest: 'week', cron: '0 9 * * 1', timezone: 'UTC', since: tuesday };
  await store.deliveries.enter(
    [
      {
        schedule,
        occurrences: [
          { dueAt: tuesday, state: 'skipped', reason: 'missed for more than six hours' },
          { dueAt: monday, state: 'due' },
        ],
      },
    ],
    tuesday,
  );
  const [claimed] = await store.deliveries.claim(['week'], { now: tuesday, leaseMs: 1000, limit: 1 });
  const postedAt = new Date(monday.getTime() + 125_000);
  await store.deliveries.finish(claimed!, { state: 'posted', channel: 'C1', message: '1.2', postedAt });
  await store.close();

  const { stdout } = await owlpost(['deliveries'], data);
  expect(stdout).toBe(
    `2026-11-24T09:00:00.000Z week skipped missed for more than six hours
2026-11-23T09:00:00.000Z week posted to C1 as 1.2, 2 min late
`,
  );
  const json = await owlpost(['deliveries', 'week', '--limit', '1', '--json'], data);
  expect(JSON.parse(json.stdout)).toMatchObject([{ digest: 'week', state: 'skipped', dueAt: tuesday.toISOString() }]);
  expect((await owlpost(['deliveries', 'other', '--json'], data)).stdout).toBe('[]\n');
});
