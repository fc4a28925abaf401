import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

import type { AnswerContext } from '../../../src/answer/context.ts';

import { readAlert } from '../../../src/answer/alerts/alert-text.ts';
import { alertSentence, alertTerms } from '../../../src/answer/alerts/alert-words.ts';
import { buildCatalogue } from '../../../src/catalogue/catalogue.ts';
import { parseDataset } from '../../../src/catalogue/dataset-file.ts';
import { parseQueryFile } from '../../../src/catalogue/query-file.ts';
import { formatRequest } from '../../../src/question/request.ts';
import { SALES } from '../../support/sales-dataset.ts';

const STOCK = `/*---
title: Stock
params:
  by: { type: choice, default: depot, choices: { depot: { sql: depot, label: Depot } } }
  over: { type: number, optional: true }
---*/
SELECT {{by}} AS "Depot", SUM(pieces) AS "Pieces" FROM stock GROUP BY 1 [[ HAVING SUM(pieces) > {{over}} ]]`;

const VISITS = `/*---
title: Visits
params:
  site: { type: string, optional: true, values: [shop, blog] }
---*/
SELECT COUNT(*) AS "Visits" FROM visits WHERE day = current_date [[ AND site = {{site}} ]]`;

const catalogue = buildCatalogue([
  parseDataset('sales.yml', SALES).query!,
  parseQueryFile('stock.sql', STOCK).query!,
  parseQueryFile('visits.sql', VISITS).query!,
]);

const context: AnswerContext = {
  catalogue: () => catalogue,
  run: () => Promise.reject(new Error('nothing is run')),
  draw: () => Promise.reject(new Error('nothing is drawn')),
  values: async (_, { name }) => (name === 'country' ? ['France', 'Spain'] : []),
  freshness: async () => undefined,
  calendar: { timezone: 'UTC', weekStart: 1, fiscalYearStart: 1 },
};

const read = (text: string) => readAlert(text, context, { now: new Date('2026-11-27T10:00:00Z') });

describe('readAlert(text)', () => {
  test.each([
    ['sales today < 1000', 'sales by=none period=today', '“Sales · Today” is below $1,000'],
    ['sales yesterday under 1000', 'sales by=none period=yesterday', '“Sales · Yesterday” is below $1,000'],
    [
      'orders yesterday in France >= 1.5k',
      'sales measure=orders by=none country=France period=yesterday',
      '“Orders · Yesterday · Country: France” is at least 1,500',
    ],
    [
      'when sales last week is more than 10m',
      'sales by=none period="last week"',
      '“Sales · Last week” is above $10,000,000',
    ],
    [
      'any country sales yesterday < 1000',
      'sales period=yesterday',
      'any country of “Sales by country · Yesterday” is below $1,000',
    ],
    [
      'sales yesterday in any country under 1000',
      'sales period=yesterday',
      'any country of “Sales by country · Yesterday” is below $1,000',
    ],
    [
      'sales by vendor last week at most 5',
      'sales by=vendor period="last week"',
      'any vendor of “Sales by vendor · Last week” is at most $5',
    ],
    [
      'sales yesterday below 1000 orders',
      'sales measure=orders by=none period=yesterday',
      '“Orders · Yesterday” is below 1,000',
    ],
    [
      'sales yesterday change < -10%',
      'sales by=none period=yesterday',
      '“Sales · Yesterday” is down by more than 10% against the usual',
    ],
    [
      'sales yesterday vs usual change <= -10 %',
      'sales by=none period=yesterday',
      '“Sales · Yesterday” is down by 10% or more against the usual',
    ],
    [
      'sales last week vs previous, if the change is below −12.5 percent',
      'sales by=none period="last week" compare=previous',
      '“Sales · Last week · vs the period before” is down by more than 12.5% against the period before',
    ],
    [
      'sales last month vs last year drops by more than 20%',
      'sales by=none period="last month" compare="last year"',
      '“Sales · Last month · vs last year” is down by more than 20% against last year',
    ],
    [
      'sales last week rises by 20% vs usual',
      'sales by=none period="last week"',
      '“Sales · Last week” is up by more than 20% against the usual',
    ],
    [
      'any country sales last week change < 5%',
      'sales period="last week"',
      'any country of “Sales by country · Last week” is at a change below +5% against the usual',
    ],
    ['visits blog < 10', 'visits site=blog', '“Visits · Site: blog” is below 10'],
    ['stock over 500', 'stock', 'any depot of “Stock by depot” is above 500'],
  ])('%s asks %s, and is read back', async (text, question, sentence) => {
    const alert = await read(text);
    expect(formatRequest(alert.request)).toBe(question);
    expect(alertSentence(alert)).toBe(sentence);
  });

  test.each([
    ['any country sales yesterday < 1000, tell the customer', { name: 'customer', label: 'Customer', split: 'split' }],
    [
      'any country sales yesterday < 1000 tell client, remind never',
      { name: 'customer', label: 'Customer', split: 'split' },
    ],
    ['when any customer sales yesterday < 1000', undefined],
    ['any customer sales yesterday < 1000, tell customer', { name: 'customer', label: 'Customer', split: undefined }],
    ['any country sales yesterday < 1000', undefined],
  ])('%s names whom to tell', async (text, person) => {
    expect((await read(text)).person).toEqual(person);
  });

  test('whom an alert tells stands among its terms', async () => {
    const alert = await read('any country sales yesterday < 1000, tell customer');
    expect(formatRequest(alert.request)).toBe('sales period=yesterday');
    expect(alertTerms(alert)).toContain('Whoever is the customer of a row is named beside it.');
  });

  test.each([
    ['sales yesterday < 1000, tell customer', 'the customer is of each row: write any country'],
    [
      'any country sales yesterday < 1000, tell the postman',
      'sales has nothing called "postman" that could name whom to tell',
    ],
    ['stock over 500, tell country', 'stock has nothing called "country" that could name whom to tell'],
  ])('%s cannot tell anybody', async (text, sentence) => {
    await expect(read(text)).rejects.toThrow(sentence);
  });

  const page = readFileSync(new URL('../../../docs/alerts.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| `([^`]+)` \| ((?:any|“).+) \|$/gm)];

  test('docs/alerts.md has rows', () => expect(rows.length).toBeGreaterThan(8));

  test.each(rows.map(([, text, sentence]) => [text!, sentence!]))('docs/alerts.md: %s', async (text, sentence) => {
    expect(alertSentence(await read(text))).toBe(sentence);
  });

  test.each([
    [
      'sales yesterday < 1000',
      ['It is over once back at $1,050.', 'Until somebody acknowledges it, it is told again after 1 day.'],
    ],
    ['sales yesterday < 1000, remind never', ['It is over once back at $1,050.', 'It is told once.']],
    [
      'sales yesterday > 1000, remind after 6 hours',
      ['It is over once back at $950.', 'Until somebody acknowledges it, it is told again after 6 hours.'],
    ],
    [
      'remind me every week sales yesterday > 1000',
      ['It is over once back at $950.', 'Until somebody acknowledges it, it is told again after 7 days.'],
    ],
    [
      'any country sales yesterday change < -10%, ignore below 1k',
      [
        'It is over once back at −9.5%.',
        'The usual is the middle of the same weekdays in the last four weeks.',
        'What is below $1,000 is ignored.',
        'Until somebody acknowledges it, it is told again after 1 day.',
      ],
    ],
  ])('%s has terms', async (text, terms) => {
    expect(alertTerms(await read(text))).toEqual(terms);
  });

  test.each([
    ['sales yesterday', 'it does not say when to tell: sales yesterday under 1000, or: sales yesterday change < -10%'],
    ['', 'say what to look at and when to tell: sales yesterday under 1000, or: sales yesterday change < -10%'],
    ['sales yesterday vs usual', 'say by how much it differs from the usual'],
    ['sales yesterday over 5 under 10', 'an alert has one limit: make two alerts for two'],
    [
      'sales today change < -10%',
      '"today" is not over yet, and would be compared with whole days of earlier weeks: ask of yesterday or last week',
    ],
    ['sales 2025 change < -10%', '"2025" has no usual to be compared with, as days and weeks have'],
    ['slaes yesterday < 5', 'no query is called "slaes"'],
    ['sales yesterday sunny < 5', 'sales does not understand "sunny"'],
  ])('%s is refused', async (text, sentence) => {
    await expect(read(text)).rejects.toThrow(sentence);
  });
});
