import { expect, test } from 'vitest';

import { bytesInPlan } from '../../src/athena/plan-size.ts';

/** A plan as Trino prints it. https://trino.io/docs/current/sql/explain.html */
const plan = (first: string, second: string) => `Trino version: version
Fragment 0 [SINGLE]
    Output layout: [country, sum]
    Output[columnNames = [country, sum]]
    │   Layout: [country:varchar, sum:double]
    │   Estimates: {rows: 10 (300B), cpu: 0, memory: 0B, network: 0B}
    └─ Aggregate[type = FINAL, keys = [country]]
       │   Estimates: {rows: 10 (900kB), cpu: 0, memory: 0B, network: 0B}
       └─ InnerJoin[criteria = (a = b), distribution = REPLICATED]
          │   Estimates: {rows: 100 (9GB), cpu: 0, memory: 0B, network: 0B}
          ├─ ScanFilterProject[table = awsdatacatalog:shop:orders, filterPredicate = (day > DATE '2026-01-01')]
          │      Layout: [a:bigint]
          │      Estimates: {rows: 15000 (${first}), cpu: 1.15M, memory: 0B, network: 0B}/{rows: 1 (9B), cpu: 1M, memory: 0B, network: 0B}
          └─ TableScan[table = awsdatacatalog:shop:countries]
                 Estimates: {rows: 15 (${second}), cpu: 1.15M, memory: 0B, network: 0B}`;

test.each([
  ['the sum of its scans', plan('1.5GB', '512B'), 1.5 * 1024 ** 3 + 512],
  ['nothing when a table has no statistics', plan('1.5GB', '?'), undefined],
  ['nothing when there are no estimates', 'Fragment 0\n  - TableScan[orders]', undefined],
  ['what the embedded Athena says', 'Planned by the embedded engine, not by Athena\nScans 120 bytes\n - SEQ_SCAN', 120],
])('bytesInPlan() tells %s', (_, text, expected) => {
  expect(bytesInPlan(text.split('\n'))).toBe(expected);
});
