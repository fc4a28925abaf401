import { expect, test } from 'vitest';

import type { AnswerContext } from '../../src/answer/context.ts';
import type { DatasetQuery } from '../../src/check/dataset-check.ts';

import { parseDataset } from '../../src/catalogue/dataset-file.ts';
import { checkPartition } from '../../src/check/partition-check.ts';

const queryOf = (time: string) =>
  parseDataset(
    'visits.yml',
    `from: visits v
time: ${time}
measures: { hits: { sum: v.hits } }
default: { period: all time }
freshness: visits.moment
`,
  ).query! as DatasetQuery;

const PARTITIONED = '{ sql: v.moment, partition: { sql: v.dt } }';

/** A lake whose newest day is known, and what a day adds up to with and without its partition. */
const context = (withIt: string, without: string) =>
  ({
    calendar: { timezone: 'UTC', weekStart: 1, fiscalYearStart: 1 },
    run: async ({ sql }: { sql: string }) => {
      if (sql.includes('MAX(')) return { rows: [['2025-03-01 10:00:00.000']] };
      const isPruned = sql.includes('v.dt');
      return { rows: [[isPruned ? withIt : without]], scannedBytes: isPruned ? 10 : 2000 };
    },
  }) as unknown as AnswerContext;

const NOW = { now: new Date('2025-03-02T00:00:00Z') };

test('checkPartition() notes how much less a day reads', async () =>
  expect(await checkPartition(queryOf(PARTITIONED), context('5', '5'), NOW)).toMatchObject([
    { isNote: true, line: 2, message: 'one day reads 10 bytes with the partition v.dt, 2,000 bytes without' },
  ]));

test('checkPartition() tells of rows that are left out', async () =>
  expect(await checkPartition(queryOf(PARTITIONED), context('4', '5'), NOW)).toMatchObject([
    {
      message:
        'the partition v.dt leaves out rows of 2025-03-01: 4 with it, 5 without; its day must be that of v.moment',
    },
  ]));

test('checkPartition() of a dataset without a partition has nothing to say', async () =>
  expect(await checkPartition(queryOf('v.moment'), context('1', '2'), NOW)).toEqual([]));
