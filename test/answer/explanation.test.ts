import { afterAll, describe, expect, test } from 'vitest';

import type { AnswerContext } from '../../src/answer/context.ts';

import { answer } from '../../src/answer/answer.ts';
import { definitions } from '../../src/answer/explanation.ts';
import { restrictCatalogue } from '../../src/answer/restricted.ts';
import { openEngine } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { writeChangesLake } from '../support/changes-lake.ts';

const [shut, open] = await Promise.all(
  [false, true].map(async (samples) =>
    openEngine(readConfig(await writeChangesLake({ samples })), { isWatching: false }),
  ),
);

afterAll(() => Promise.all([shut!.close(), open!.close()]));

const ask = (text: string, { context }: { context: AnswerContext } = open!) =>
  answer(text, context, { now: new Date('2005-08-17T12:00:00Z'), signal: new AbortController().signal });

describe('explain', () => {
  test('tells a ratio with what it divides, and how many rows are behind it', async () => {
    const explained = await ask('explain rate in 2004 country="Country 3"');
    expect(explained.text).toBe('deals measure=rate show=explain country="Country 3" period=2004');
    expect(explained.title).toBe('Rate, explained');
    expect(explained.subtitle).toBe('Rate = amount ÷ deals · 2004 · Country: Country 3');
    expect(explained.table.columns.map(({ name }) => name)).toEqual(['Rate', 'Amount', 'Deals', 'Rows behind it']);
    const [rate, amount, deals, rows] = explained.table.rows[0]!.map(Number);
    expect(rate).toBeCloseTo(amount! / deals!, 10);
    expect(rows).toBe(deals);
    expect(explained.chart.headline).toMatch(
      /^Rate: [\d,.]+%? = amount \$[\d.,K]+ ÷ deals \d+\. Rows behind it: \d+\.$/,
    );
  });

  test('gives the number that the question itself gives', async () => {
    for (const measure of ['amount', 'orders', 'size', 'per_order', 'largest']) {
      const rest = `measure=${measure} line="Line 2" period=2004`;
      const [explained, plain] = await Promise.all([ask(`deals show=explain ${rest}`), ask(`deals by=none ${rest}`)]);
      expect(explained.table.rows[0]![0]).toBe(plain.table.rows[0]![0]);
    }
  });

  test('of an average tells what is added up, and of how many values', async () => {
    const { table, chart } = await ask('deals show=explain measure=size period=2004');
    const [size, sum, count] = table.rows[0]!.map(Number);
    expect(size).toBeCloseTo(sum! / count!, 8);
    expect(chart.headline).toMatch(/^Size: \S+ = size, added up \S+ ÷ size, how many \S+\./);
  });
});

describe('the rows behind a number', () => {
  test('are shown where the dataset says so, with what is added up of them', async () => {
    const { table, chart, title } = await ask('rows behind amount in 2004 country="Country 3"');
    expect(title).toBe('Rows behind amount');
    expect(chart.type).toBe('table');
    expect(chart.headline).toBe('A sample of 20 of the rows behind amount.');
    const names = ['Time', 'Country', 'City', 'Line', 'Customer', 'First deal', 'Amount'];
    expect(table.columns.map(({ name }) => name)).toEqual(names);
    expect(new Set(table.rows.map(([, country]) => country))).toEqual(new Set(['Country 3']));
    expect(table.rows.every(([day]) => day!.startsWith('2004-'))).toBe(true);
  });

  test.each(['rows behind amount in 2004', 'deals show=rows'])('%s is refused where it does not', async (text) => {
    await expect(ask(text, shut)).rejects.toThrow(/rows/);
  });
});

test('definitions(query, request) says how each measure is counted', async () => {
  const { query, request } = await ask('deals show=explain measure=amount,deals,orders,size,largest');
  expect(definitions(query, request)).toEqual([
    'Amount = the sum of d.amount',
    'Deals = the number of rows',
    'Orders = the number of different d.number',
    'Size = the average of d.amount',
    'Largest = the largest d.amount',
  ]);
});

test('what an asker may not see of a ratio is neither named nor counted, nor shown in rows', async () => {
  const grant = { isAllowed: true, hidden: new Set(['amount']), rowFilters: new Map() } as const;
  const whole = open!.context.catalogue();
  const restricted = restrictCatalogue(
    whole,
    whole.queries.map(() => grant),
  );
  const asAsker = { context: { ...open!.context, catalogue: () => restricted } };
  const explained = await ask('deals show=explain measure=rate period=2004', asAsker);
  expect(explained.table.columns.map(({ name }) => name)).toEqual(['Rate', 'Rows behind it']);
  expect(`${explained.subtitle} ${explained.chart.headline}`).not.toMatch(/amount/i);
  const sample = await ask('deals show=rows measure=rate period=2004', asAsker);
  expect(sample.table.columns.map(({ name }) => name)).toEqual([
    'Time',
    'Country',
    'City',
    'Line',
    'Customer',
    'First deal',
  ]);
});

test('why tells nothing of a dimension that an asker may not see', async () => {
  const grant = {
    isAllowed: true,
    hidden: new Set(['customer']),
    rowFilters: new Map([['country', ['Country 3']]]),
  } as const;
  const whole = open!.context.catalogue();
  const restricted = restrictCatalogue(
    whole,
    whole.queries.map(() => grant),
  );
  const asAsker = { context: { ...open!.context, catalogue: () => restricted } };
  const { table, subtitle } = await ask('why amount 2004', asAsker);
  expect([...new Set(table.rows.map(([dimension]) => dimension))].sort()).toEqual([
    'City',
    'Country',
    'First deal',
    'Line',
  ]);
  expect(subtitle).toContain('Country: Country 3');
});
