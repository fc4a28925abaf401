import { expect, test } from 'vitest';

import { questionWords } from '../../src/answer/question-words.ts';
import { buildCatalogue } from '../../src/catalogue/catalogue.ts';
import { parseDataset } from '../../src/catalogue/dataset-file.ts';
import { parse } from '../../src/question/parse.ts';
import { SALES } from '../support/sales-dataset.ts';

const catalogue = buildCatalogue([parseDataset('sales.yml', SALES).query!]);

const VALUES = ['France', 'Spain'];

test.each([
  ['sales', 'Sales by country · Last 12 months'],
  ['why sales 2025 vs 2024', 'Why sales changed · 2025 · vs last year'],
  ['explain sales in France', 'What sales is made of · Last 12 months · Country: France'],
  ['share of sales by month 2025 as table', 'Sales by month · Share of the total · 2025 · as a table'],
  ['total sales yesterday', 'Sales · Yesterday'],
  ['top 5 customers by orders with sales', 'Sales and orders by customer · Last 12 months · Top: 5 by orders'],
  ['sales and orders by month in France 2025', 'Sales and orders by month · 2025 · Country: France'],
  ['sales by month split by vendor vs last year', 'Sales by month and vendor · Last 12 months · vs last year'],
  [
    'sales not in France last quarter vs previous',
    'Sales by country · Last quarter · Country: not France · vs the period before',
  ],
])('%s is said as %s', (text, words) => {
  const { query, request } = parse(text, catalogue, (_, { name }) => (name === 'country' ? VALUES : []));
  expect(questionWords(query, request)).toBe(words);
});
