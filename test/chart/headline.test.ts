import { describe, expect, test } from 'vitest';

import type { ChartOptions } from '../../src/chart/options.ts';

import { chart } from '../../src/chart/chart.ts';
import { caseOf, months, tableOf } from '../charts/demo.ts';

type Cells = readonly (readonly (string | number | null)[])[];

const BY_COUNTRY = ['Country: varchar', 'Sales: decimal'];

const BY_MONTH = ['Month: date', 'Sales: decimal'];

const LAST_YEAR = { label: 'last year', columns: { Sales: 'Before' } };

const YEAR = months('2025-11-01', 12);

describe('headline', () => {
  test.each<[string, readonly string[], Cells, Partial<ChartOptions>, string]>([
    [
      'a sum over categories',
      BY_COUNTRY,
      [
        ['USA', '1900000.50'],
        ['France', '600000.25'],
        ['Spain', '1700000.25'],
      ],
      {},
      '$4.2M in all. USA leads with $1.9M (45%), then Spain with $1.7M.',
    ],
    [
      'against last year',
      [...BY_COUNTRY, 'Before: decimal'],
      [
        ['USA', 1500, 1000],
        ['France', 500, 1000],
      ],
      { comparison: LAST_YEAR },
      '$2,000 in all, ±0% against last year. USA leads with $1,500 (75%), then France with $500.',
    ],
    [
      'what cannot be added up',
      ['Country: varchar', 'Customers: bigint'],
      [
        ['USA', 40],
        ['France', 30],
      ],
      {},
      'USA leads with 40, then France with 30.',
    ],
    [
      'what cannot be added up, against last year',
      ['Country: varchar', 'Customers: bigint', 'Before: bigint'],
      [
        ['USA', 40, 30],
        ['France', 30, 40],
      ],
      { comparison: { label: 'last year', columns: { Customers: 'Before' } } },
      'USA leads with 40, +33% against last year, then France with 30.',
    ],
    [
      'a course that cannot be added up, against last year',
      ['Month: date', 'Customers: bigint', 'Before: bigint'],
      [
        ['2026-01-01', 40, 30],
        ['2026-02-01', 30, 40],
      ],
      { comparison: { label: 'last year', columns: { Customers: 'Before' } } },
      'Jan 2026 is highest with 40; Feb 2026, the latest, has 30, −25% against last year.',
    ],
    [
      'against nothing',
      ['Country: varchar', 'Customers: bigint', 'Before: bigint'],
      [
        ['USA', 40, 0],
        ['France', 30, null],
      ],
      { comparison: { label: 'last year', columns: { Customers: 'Before' } } },
      'USA leads with 40, then France with 30.',
    ],
    [
      'as many rows as the query was limited to',
      BY_COUNTRY,
      [
        ['USA', 1900],
        ['France', 600],
      ],
      { limit: 2 },
      '$2,500 in the 2 shown. USA leads with $1,900, then France with $600.',
    ],
    ['one category', BY_COUNTRY, [['France', 600]], {}, 'France: $600.'],
    [
      'a tie',
      BY_COUNTRY,
      [
        ['USA', 5],
        ['France', 5],
        ['Spain', 1],
      ],
      {},
      '$11 in all. USA and France lead with $5 each.',
    ],
    [
      'all equal',
      BY_COUNTRY,
      [
        ['USA', 5],
        ['France', 5],
      ],
      {},
      '$10 in all. Both have $5 each.',
    ],
    [
      'negative values',
      BY_COUNTRY,
      [
        ['USA', 40],
        ['France', -15],
        ['Spain', 10],
      ],
      {},
      '$35 in all. USA is highest with $40, France lowest with −$15.',
    ],
    [
      'Unknown never leads, and is not kept silent',
      BY_COUNTRY,
      [
        [null, 900],
        ['USA', 400],
        ['France', 300],
      ],
      {},
      '$1,600 in all. $900 is Unknown; of what is known, USA leads with $400, then France with $300.',
    ],
    [
      'months',
      BY_MONTH,
      YEAR.map((month, index) => [month, 100 + (index === 4 ? 50 : index)]),
      {},
      '$1,312 in all. Mar 2026 is highest with $150; Oct 2026, the latest, has $111.',
    ],
    [
      'a month that is not over',
      BY_MONTH,
      YEAR.map((month, index) => [month, index === 11 ? 5 : 100 + index]),
      { now: new Date('2026-10-02') },
      '$1,160 in all. Sep 2026 is highest with $110; Oct 2026, not over yet, has $5.',
    ],
    [
      'a month that its period cuts',
      BY_MONTH,
      YEAR.map((month, index) => [month, index === 11 ? 5 : 100 + index]),
      { now: new Date('2026-12-24'), until: new Date('2026-10-05') },
      '$1,160 in all. Sep 2026 is highest with $110; Oct 2026, only in part, has $5.',
    ],
    [
      'a first month that its period cuts is not told as the lowest',
      BY_MONTH,
      YEAR.map((month, index) => [month, 100 + index - (index === 0 ? 90 : 0)]),
      { since: new Date('2025-11-28') },
      '$1,176 in all. Oct 2026, the latest, is highest with $111; Dec 2025 was lowest with $101.',
    ],
    [
      'values that are written alike',
      ['Team: varchar', 'Hours: double'],
      [
        ['A', 5.312],
        ['B', 5.309],
        ['C', 2],
      ],
      {},
      'A and B lead with 5.31 each.',
    ],
    [
      'a limit counts what it was set for, not the parts',
      ['Country: varchar', 'Line: varchar', 'Sales: decimal'],
      ['USA', 'France'].flatMap((country) =>
        ['Cars', 'Ships', 'Planes'].map((line, place) => [country, line, 20 + place]),
      ),
      { limit: 6 },
      '$126 in the 2 shown. Both have $63 each.',
    ],
    ['a flat year', BY_MONTH, YEAR.map((month) => [month, 7]), {}, '$84 in all. It stays at $7 throughout.'],
    [
      'a split in time',
      ['Month: date', 'Line: varchar', 'Sales: decimal'],
      YEAR.flatMap((month) => [
        [month, 'Cars', 30],
        [month, 'Ships', 10],
      ]),
      {},
      '$480 in all. Cars leads with $360 (75%), then Ships with $120.',
    ],
    [
      'a split in time that cannot be added up tells the latest',
      ['Month: date', 'Line: varchar', 'Customers: bigint'],
      [
        ['2026-09-01', 'Cars', 90],
        ['2026-10-01', 'Cars', 20],
        ['2026-10-01', 'Ships', 25],
      ],
      {},
      'In Oct 2026, the latest: Ships leads with 25, then Cars with 20.',
    ],
    [
      'a ratio split in time, its latest month not over, against last year',
      ['Month: date', 'Line: varchar', 'Rate: double', 'Before: double'],
      [
        ['2026-09-01', 'Cars', 0.9, 0.1],
        ['2026-10-01', 'Cars', 0.25, 0.22],
        ['2026-10-01', 'Ships', 0.2, 0.3],
      ],
      {
        formats: { Rate: '.0%' },
        now: new Date('2026-10-02'),
        comparison: { label: 'last year', columns: { Rate: 'Before' } },
      },
      'In Oct 2026, not over yet: Cars leads with 25%, +3 pts against last year, then Ships with 20%.',
    ],
    [
      'a distinct count of two dimensions',
      ['Country: varchar', 'Line: varchar', 'Customers: bigint'],
      [
        ['USA', 'Cars', 40],
        ['USA', 'Ships', 30],
        ['France', 'Cars', 35],
        ['France', 'Ships', 2],
      ],
      {},
      'USA · Cars leads with 40, then France · Cars with 35.',
    ],
    [
      'several measures, each as it may be told',
      ['Country: varchar', 'Sales: decimal', 'Customers: bigint', 'Margin: double'],
      [
        ['USA', 300, 4, 0.1],
        ['France', 100, 5, 0.2],
      ],
      { formats: { Sales: '$,.0f', Margin: '.0%' } },
      'Sales: $400 in all. USA leads with $300 (75%), then France with $100. Customers: France leads with 5, then USA with 4. Margin: France leads with 20%, then USA with 10%.',
    ],
    [
      'several measures in time',
      ['Month: date', 'Sales: decimal', 'Customers: bigint'],
      months('2026-07-01', 4).map((month, index) => [month, 100 * (index + 1), 9 - index]),
      {},
      'Sales: $1,000 in all. Oct 2026, the latest, is highest with $400; Jul 2026 was lowest with $100. Customers: Jul 2026 is highest with 9; Oct 2026, the latest, has 6.',
    ],
    [
      'measures with names and unlike categories, as dots',
      ['Country: varchar', 'Customers: bigint', 'Sales: decimal'],
      Array.from({ length: 9 }, (_, index) => [`Country ${index}`, index, 9 - index]),
      { as: 'scatter' },
      '9 rows: Sales falls as Customers rises.',
    ],
    [
      'a waterfall tells who made the change',
      [...BY_COUNTRY, 'Before: decimal'],
      [
        ['USA', 500, 400],
        ['France', 300, 350],
        ['Spain', 90, 80],
      ],
      { as: 'waterfall', comparison: LAST_YEAR },
      '$890 in all, +7% against last year. USA adds the most, +$100; France takes away the most, −$50.',
    ],
    ['one number', ['Sales: decimal'], [['4213456.12']], {}, 'Sales: $4.21M.'],
    [
      'one number compared',
      ['Sales: decimal', 'Before: decimal'],
      [[112, 100]],
      { comparison: LAST_YEAR },
      'Sales: $112 (+12% against $100 last year).',
    ],
    [
      'values alone',
      ['Sales: decimal'],
      Array.from({ length: 101 }, (_, index) => [index]),
      {},
      'Half of the 101 values lie between $25 and $75; the middle one is $50.',
    ],
    [
      'two measures',
      ['Units: bigint', 'Sales: decimal'],
      Array.from({ length: 20 }, (_, index) => [index, index * 3]),
      {},
      '20 rows: Sales rises with Units.',
    ],
    ['no rows', BY_COUNTRY, [], {}, 'No rows: nothing matches these filters.'],
    ['nothing but NULL', BY_COUNTRY, [['USA', null]], {}, 'No data: Sales is empty in 1 row.'],
    [
      'exact cents',
      BY_COUNTRY,
      [
        ['USA', '0.10'],
        ['France', '0.20'],
      ],
      {},
      '$0.3 in all. France leads with $0.2 (67%), then USA with $0.1.',
    ],
  ])('%s', (_, heads, rows, options, expected) => {
    const { table, options: whole } = caseOf(tableOf(heads, rows), options);
    expect(chart(table, whole).headline).toBe(expected);
  });
});

describe('alt', () => {
  test('tells kind, title, period, finding and values', () => {
    const { table, options } = caseOf(
      tableOf(BY_COUNTRY, [
        ['USA', 1900],
        ['France', 600],
      ]),
    );
    expect(chart(table, options).alt).toBe(
      'Bar chart: Sales by country. Last 12 months (1 Nov 2025 – 31 Oct 2026). $2,500 in all. USA leads with $1,900 (76%), then France with $600. Values: USA $1,900; France $600.',
    );
  });

  test('tells every measure of a place', () => {
    const { table, options } = caseOf(
      tableOf(
        ['Country: varchar', 'Sales: decimal', 'Customers: bigint'],
        [
          ['USA', 1900, 12],
          ['France', 600, null],
        ],
      ),
    );
    expect(chart(table, options).alt).toContain(
      'Values: USA: Sales $1,900, Customers 12; France: Sales $600, Customers no data.',
    );
  });

  test('of dots tells each row, however many share a name', () => {
    const rows = [
      ['A', 3, 1],
      ['A', 5, 2],
      ['B', 4, 3],
    ];
    const { table, options } = caseOf(tableOf(['Team: varchar', 'Hours: double', 'Orders: bigint'], rows), {
      as: 'scatter',
    });
    expect(chart(table, options).alt).toContain(
      'Values: A: Hours 5, Orders 2; B: Hours 4, Orders 3; A: Hours 3, Orders 1.',
    );
  });

  test('of a course stands in the order of time', () => {
    const rows = [
      ['Cars', '2026-02-01', 3],
      ['Ships', '2026-02-01', 2],
      ['Cars', '2026-01-01', 1],
    ];
    const { table, options } = caseOf(tableOf(['Line: varchar', 'Month: date', 'Sales: decimal'], rows));
    expect(chart(table, options).alt).toContain('Values: Jan 2026, Cars $1; Feb 2026, Cars $3; Feb 2026, Ships $2.');
  });

  test('of many measures, as many as stay readable', () => {
    const names = Array.from({ length: 12 }, (_, index) => `Measure number ${index}`);
    const heads = ['Country: varchar', ...names.map((name) => `${name}: bigint`)];
    const rows = ['USA', 'France'].map((country, place) => [country, ...names.map((_, index) => index + place)]);
    const { table, options } = caseOf(tableOf(heads, rows));
    const { headline, alt } = chart(table, options);
    expect(headline).toMatch(/\. \d+ more measures beside it\.$/);
    expect(headline.length).toBeLessThan(520);
    expect(alt.length).toBeLessThanOrEqual(2000);
  });

  test('is never longer than Slack takes', () => {
    const rows = Array.from({ length: 500 }, (_, index) => [`${'long '.repeat(60)}${index}`, index]);
    const { table, options } = caseOf(tableOf(BY_COUNTRY, rows), {
      title: 't'.repeat(10_000),
      subtitle: 's'.repeat(10_000),
    });
    expect(chart(table, options).alt.length).toBeLessThanOrEqual(2000);
    const short = caseOf(tableOf(BY_COUNTRY, rows));
    expect(chart(short.table, short.options).alt).toMatch(/; and \d+ more\.$/);
  });
});
