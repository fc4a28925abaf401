import { describe, expect, test } from 'vitest';

import type { Answer } from '../../../src/answer/answer.ts';
import type { Column, Table } from '../../../src/table/table.ts';

import { parseQueryFile } from '../../../src/catalogue/query-file.ts';
import { answerViewOf, readAnswerView } from '../../../src/slack/blocks/answer-view.ts';

const { query } = parseQueryFile('sales.sql', '/*---\nowner: "#analytics"\n---*/\nSELECT 1');

const column = (name: string, type: string): Column => ({ name, type, precision: 0, scale: 0 });

const source = { slack_file: { id: 'F0123456789' } };

function answerOf(rows: Table['rows'], given: Partial<Table> = {}, answer: Partial<Answer> = {}): Answer {
  return {
    text: 'sales',
    request: { query: 'sales', values: {}, excluded: [], as: 'table' },
    query: query!,
    statement: { sql: 'SELECT 1', parameters: [] },
    table: {
      columns: [column('Country', 'varchar'), column('Sales', 'decimal')],
      rows,
      scannedBytes: 0,
      elapsedMs: 1234,
      engine: 'Athena engine version 3',
      executionId: 'e-1',
      reused: false,
      ...given,
    },
    chart: { type: 'bar', headline: 'USA leads', alt: 'Bars' } as Answer['chart'],
    title: 'Sales by country',
    subtitle: 'Last year',
    alternatives: [],
    ...answer,
  };
}

describe('the cells of a table', () => {
  test.each([
    ['12345678901234567890.10', '12,345,678,901,234,567,890.10'],
    ['-1234.5', '−1,234.5'],
    ['0', '0'],
    ['1.5E7', '15,000,000'],
    ['NaN', 'NaN'],
    [null, '–'],
  ])('%s → %s', (cell, expected) => {
    expect(answerViewOf(answerOf([['USA', cell]]), source).table?.rows[0]?.[1]).toBe(expected);
  });

  test.each([
    ['line\nbreak\u202e', 'line break'],
    ['', ' '],
    [null, '–'],
  ])('%j → %j', (cell, expected) => {
    expect(answerViewOf(answerOf([[cell, '1']]), source).table?.rows[0]?.[0]).toBe(expected);
  });

  test('moments read as people write them', () => {
    const columns = [column('Month', 'date'), column('Sales', 'bigint')];
    const rows = [
      ['2025-01-01', '1'],
      ['2025-02-01', '2'],
    ];
    expect(answerViewOf(answerOf(rows, { columns }), source).table?.rows.map(([month]) => month)).toEqual([
      'Jan 2025',
      'Feb 2025',
    ]);
  });
});

test('a comparison has a column with the change in numbers and as a part', () => {
  const columns = [column('Country', 'varchar'), column('Sales', 'decimal'), column('Sales, last year', 'decimal')];
  const rows = [
    ['USA', '1500.00', '1000.00'],
    ['Fall', '500', '2000'],
    ['Same', '7', '7'],
    ['From nothing', '500', '0'],
    ['From debt', '50', '-100'],
    ['Into debt', '-50', '100'],
    ['New', '500', null],
    ['Gone', null, '500'],
  ];
  const { table } = answerViewOf(answerOf(rows, { columns }, { earlier: { Sales: 'Sales, last year' } }), source);
  expect(table?.columns.map(({ name }) => name)).toEqual(['Country', 'Sales', 'Sales, last year', 'Sales change']);
  expect(table?.rows.map((row) => [row[0], row[3]])).toEqual([
    ['USA', '+500 (+50%)'],
    ['Fall', '−1,500 (−75%)'],
    ['Same', '±0 (±0%)'],
    ['From nothing', '+500'],
    ['From debt', '+150 (+150%)'],
    ['Into debt', '−150 (−150%)'],
    ['New', '–'],
    ['Gone', '–'],
  ]);
});

test('a column of changes that has no room is missed too', () => {
  const names = Array.from({ length: 18 }, (_, index) => `c${index}`);
  const columns = [
    ...names.map((name) => column(name, 'varchar')),
    column('Sales', 'bigint'),
    column('Before', 'bigint'),
  ];
  const row = [...names, '3', '2'];
  const { notes } = answerViewOf(answerOf([row], { columns }, { earlier: { Sales: 'Before' } }), source);
  expect(notes.join(' ')).toContain('first 1 of 1 rows and 20 of 21 columns');
});

test('a table beyond what Slack takes is cut, and says so', () => {
  const columns = Array.from({ length: 30 }, (_, index) => column(`c${index}`, 'varchar'));
  const rows = Array.from({ length: 500 }, () => columns.map(() => 'some text'));
  const { table, notes } = answerViewOf(answerOf(rows, { columns }), source);
  expect(table?.columns).toHaveLength(20);
  expect(table!.rows.flat().join('').length).toBeLessThanOrEqual(8000);
  expect(notes.join(' ')).toContain(`first ${table!.rows.length} of 500 rows and 20 of 30 columns`);
});

describe('what is shown', () => {
  test.each<[string, Partial<Answer>, string]>([
    ['a chart', { request: { query: 'sales', values: {}, excluded: [] } }, 'picture'],
    ['a table that was asked for', {}, 'table'],
    [
      'rows without a number',
      {
        request: { query: 'sales', values: {}, excluded: [] },
        chart: { type: 'empty', headline: 'No numbers', alt: '' } as Answer['chart'],
      },
      'table',
    ],
  ])('%s is a %s', (_, answer, expected) => {
    const { picture, table } = answerViewOf(answerOf([['USA', '1']], {}, answer), source);
    expect(picture ? 'picture' : table ? 'table' : 'nothing').toBe(expected);
  });
});

test('readShown() reads headline and picture back from a message', () => {
  const blocks = [{ type: 'image' as const, alt_text: 'Bars', slack_file: { id: 'F1', url: 'x' }, image_width: 10 }];
  expect(readAnswerView({ text: 'A &amp; B lead', blocks })).toMatchObject({
    headline: 'A & B lead',
    picture: { source: { slack_file: { id: 'F1' } }, alt: 'Bars' },
  });
});
