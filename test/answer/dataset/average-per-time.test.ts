import { afterAll, expect, test } from 'vitest';

import { openOwlpost } from '../../questions/owlpost.ts';
import { folderOf } from '../../support/folder.ts';

const visits = await openOwlpost({
  now: new Date('2025-03-01T12:00:00Z'),
  lake: folderOf({
    'visits/part.csv':
      'day,place,n\n2024-02-01,A,29\n2024-02-29,B,29\n2024-03-04,A,62\n2025-01-06,B,31\n2025-02-10,A,28\n',
  }),
  queries: folderOf({
    'visits.yml': `title: Visits
from: visits v
time: { sql: v.day }
dimensions: { place: { sql: v.place } }
measures: { visits: { sum: v.n }, rows: { rows: true } }
default: { measure: visits, by: place, period: all time }
`,
  }),
});

afterAll(() => visits.close());

test.each([
  [
    'average daily visits by month 2024',
    [
      ['2024-02-01', '2'],
      ['2024-03-01', '2'],
    ],
  ],
  [
    'average monthly visits by year',
    [
      ['2024-01-01', String(120 / 11)],
      ['2025-01-01', '29.5'],
    ],
  ],
  ['average weekly visits by quarter 2024', [['2024-01-01', String(120 / 13)]]],
  ['average daily visits by weekday in March 2024', [['Monday', '15.5']]],
  [
    'average monthly visits by place 2025',
    [
      ['B', '15.5'],
      ['A', '14'],
    ],
  ],
  ['average monthly visits since 2025-01-01', [['29.5']]],
] as const)('%s', async (text, rows) => {
  const outcome = await visits.ask(text);
  const answered = outcome.kind === 'answer' ? outcome.table.rows : outcome.message;
  expect(answered).toEqual(
    rows.map((row) => [
      ...row.slice(0, -1),
      expect.toSatisfy((cell) => Math.abs(Number(cell) - Number(row.at(-1))) < 1e-6),
    ]),
  );
});

test('a column of times may be named after a unit of time or a function', async () => {
  const day = 'month,date_format\n2024-02-01,29\n2024-03-04,62\n';
  const named = await openOwlpost({
    now: new Date('2025-03-01T12:00:00Z'),
    lake: folderOf({ 'visits/part.csv': day }),
    queries: folderOf({
      'visits.yml':
        'from: visits v\ntime: { sql: month }\nmeasures: { visits: { sum: date_format } }\ndefault: { measure: visits, period: all time }\n',
    }),
  });
  try {
    const outcome = await named.ask('average daily visits by month of year 2024');
    expect(outcome.kind === 'answer' ? outcome.table.rows : outcome.message).toEqual([
      ['February', '1.0'],
      ['March', '2.0'],
    ]);
    const byMonth = await named.ask('average daily visits by month 2024');
    expect(byMonth.kind === 'answer' ? byMonth.table.rows.map(([, average]) => average) : byMonth.message).toEqual([
      '1.0',
      '2.0',
    ]);
  } finally {
    await named.close();
  }
});

test('an average per year has no rows of months', async () => {
  expect(await visits.ask('average yearly visits by month')).toEqual({
    kind: 'refusal',
    message: expect.stringContaining('cannot be shown by month, which is less than a year'),
  });
});
