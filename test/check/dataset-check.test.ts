import { beforeAll, describe, expect, test } from 'vitest';

import { folderOf } from '../support/folder.ts';
import { runInProcess } from '../support/in-process.ts';
import { temporaryFolder } from '../support/program.ts';

const LAKE = {
  'orders/part.csv': `id,code,place,customer,day,amount
1,P1,Paris,C1,2004-03-01,100
2,P2,paris,C1,2004-03-02,50
3,P1,Berlin,C2,2004-04-01,25
`,
  'products/part.csv': 'code,line\nP1,Ships\nP2,Planes\nP1,Trains\n',
  'customers/part.csv': 'customer,name,credit\nC1,Ann,10\nC2,Bo,20\n',
  'prices/part.csv': `code,starts,ends,price
P1,2004-01-01,2005-01-01,3
P1,2004-01-01,2006-01-01,4
P2,2004-01-01,2005-01-01,3
`,
  'visits/dt=2025-03-01/part.csv': 'moment,page,hits\n2025-03-01 10:00:00,a,1\n2025-03-01 11:00:00,b,2\n',
  'visits/dt=2025-03-02/part.csv': 'moment,page,hits\n2025-03-02 10:00:00,a,1\n',
};

const VISITS = `from: visits v
time: { sql: v.moment, hours: true, partition: { sql: v.dt } }
dimensions: { page: v.page }
measures: { hits: { sum: v.hits } }
default: { period: all time }
`;

const DATASETS = {
  'joins.yml': `from: orders o
joins:
  c: { table: customers, on: o.customer = c.customer }
  p: { table: products, on: o.code = p.code }
  r: { table: prices, on: o.code = r.code AND o.day >= r.starts AND o.day < r.ends }
time: { sql: o.day }
dimensions:
  line: p.line
  place: o.place
  customer: c.name
measures: { amount: { sum: o.amount } }
`,
  'mended.yml': `from: orders o
joins:
  p: { table: "(SELECT code, MAX(line) AS line FROM products GROUP BY code)", on: o.code = p.code }
dimensions: { line: p.line }
measures: { amount: { sum: o.Amount } }
`,
  'columns.yml': `from: orders o
joins:
  c: { table: custmers, on: o.customer = c.customer }
dimensions:
  place: "o.plase"
  name:
    sql: c.name
  order: o.id
measures:
  texts: { sum: o.place }
  worth: { sum: o.amount * }
`,
  'names.yml': `from: orders o
joins:
  c: { table: custmers, on: o.customer = c.customer }
dimensions:
  place: "o.plase"
  name:
    sql: c.name
  order: o.id
measures:
  texts: { sum: o.place }
`,
  'visits.yml': VISITS,
  'lettered.yml': VISITS.replace('sql: v.dt', 'sql: v.dt, format: yyyy-MM-dd'),
  'shifted.yml': VISITS.replace('sql: v.dt', `sql: "date_add('day', 1, v.dt)"`),
};

describe('owlpost check on datasets', () => {
  let lines: readonly string[];
  const of = (name: string) => lines.filter((line) => line.startsWith(`${name}.yml`));

  beforeAll(async () => {
    const { stdout } = await runInProcess(['check'], {
      OWLPOST_DATA: temporaryFolder(),
      OWLPOST_QUERIES: folderOf(DATASETS),
      OWLPOST_LAKE: folderOf(LAKE),
    });
    lines = stdout.trim().split('\n');
  }, 60_000);

  test('each join that finds several rows is told once, at its place, with the number of keys and what to write', () => {
    expect(of('joins').filter((line) => line.includes('finds several rows'))).toEqual([
      'joins.yml:4:3: join p finds several rows: 1 value of p.code stands in several rows of products, P1 in 2, so measures would count them as often; join a table that has each of them once, such as table: "(SELECT code, MAX(line) AS line FROM products GROUP BY code)"',
      'joins.yml:5:3: join r finds several rows of prices for 2 rows of orders, so measures would count them as often; add to on what tells its rows apart',
    ]);
    expect(of('mended')).toEqual(['mended.yml: ok']);
  });

  test('notes values that differ in case alone, and a default period after the end of the data', () => {
    expect(of('joins').filter((line) => line.includes('note'))).toEqual([
      'joins.yml:1:1: note: the default period last 12 months has no rows, as the data ends on 2004-04-01: write period: all time, or 2004',
      'joins.yml:9:3: note: dimension place: "Paris" and "paris" differ only in blanks or case; what differs in blanks is shown as one, what differs in case is not',
    ]);
  });

  test('a piece that is no SQL is told alone, at its own place', () => {
    expect(of('columns')).toEqual([
      expect.stringMatching(/^columns\.yml:11:\d+: measure worth: not Trino's grammar: /),
    ]);
  });

  test('every missing table and column, and every wrong type, is told at its place with what to write', () => {
    expect(of('names')).toEqual([
      "names.yml:3:15: join c: Table 'awsdatacatalog.default.custmers' does not exist, did you mean customers?",
      "names.yml:5:11: dimension place: Column 'o.plase' cannot be resolved, did you mean place?",
      'names.yml:8:10: dimension order: o.id is no text but bigint: give it its type, { sql: o.id, type: integer }',
      'names.yml:10:17: measure texts: sum takes numbers, and this holds texts: write CAST(… AS double), or count them',
    ]);
  });

  test('notes the bytes of a day with and without its partition', () => {
    expect(of('visits')).toEqual([
      'visits.yml: ok',
      expect.stringMatching(
        /^visits\.yml:2:\d+: note: one day reads \d+ bytes with the partition v\.dt, \d+ bytes without$/,
      ),
    ]);
    const [pruned, whole] = [...of('visits')[1]!.matchAll(/(\d+) bytes/g)].map(([, bytes]) => Number(bytes));
    expect(pruned).toBeLessThan(whole!);
  });

  test('a partition of another type, or of other days than its time, is told', () => {
    expect(of('lettered')).toEqual([
      expect.stringMatching(/^lettered\.yml:2:55: partition: .*; it holds days: take its format away$/),
    ]);
    expect(of('shifted')).toEqual([
      expect.stringMatching(/^shifted\.yml:2:\d+: the partition .* leaves out rows of 2025-03-02/),
    ]);
  });
});
