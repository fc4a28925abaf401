import { expect, test } from 'vitest';

import { endedData } from '../../src/answer/ended-data.ts';
import { buildCatalogue } from '../../src/catalogue/catalogue.ts';
import { parseDataset } from '../../src/catalogue/dataset-file.ts';
import { parse } from '../../src/question/parse.ts';
import { SALES } from '../support/sales-dataset.ts';

const catalogue = buildCatalogue([parseDataset('sales.yml', SALES).query!]);

const now = new Date('2026-11-23T12:00:00Z');

const calendar = { timezone: 'UTC', weekStart: 1, fiscalYearStart: 1 };

const ended = (text: string, asOf: string | undefined) => {
  const { query, request } = parse(text, catalogue, () => []);
  return endedData(query, request, { asOf, now, calendar });
};

test('a default period after the end of the data says until when there is data, and offers its last year', () => {
  expect(ended('sales by city', '2005-05-31')).toEqual({
    sentence: 'No rows: the data ends on 31 May 2005.',
    alternative: {
      word: 'last 12 months',
      taken: '1 Nov 2025 – 31 Oct 2026',
      meaning: '2005, the last year with data',
      text: 'sales by=city period=2005',
    },
  });
});

test.each([
  ['sales yesterday', '2026-11-20', '20 Nov 2026, the last day with data', 'sales period=2026-11-20'],
  ['sales last week', '2026-11-12', 'Nov 2026, the last month with data', 'sales period=2026-11'],
  ['sales last month', '2026-09-12', 'Sep 2026, the last month with data', 'sales period=2026-09'],
  ['sales last quarter', '2026-06-12', '2026, the last year with data', 'sales period=2026'],
])('%s with data to %s is offered as %s', (text, asOf, meaning, asked) => {
  expect(ended(text, asOf)?.alternative).toMatchObject({ meaning, text: asked });
});

test.each([
  ['sales', '2025-12-01 10:00:00.000'],
  ['sales all time', '2005-05-31'],
  ['sales 2005', '2005-05-31'],
  ['sales', undefined],
])('%s with data to %s is nothing to say', (text, asOf) => {
  expect(ended(text, asOf)).toBeUndefined();
});
